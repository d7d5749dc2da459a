import type { Decision, DecisionAction, RuleReference } from '@proviso/core';
import type { Paint, Style } from '../terminal/paint.ts';
import { showPlain } from '../terminal/show-plain.ts';

const styleOf: Readonly<Record<DecisionAction, Style>> = { allow: 'green', deny: 'red', ask: 'yellow' };

/** The width of the first column: `allow` and two blanks. */
const margin = 7;

/** The word of an action, in its colour. */
export function paintAction(action: DecisionAction, paint: Paint): string {
  // A log that somebody edited may hold any word.
  const style = Object.hasOwn(styleOf, action) ? styleOf[action] : 'cyan';
  return paint('bold', paint(style, showPlain(action)));
}

/** A decision for people: the answer and why; below, where the entry stands that decided and what it says of itself. */
export function formatDecision({ action, message, rule }: Decision, paint: Paint): string {
  const lines = [
    `${paintAction(action, paint)}${' '.repeat(Math.max(1, margin - action.length))}${showPlain(message)}`,
  ];
  if (rule !== undefined) {
    // A rule without an id of its own is named by its path in the message already.
    const place = rule.id === rule.path ? shortPlaceOf(rule) : placeOf(rule);
    const reason = rule.reason === undefined ? '' : `; ${showPlain(rule.reason)}`;
    lines.push(
      `${' '.repeat(margin)}${paint('cyan', place)}${paint('dim', `: ${patternOf(rule)}${reason}`)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Where an entry stands, in the file and in the document: `proviso.yaml:14:7 agents.coder.deny[0]`. */
export function placeOf(rule: RuleReference): string {
  const path = showPlain(rule.path);
  return rule.position === undefined ? path : `${shortPlaceOf(rule)} ${path}`;
}

/** What of an entry matched: its pattern, and the group it belongs to. */
export function patternOf({ pattern, group }: RuleReference): string {
  const name = `\`${showPlain(pattern)}\``;
  return group === undefined ? name : `\`@${showPlain(group)}\` has ${name}`;
}

function shortPlaceOf({ position, path }: RuleReference): string {
  if (position === undefined) return showPlain(path);
  const file = position.file === undefined ? '' : `${showPlain(position.file)}:`;
  return `${file}${position.line}:${position.column}`;
}
