import type { NamedEntries } from './ladder.ts';
import type { Question } from './policy-view.ts';

/** Whether a tool is worth showing to an agent (SPEC R29, R49). */
export interface Visibility {
  /** True when some arguments could pass, or could be asked for. */
  readonly visible: boolean;
}

/** True when no policy of the question denies the tool whatever its arguments are. */
export function couldPass({ floor, own }: Question): boolean {
  return (floor === undefined || couldPassLadder(floor)) && couldPassLadder(own);
}

// Conditions are taken for satisfiable on the allow side and for avoidable on the deny side: what only *these* arguments
// would decide is shown, and decided when it is called.
function couldPassLadder({ policy, allow, admitAfterAsking, deny, optional }: NamedEntries): boolean {
  const admitted = allow.length > 0 || admitAfterAsking.length > 0;
  if (!admitted && (policy.gated || optional.length > 0)) return false;
  return deny.every(({ condition }) => condition !== undefined);
}
