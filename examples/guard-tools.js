// A guard around a record of tools: same names, same types, but nothing runs unless the policy allows it. The tools
// get the frozen arguments that were judged, and every decision is recorded before its tool runs.
import {
  createEngine,
  createGuard,
  guardTools,
  isToolPolicyViolation,
  parsePolicyDocument,
} from '@proviso/core';

const parsed = parsePolicyDocument({
  version: 1,
  groups: { reading: ['read_*', 'list_*'] },
  global: { default: 'deny' },
  agents: {
    assistant: {
      allow: ['@reading', 'write_file'],
      deny: [{ tool: '*_secret', id: 'no-secrets', message: 'ask the owner for secrets instead' }],
    },
  },
});
if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));

const guard = createGuard({
  engine: createEngine(parsed.document),
  audit: {
    mode: 'required',
    append(record) {
      const what = record.kind === 'decision' ? record.decision.code : record.outcome;
      console.log(`  record: ${record.callId} ${record.tool} ${what}`);
    },
  },
});

const files = new Map([['notes.txt', 'buy milk']]);
const tools = guardTools(
  {
    /** @param {{ readonly path: string }} args */
    read_file: ({ path }) => files.get(path) ?? 'no such file',
    /** @param {{ readonly path: string, readonly text: string }} args */
    write_file: ({ path, text }) => files.set(path, text).size,
    /** @param {{ readonly name: string }} args */
    read_secret: ({ name }) => `the secret ${name}`,
    delete_file: () => files.clear(),
  },
  { guard, agent: 'assistant' },
);

console.log('read_file:', await tools.read_file({ path: 'notes.txt' }));
console.log('write_file:', await tools.write_file({ path: 'todo.txt', text: 'call home' }), 'files');

for (const attempt of [() => tools.read_secret({ name: 'token' }), () => tools.delete_file()]) {
  try {
    await attempt();
  } catch (error) {
    if (!isToolPolicyViolation(error)) throw error;
    console.log(`${error.message}\n  why: ${error.decision?.message}`);
    if (error.decision?.rule?.advice !== undefined)
      console.log(`  for the model: ${error.decision.rule.advice}`);
  }
}
console.log('files left:', [...files.keys()].join(', '));
