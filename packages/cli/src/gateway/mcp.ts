import { type PolicyDocument, quoteName } from '@proviso/core';
import { runStdioGateway } from '@proviso/mcp';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { readIdentity } from '../command-line/read-identity.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { notesOnAgents } from '../explain/notes.ts';
import { mcpManual } from '../manual/mcp-manual.ts';
import { findPolicyFile } from '../policy/find-policy-file.ts';
import { openLog } from './open-log.ts';
import { openPolicyLog } from './policy-log.ts';
import { openPolicySource } from './policy-source.ts';
import { standardErrorLogger } from './standard-error-logger.ts';

/**
 * `proviso mcp`: a policy in front of an MCP server. Everything that can fail is opened before the server is started, and
 * nothing but the protocol is written to standard output.
 */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, mcpManual);
  const [command, ...args] = serverCommand(line);
  const file = line.text('policy') ?? findPolicyFile('.');
  const logger = standardErrorLogger;
  const source = await openPolicySource(file, { watch: !line.has('no-watch'), logger });
  try {
    const { document } = source;
    const { agent, callers } = readIdentity(line);
    const wishes = { file: line.text('log'), mode: line.text('log-mode') };
    const open = (current: PolicyDocument) => openLog(wishes, { document: current, policyFile: file });
    // A log of the command line stays whatever the policy says of its own.
    const log =
      wishes.file === undefined ? openPolicyLog({ document: source.current, open, logger }) : open(document);
    for (const note of notesOnAgents([...callers, agent ?? ''], document)) logger.warn(note);
    try {
      const { exitCode } = await runStdioGateway({
        command,
        args,
        engine: source.engine,
        agent,
        callers,
        logger,
        onPolicyChange: source.onChange,
        ...(log !== undefined && { audit: log }),
      });
      return exitCode;
    } finally {
      await log?.close();
    }
  } finally {
    source.close();
  }
}

type McpLine = ReturnType<typeof parseCommandLine<typeof mcpManual>>;

function serverCommand({ operands, rest }: McpLine): readonly [string, ...string[]] {
  const [stray] = operands;
  if (stray !== undefined) {
    throw new UsageFault(`${quoteName(stray)} stands before \`--\``, {
      hint: 'the server’s command follows after it: `proviso mcp … -- COMMAND ARGS…`',
    });
  }
  const [command, ...args] = rest ?? [];
  if (command === undefined || command === '') {
    throw new UsageFault('which server? No command was given', {
      hint: 'write it after `--`: `proviso mcp … -- COMMAND ARGS…`',
    });
  }
  return [command, ...args];
}
