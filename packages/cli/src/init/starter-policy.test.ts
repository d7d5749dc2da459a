import { createEngine } from '@proviso/core';
import { readPolicyText } from '@proviso/node';
import { describe, expect, it } from 'vitest';
import { starterPolicy } from './starter-policy.ts';

const accept = (text: string) => {
  const result = readPolicyText(text);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
};
const engine = createEngine(accept(starterPolicy));
const answer = (agent: string | undefined, tool: string) => engine.decide({ tool, agent });

describe('what the starter policy says of itself is true', () => {
  it.each([
    ['guardrails deny to everyone', 'writer', 'delete_file', 'deny', 'nothing-gets-lost'],
    ['guardrails deny to everyone', 'helper', 'move_file', 'deny', 'nothing-gets-lost'],
    ['without an agent: nothing at all', undefined, 'read_file', 'deny', undefined],
    ['an agent that is not named: nothing at all', 'stranger', 'read_file', 'deny', undefined],
    ['the reader may read', 'reader', 'read_file', 'allow', 'agents.reader.allow[0]'],
    ['read_* is every tool that begins so', 'reader', 'read_any_other', 'allow', 'agents.reader.allow[0]'],
    ['and nothing else', 'reader', 'write_file', 'deny', undefined],
    ['the writer may read', 'writer', 'list_directory', 'allow', 'agents.writer.allow[0]'],
    ['and write', 'writer', 'edit_file', 'allow', 'agents.writer.allow[1]'],
    ['run_tests waits for a person', 'writer', 'run_tests', 'ask', 'agents.writer.ask[0]'],
    ['the helper may do all', 'helper', 'anything', 'allow', undefined],
    ['but write', 'helper', 'write_file', 'deny', 'agents.helper.deny[0]'],
    ['and send mail', 'helper', 'send_mail', 'deny', 'agents.helper.optional[0]'],
  ])('%s: %s, %s → %s', (_sentence, agent, tool, action, rule) => {
    const decision = answer(agent, tool);
    expect([decision.action, decision.rule?.id]).toEqual([action, rule]);
  });

  it('keeps `reason` for the operator and `message` for the model', () => {
    const rule = answer('reader', 'delete_file').rule;
    expect(rule).toMatchObject({ reason: 'there is no backup yet' });
    expect(rule?.advice).toContain('say what you wanted to do');
  });

  it('is still a policy with its log, and the log is required', () => {
    const text = starterPolicy.replace('# log:\n#   file', 'log:\n  file');
    expect(accept(text).log).toEqual({ file: 'proviso-decisions.jsonl', mode: 'required' });
  });

  it.each([
    ['an unknown key', starterPolicy.replace('allow:', 'alow:')],
    ['a key given twice', `${starterPolicy}version: 1\n`],
    ['an empty list', starterPolicy.replace('[run_tests]', '[]')],
  ])('with %s it is refused whole', (_mistake, text) => {
    expect(readPolicyText(text).ok).toBe(false);
  });
});
