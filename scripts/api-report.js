// Writes the public surface of each library to packages/*/etc/*.api.md, so that a change of it shows in review.
// `--check` writes nothing and fails when a report is not up to date.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { root } from './tarballs.js';

const checkOnly = process.argv.includes('--check');
let stale = 0;
for (const name of ['core', 'node', 'mcp']) {
  const config = ExtractorConfig.loadFileAndPrepare(join(root, 'packages', name, 'api-extractor.json'));
  for (const folder of [config.reportFolder, config.reportTempFolder]) mkdirSync(folder, { recursive: true });
  const result = Extractor.invoke(config, {
    localBuild: !checkOnly,
    messageCallback(message) {
      message.handled = message.logLevel === 'verbose' || message.logLevel === 'info';
    },
  });
  const changed = checkOnly && result.apiReportChanged;
  if (changed)
    console.log(
      `packages/${name}/etc/${name}.api.md is not up to date: run \`npm run api\` and read the difference`,
    );
  if (changed || result.errorCount > 0 || (checkOnly && !result.succeeded)) stale += 1;
}
process.exitCode = stale === 0 ? 0 : 1;
