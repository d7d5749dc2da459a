import { canonicalJson, type JsonValue, quoteName, type ToolCall } from '@proviso/core';
import { formatDecision } from '../check/format-decision.ts';
import { showPlain } from '../terminal/show-plain.ts';
import type { Explanation } from './explanation.ts';
import type { ExplanationLook } from './explanation-look.ts';
import { formatExcerpt } from './format-excerpt.ts';
import { formatLadders } from './format-ladders.ts';

/** More of the arguments than this is not shown. */
const longestArguments = 200;

/** An explanation for people: the question, the ladders, the answer with its line of the policy, the way to another. */
export function formatExplanation(explanation: Explanation, { text, paint }: ExplanationLook): string {
  const { asked, policy, decision, notes, changes } = explanation;
  const title = (words: string) => paint('bold', words);
  const excerpt = decision.rule === undefined ? [] : formatExcerpt(decision.rule, { text, paint });
  const another = changes.length > 1 ? 'For another answer, all of these' : 'For another answer';
  const blocks = [
    [title('Asked'), ...askedLines(asked)],
    [title('Policy'), `  ${showPlain(policy.file)} ${paint('dim', policy.digest.slice(0, 19))}`],
    ...formatLadders(explanation, paint),
    [title('Answer'), ...indent(formatDecision(decision, paint).trimEnd().split('\n')), ...excerpt],
  ];
  if (notes.length > 0) blocks.push([title('Note'), ...indent(notes)]);
  if (changes.length > 0) blocks.push([title(another), ...indent(changes)]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function askedLines({ tool, agent, callers = [], args }: ToolCall): readonly string[] {
  const lines = [`  tool     ${quoteName(tool)}`];
  lines.push(`  agent    ${agent === undefined || agent === '' ? 'none' : quoteName(agent)}`);
  if (callers.length > 0) lines.push(`  callers  ${callers.map(quoteName).join(' → ')}`);
  if (args !== undefined) lines.push(`  args     ${shorten(showPlain(canonicalJson(args as JsonValue)))}`);
  return lines;
}

function shorten(text: string): string {
  return text.length > longestArguments
    ? `${text.slice(0, longestArguments)}… (${text.length} characters)`
    : text;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
