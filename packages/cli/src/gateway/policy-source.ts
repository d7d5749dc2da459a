import { homedir } from 'node:os';
import {
  createEngine,
  type DecisionPoint,
  type Logger,
  type PathEnvironment,
  type PolicyDocument,
} from '@proviso/core';
import { loadPredicates, resolvePath, watchPolicyFile } from '@proviso/node';
import { loadPolicy } from '../policy/load-policy.ts';
import { PolicyRefused } from '../policy/policy-refused.ts';

// The server is started in the gateway's own folder, so its relative paths begin there too.
const environment: PathEnvironment = {
  cwd: process.cwd(),
  home: homedir(),
  workspace: process.cwd(),
  resolvePath,
};

/** A policy in force, and how to hear of its changes. */
export interface GatewayPolicy {
  readonly engine: DecisionPoint;
  /** As it was at the start. */
  readonly document: PolicyDocument;
  /** As it is in force now. */
  readonly current: () => PolicyDocument;
  readonly onChange: (listener: () => void) => () => void;
  close(): void;
}

/** How a policy is kept. */
export interface PolicySourceOptions {
  readonly watch: boolean;
  readonly logger: Logger;
}

/**
 * Opens a policy for as long as a gateway runs; a watched one follows its file (SPEC R24).
 *
 * @throws PolicyRefused when it has a fault now: a gateway that denies everything helps nobody to find it
 */
export async function openPolicySource(
  file: string,
  { watch, logger }: PolicySourceOptions,
): Promise<GatewayPolicy> {
  if (!watch) {
    const { document } = await loadPolicy(file);
    const engine = createEngine(document, { logger, environment });
    return {
      engine,
      document,
      current: () => document,
      onChange: () => () => undefined,
      close: () => undefined,
    };
  }
  let started = false;
  let refusedText: string | undefined;
  const source = watchPolicyFile(file, {
    environment,
    // A later change of the file may use any of them.
    predicates: await loadPredicates(),
    // What is wrong at the start is told once, by the command.
    logger: { warn: (message, fields) => started && logger.warn(message, fields) },
    onRefused: (_issues, text) => {
      refusedText = text;
    },
  });
  const { document, issues } = source;
  if (document === undefined) {
    source.close();
    throw new PolicyRefused(file, { issues, ...(refusedText !== undefined && { text: refusedText }) });
  }
  started = true;
  return {
    engine: source,
    document,
    current: () => source.document ?? document,
    onChange: (listener) => source.onChange(listener),
    close: () => source.close(),
  };
}
