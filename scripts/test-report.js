import { readFileSync } from 'node:fs';

/**
 * Counts the tests of a vitest JSON report so that nothing that went wrong is left out: a test file that could
 * not be loaded, a report that is not there, a run that failed outside every test, and a run without any test
 * count as failures.
 * @param {string} file
 * @param {boolean} exitedWell whether the test command itself ended with status 0
 * @returns {{ passed: number, failed: number }}
 */
export function readTestReport(file, exitedWell) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  let passed = 0;
  let failed = 0;
  for (const suite of report.testResults) {
    const statuses = suite.assertionResults.map((/** @type {{ status: string }} */ test) => test.status);
    const failures = statuses.filter((/** @type {string} */ status) => status === 'failed').length;
    passed += statuses.filter((/** @type {string} */ status) => status === 'passed').length;
    failed += suite.status === 'failed' ? Math.max(failures, 1) : failures;
  }
  const wentWrong = !exitedWell || report.success !== true || passed + failed === 0;
  return { passed, failed: wentWrong ? Math.max(failed, 1) : failed };
}
