// The gateway as a program of its own: a policy and a server's command in, a gateway on standard input and output.
// usage: node gateway-program.js '{"policy": {…}, "agent": …, "audit": …, "limit": …}' COMMAND ARGS…
import { appendFileSync } from 'node:fs';
import { createEngine, parsePolicyDocument } from '@proviso/core';
import { runStdioGateway } from '@proviso/mcp';

const [settingsText = '{}', command = '', ...args] = process.argv.slice(2);
const { policy, agent, auditFile, maxMessageBytes } = JSON.parse(settingsText);

const parsed = parsePolicyDocument(policy);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));

const audit = auditFile && {
  mode: /** @type {const} */ ('required'),
  append: (/** @type {unknown} */ record) => appendFileSync(auditFile, `${JSON.stringify(record)}\n`),
};

const { exitCode } = await runStdioGateway({
  command,
  args,
  engine: createEngine(parsed.document),
  ...(agent && { agent }),
  ...(audit && { audit }),
  ...(maxMessageBytes && { maxMessageBytes }),
});
process.exitCode = exitCode;
