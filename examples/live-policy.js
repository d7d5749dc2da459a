// A policy file in force: read now and again whenever it changes. A file with a mistake is refused with its position, and
// the last good policy stays in force.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createGuard, isToolPolicyViolation } from '@proviso/core';
import { formatIssues, watchPolicyFile } from '@proviso/node';

const folder = mkdtempSync(join(tmpdir(), 'proviso-example-'));
const file = join(folder, 'policy.yaml');

/** Replaces the file in one step, so that nobody sees half of it. */
function save(/** @type {string} */ text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

save('version: 1\nglobal:\n  deny: [send_mail]\n');
/** @type {(text: string) => void} */
let tellRefusal = () => {};
const policy = watchPolicyFile(file, {
  logger: { warn: () => {} },
  onRefused: (issues, text) => tellRefusal(formatIssues(issues, { text }).replaceAll(file, basename(file))),
});
const guard = createGuard({ engine: policy });
// Watching keeps no process alive; in a real program the server does.
const alive = setInterval(() => {}, 1000);

async function sendMail() {
  try {
    console.log(await guard.run({ tool: 'send_mail', args: {} }, () => 'sent'));
  } catch (error) {
    if (!isToolPolicyViolation(error)) throw error;
    console.log(`denied: ${error.decision?.message}`);
  }
}

await sendMail();

const changed = new Promise((resolve) => policy.onChange(resolve));
save('version: 1\nglobal:\n  deny: [execute_shell]\n');
await changed;
await sendMail();

/** @type {Promise<string>} */
const refused = new Promise((resolve) => {
  tellRefusal = resolve;
});
save('version: 1\nglobal:\n  denny: [send_mail]\n');
console.log(`refused: ${await refused}`);
await sendMail(); // as the last good policy says

policy.close();
clearInterval(alive);
rmSync(folder, { recursive: true });
