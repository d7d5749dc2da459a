const keys = ['tool', 'args', 'agent', 'callers', 'principal', 'session', 'context'] as const;

type CallKey = (typeof keys)[number];

/** What other protocols and programs call the parts of a call. */
const otherNames: ReadonlyMap<string, CallKey> = new Map<string, CallKey>([
  ['name', 'tool'],
  ['toolname', 'tool'],
  ['toolid', 'tool'],
  ['function', 'tool'],
  ['functionname', 'tool'],
  ['method', 'tool'],
  ['arguments', 'args'],
  ['argument', 'args'],
  ['params', 'args'],
  ['parameters', 'args'],
  ['input', 'args'],
  ['toolinput', 'args'],
  ['toolargs', 'args'],
  ['toolarguments', 'args'],
  ['kwargs', 'args'],
  ['agentid', 'agent'],
  ['agentname', 'agent'],
  ['agentrole', 'agent'],
  ['callerid', 'callers'],
  ['callerids', 'callers'],
  ['callchain', 'callers'],
  ['callstack', 'callers'],
  ['delegatedby', 'callers'],
]);

/** Longer keys are nobody's slip of the fingers. */
const longest = 32;

/** Finds a key that was probably meant to be another: a slip, another case, or the word of another protocol. */
export function findMistakenKey(
  found: readonly string[],
): { readonly key: string; readonly meant: CallKey } | undefined {
  for (const key of found) {
    if (keys.some((known) => known === key) || key.length > longest) continue;
    const plain = key
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
    const meant = otherNames.get(plain) ?? keys.find((known) => isOneSlipAway(plain, known));
    if (meant !== undefined) return { key, meant };
  }
  return undefined;
}

/** True for the same word, and when one letter was added, left out, changed, or swapped with its neighbour. */
function isOneSlipAway(word: string, known: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === known[start]) start += 1;
  let end = 0;
  const room = Math.min(word.length, known.length) - start;
  while (end < room && word.at(-1 - end) === known.at(-1 - end)) end += 1;
  const left = word.slice(start, word.length - end);
  const right = known.slice(start, known.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === `${right[1]}${right[0]}`;
}
