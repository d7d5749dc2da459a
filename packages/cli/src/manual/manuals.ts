import { checkManual } from './check-manual.ts';
import { completionManual } from './completion-manual.ts';
import { explainManual } from './explain-manual.ts';
import { helpManual } from './help-manual.ts';
import { initManual } from './init-manual.ts';
import { logManual } from './log-manual.ts';
import type { Manual } from './manual.ts';
import { mcpManual } from './mcp-manual.ts';

/** Every command's manual, in the order people need them. */
export const manuals: readonly Manual[] = [
  initManual,
  checkManual,
  explainManual,
  mcpManual,
  logManual,
  completionManual,
  helpManual,
];
