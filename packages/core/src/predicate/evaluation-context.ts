export type { EvaluationContext, PathEnvironment } from '../document/condition.ts';
