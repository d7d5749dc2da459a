import { type Decision, type PolicyDocument, quoteName, suggest, type ToolCall } from '@proviso/core';

/** What an answer is looked at with. */
export interface Answer {
  readonly decision: Decision;
  readonly document: PolicyDocument;
}

/** What a person may have overlooked: an agent that the policy does not know, a name that was matched by its folding. */
export function notesOf(call: ToolCall, { decision, document }: Answer): readonly string[] {
  const notes = notesOnAgents([...(call.callers ?? []), call.agent ?? ''], document);
  const folded = foldedMatch(call.tool, decision);
  if (folded === undefined) return notes;
  return [
    ...notes,
    `${quoteName(call.tool)} is not written as \`${folded}\`, but reads like it: deny and ask entries match both`,
  ];
}

/** One note for each agent that has no policy of its own: perhaps its name was misspelt. */
export function notesOnAgents(agents: readonly string[], document: PolicyDocument): readonly string[] {
  return [...new Set(agents)]
    .filter((agent) => agent !== '' && !document.agents.has(agent))
    .map((agent) => {
      const meant = suggest(agent, document.agents.keys());
      const question = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
      return `agent ${quoteName(agent)} has no policy of its own, so the global one counts${question}`;
    });
}

function foldedMatch(tool: string, { rule }: Decision): string | undefined {
  if (rule === undefined || rule.list === 'allow') return undefined;
  return matchesAsWritten(rule.pattern, tool) ? undefined : rule.pattern;
}

/** True when the pattern spells the name, each `*` standing for any run of characters. */
export function matchesAsWritten(pattern: string, name: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return pattern === name;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}
