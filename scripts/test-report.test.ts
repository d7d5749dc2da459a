import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTestReport } from './test-report.js';

const folder = mkdtempSync(join(tmpdir(), 'proviso-report-'));
const file = join(folder, 'report.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a report of test files, each a list of test statuses, and counts it. */
function count(suites: readonly (readonly string[])[], exitedWell = true) {
  const testResults = suites.map((statuses) => ({
    status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status) => ({ status })),
  }));
  const success = testResults.every(({ status }) => status === 'passed');
  writeFileSync(file, JSON.stringify({ success, testResults }));
  return readTestReport(file, exitedWell);
}

describe('counting a test run', () => {
  it('counts each test once', () => {
    expect(count([['passed', 'passed'], ['passed']])).toEqual({ passed: 3, failed: 0 });
  });

  it('does not count a skipped test as passed', () => {
    expect(count([['passed', 'pending', 'todo']])).toEqual({ passed: 1, failed: 0 });
  });

  it('counts each failed test', () => {
    expect(count([['passed', 'failed', 'failed']], false)).toEqual({ passed: 1, failed: 2 });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(count([['passed'], []], false)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a run without any test as a failure', () => {
    expect(count([])).toEqual({ passed: 0, failed: 1 });
    expect(count([['pending']])).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a run that failed outside every test as a failure', () => {
    expect(count([['passed']], false)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a report that is missing or cut off as a failure', () => {
    expect(readTestReport(join(folder, 'nowhere.json'), true)).toEqual({ passed: 0, failed: 1 });
    writeFileSync(file, '{"success": true, "testRes');
    expect(readTestReport(file, true)).toEqual({ passed: 0, failed: 1 });
  });
});
