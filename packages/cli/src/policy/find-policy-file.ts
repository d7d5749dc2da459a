import { readdirSync } from 'node:fs';
import { UsageFault } from '../command-line/usage-fault.ts';

/** The names under which a policy is found without being named. */
const policyFileNames = ['proviso.yaml', 'proviso.yml', 'proviso.json'] as const;

/**
 * Finds the policy of a folder when none was named.
 *
 * @throws UsageFault when there is none, or more than one: which of two policies counts is not for us to guess
 */
export function findPolicyFile(folder: string): string {
  const present = new Set(readdirSync(folder));
  const [found, other] = policyFileNames.filter((name) => present.has(name));
  if (found === undefined) {
    const names = policyFileNames.map((name) => `\`${name}\``).join(', ');
    throw new UsageFault(`no policy: this folder has none of ${names}`, {
      hint: 'name one with `--policy FILE`, or write a first one with `proviso init`',
    });
  }
  if (other === undefined) return found;
  throw new UsageFault(`this folder has both \`${found}\` and \`${other}\``, {
    hint: 'name the one that counts with `--policy FILE`',
  });
}
