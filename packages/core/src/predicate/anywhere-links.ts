import type { EvaluationContext } from './evaluation-context.ts';

/** How many places one call may have looked up; what comes after cannot be told. */
const mostPlaces = 10_000;

/**
 * The same context with every place looked up once, and not without end: a text of megabytes holds any number of
 * paths, and each costs a look at the file system (SPEC R47).
 */
export function boundLinks(context: EvaluationContext): EvaluationContext {
  const { resolvePath } = context.environment;
  if (resolvePath === undefined) return context;
  const known = new Map<string, string | undefined>();
  const bounded = (path: string) => {
    if (known.has(path)) return known.get(path);
    if (known.size >= mostPlaces) return undefined;
    known.set(path, undefined);
    const found = resolvePath(path);
    known.set(path, found);
    return found;
  };
  return { ...context, environment: { ...context.environment, resolvePath: bounded } };
}
