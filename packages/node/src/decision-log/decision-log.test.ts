import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuditRecord,
  createEngine,
  createGuard,
  type Logger,
  parsePolicyDocument,
  refuseAll,
} from '@proviso/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatLogLine } from './log-line.ts';
import { type DecisionLog, openDecisionLog } from './open-decision-log.ts';
import { type DecisionLogLine, readDecisionLog } from './read-decision-log.ts';

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-log-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newPath = (): string => join(folder, `${count++}.jsonl`);

const outcome = (callId: string, tool = 'read_file'): AuditRecord => ({
  kind: 'outcome',
  callId,
  tool,
  outcome: 'returned',
});

const linesOf = async (path: string): Promise<DecisionLogLine[]> => {
  const lines: DecisionLogLine[] = [];
  for await (const line of readDecisionLog(path)) lines.push(line);
  return lines;
};

const idsOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line))
    .map((record) => (record.kind === 'gap' ? `gap ${record.lost}` : record.callId));

const listeningLogger = (): Logger & { readonly heard: string[] } => {
  const heard: string[] = [];
  return { heard, warn: (message) => void heard.push(message) };
};

/** A path whose folder is not there yet, and a way to make it. */
const pathWithoutFolder = () => {
  const parent = join(folder, `later-${count++}`);
  return { path: join(parent, 'log.jsonl'), makeFolder: () => mkdirSync(parent) };
};

describe.each(['required', 'best-effort'] as const)('a decision log, %s (SPEC R28)', (mode) => {
  it('adds one line of JSON for each record, with the time in front', async () => {
    const path = newPath();
    const log = openDecisionLog(path, { mode, clock: () => 1_000 });
    await log.append(outcome('call-1'));
    await log.append(outcome('call-2'));
    await log.close();
    expect(readFileSync(path, 'utf8')).toBe(
      '{"time":"1970-01-01T00:00:01.000Z","kind":"outcome","callId":"call-1","tool":"read_file","outcome":"returned"}\n' +
        '{"time":"1970-01-01T00:00:01.000Z","kind":"outcome","callId":"call-2","tool":"read_file","outcome":"returned"}\n',
    );
  });

  it('makes the file for its owner alone, and never empties one that is there', async () => {
    const path = newPath();
    const first = openDecisionLog(path, { mode });
    await first.append(outcome('call-1'));
    await first.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = openDecisionLog(path, { mode });
    await second.append(outcome('call-2'));
    await second.close();
    expect(idsOf(path)).toEqual(['call-1', 'call-2']);
  });

  it('leaves the half line of a killed process alone', async () => {
    const path = newPath();
    writeFileSync(path, '{"time":"2026-01-01T00:00:00.000Z","kind":"outc');
    const log = openDecisionLog(path, { mode });
    await log.append(outcome('call-1'));
    await log.close();
    const [half, whole, ...more] = await linesOf(path);
    expect(half).toMatchObject({ line: 1, fault: expect.any(String) });
    expect(whole).toMatchObject({ line: 2, record: { callId: 'call-1' } });
    expect(more).toEqual([]);
  });

  it('goes on in a new file after the old one was moved away or deleted', async () => {
    const path = newPath();
    const log = openDecisionLog(path, { mode });
    await log.append(outcome('call-1'));
    renameSync(path, `${path}.1`);
    await log.append(outcome('call-2'));
    rmSync(path);
    await log.append(outcome('call-3'));
    truncateSync(path, 0);
    await log.append(outcome('call-4'));
    log.reopen();
    await log.append(outcome('call-5'));
    await log.close();
    expect(idsOf(`${path}.1`)).toEqual(['call-1']);
    expect(idsOf(path)).toEqual(['call-4', 'call-5']);
  });

  it('keeps every line whole when several logs share the file', async () => {
    const path = newPath();
    const logs = [1, 2, 3].map(() => openDecisionLog(path, { mode }));
    const appended: unknown[] = [];
    for (let round = 0; round < 50; round++) {
      for (const [index, log] of logs.entries()) appended.push(log.append(outcome(`${index}-${round}`)));
    }
    await Promise.all(appended);
    await Promise.all(logs.map((log) => log.close()));
    const lines = await linesOf(path);
    expect(lines).toHaveLength(150);
    expect(lines.every((line) => 'record' in line)).toBe(true);
  });

  it('follows a symbolic link', async () => {
    const path = newPath();
    symlinkSync(path, `${path}.link`);
    const log = openDecisionLog(`${path}.link`, { mode });
    await log.append(outcome('call-1'));
    await log.close();
    expect(idsOf(path)).toEqual(['call-1']);
  });

  it('writes the records of many calls at once, none twice', async () => {
    const path = newPath();
    const log = openDecisionLog(path, { mode });
    const ids = Array.from({ length: 200 }, (_, index) => `call-${index}`);
    await Promise.all(ids.map((id) => log.append(outcome(id))));
    await log.close();
    expect(idsOf(path)).toEqual(ids);
  });
});

describe('a required decision log (SPEC R27, R28)', () => {
  it('has the line in the file when append resolves', async () => {
    const path = newPath();
    const log = openDecisionLog(path, { mode: 'required' });
    await log.append(outcome('call-1'));
    expect(idsOf(path)).toEqual(['call-1']);
    await log.close();
  });

  it('cannot be opened where no file can be', () => {
    expect(() => openDecisionLog(pathWithoutFolder().path, { mode: 'required' })).toThrow(/ENOENT/);
    expect(() => openDecisionLog(folder, { mode: 'required' })).toThrow(/not a directory/);
  });

  it('is strict in a mode it does not know', async () => {
    const { path, makeFolder } = pathWithoutFolder();
    makeFolder();
    const log = openDecisionLog(path, { mode: 'besteffort' as 'best-effort', logger: listeningLogger() });
    expect(log.mode).toBe('required');
    rmSync(join(path, '..'), { recursive: true });
    await expect(log.append(outcome('call-1'))).rejects.toThrow(/ENOENT/);
    await log.close();
  });

  it('is no device, which would take records and keep none', async () => {
    for (const device of ['/dev/null', '/dev/full']) {
      const path = newPath();
      symlinkSync(device, path);
      for (const each of [device, path]) {
        expect(() => openDecisionLog(each, { mode: 'required' })).toThrow(/not a device/);
      }
    }
  });

  it('rejects once its path leads to a device or a pipe, and is kept again when it no longer does', async () => {
    const path = newPath();
    const log = openDecisionLog(path, { mode: 'required', logger: listeningLogger() });
    renameSync(path, `${path}.1`);
    symlinkSync('/dev/null', path);
    await expect(log.append(outcome('call-1'))).rejects.toThrow(/not a device/);
    expect(() => log.reopen()).toThrow(/not a device/);
    await expect(log.append(outcome('call-2'))).rejects.toThrow(/not a device/);
    rmSync(path);
    execFileSync('mkfifo', [path]);
    await expect(log.append(outcome('call-3'))).rejects.toThrow(/not a pipe/);
    rmSync(path);
    symlinkSync(`${path}.2`, path);
    await log.append(outcome('call-4'));
    await log.close();
    expect(idsOf(`${path}.2`)).toEqual(['gap 3', 'call-4']);
  });

  it('rejects after it was closed', async () => {
    const log = openDecisionLog(newPath(), { mode: 'required' });
    await log.close();
    await log.close();
    await expect(log.append(outcome('call-1'))).rejects.toThrow(/closed/);
    expect(() => log.reopen()).toThrow(/closed/);
  });

  it('rejects when its folder is gone, and says how many records are missing once it is back', async () => {
    const { path, makeFolder } = pathWithoutFolder();
    makeFolder();
    const log = openDecisionLog(path, { mode: 'required' });
    rmSync(join(path, '..'), { recursive: true });
    await expect(log.append(outcome('call-1'))).rejects.toThrow(/ENOENT/);
    await expect(log.append(outcome('call-2'))).rejects.toThrow(/ENOENT/);
    makeFolder();
    await log.append(outcome('call-3'));
    await log.close();
    expect(idsOf(path)).toEqual(['gap 2', 'call-3']);
  });

  it('rejects for a clock that gives no time', async () => {
    const log = openDecisionLog(newPath(), {
      mode: 'required',
      clock: () => Number.NaN,
      logger: listeningLogger(),
    });
    await expect(log.append(outcome('call-1'))).rejects.toThrow(RangeError);
    await log.close();
  });

  it('keeps the tool from running when the decision cannot be kept', async () => {
    const parsed = parsePolicyDocument({ version: 1, global: { allow: ['read_file'] } });
    const engine = parsed.ok ? createEngine(parsed.document) : refuseAll('policy_unavailable', '');
    const run = async (audit: DecisionLog): Promise<boolean> => {
      let ran = false;
      const tool = (): void => {
        ran = true;
      };
      const guard = createGuard({ engine, audit, logger: listeningLogger() });
      await guard.run({ tool: 'read_file', args: {} }, tool).catch(() => undefined);
      await audit.close();
      return ran;
    };
    const { path, makeFolder } = pathWithoutFolder();
    makeFolder();
    const required = openDecisionLog(path, { mode: 'required', logger: listeningLogger() });
    rmSync(join(path, '..'), { recursive: true });
    expect(await run(required)).toBe(false);
    expect(await run(openDecisionLog('/dev/full', { mode: 'best-effort', logger: listeningLogger() }))).toBe(
      true,
    );
    expect(await run(openDecisionLog(newPath(), { mode: 'required' }))).toBe(true);
  });
});

describe('a best-effort decision log (SPEC R28)', () => {
  it('never throws, warns once for a burst, and writes how many records were lost', async () => {
    const logger = listeningLogger();
    const { path, makeFolder } = pathWithoutFolder();
    const log = openDecisionLog(path, { mode: 'best-effort', logger });
    for (const id of ['call-1', 'call-2', 'call-3']) expect(log.append(outcome(id))).toBeUndefined();
    expect(logger.heard).toEqual([
      'the decision log cannot be opened',
      'the decision log cannot be written, records are lost',
    ]);
    makeFolder();
    await log.append(outcome('call-4'));
    await log.append(outcome('call-5'));
    await log.close();
    expect(logger.heard.at(-1)).toBe('the decision log is written again, 3 records were lost');
    expect(idsOf(path)).toEqual(['gap 3', 'call-4', 'call-5']);
    expect((await linesOf(path))[0]).toMatchObject({ line: 1, record: { kind: 'gap', lost: 3 } });
  });

  it('writes the loss when it is closed, or says that it could not', async () => {
    const { path, makeFolder } = pathWithoutFolder();
    const log = openDecisionLog(path, { mode: 'best-effort', logger: listeningLogger() });
    await log.append(outcome('call-1'));
    makeFolder();
    await log.close();
    expect(idsOf(path)).toEqual(['gap 1']);

    const logger = listeningLogger();
    const full = openDecisionLog('/dev/full', { mode: 'best-effort', logger });
    await full.append(outcome('call-1'));
    await full.close();
    expect(logger.heard.at(-1)).toBe('the decision log was closed with 1 records lost');
  });

  it('never throws when its logger does', async () => {
    const logger: Logger = {
      warn() {
        throw new Error('no logger');
      },
    };
    const log = openDecisionLog('/dev/full', { mode: 'best-effort', logger });
    expect(() => log.append(outcome('call-1'))).not.toThrow();
    await log.close();
    expect(() => log.append(outcome('call-2'))).not.toThrow();
  });

  it('is not opened on a folder or a socket', async () => {
    const socket = newPath();
    const server = createServer();
    await new Promise<void>((listening) => server.listen(socket, listening));
    for (const path of [folder, socket]) {
      const logger = listeningLogger();
      openDecisionLog(path, { mode: 'best-effort', logger });
      expect(logger.heard).toEqual(['the decision log cannot be opened']);
      expect(() => openDecisionLog(path, { mode: 'required' })).toThrow(/a decision log is a file/);
    }
    await new Promise((closed) => server.close(closed));
  });
});

describe('a line of a decision log (SPEC R28)', () => {
  it('shows nothing but what it is, whatever a name holds', () => {
    const hostile = 'a\nb\r\u001b[2J\u0085\u2028\u202e\u200b\ufeff\u{e0041}"\\';
    const line = formatLogLine({ time: '', ...outcome('c', hostile) });
    expect(line).toMatch(/^[ -~]+\n$/);
    expect(JSON.parse(line).tool).toBe(hostile);
  });

  it('comes back as it was for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tool) => {
        const line = formatLogLine({ time: '', ...outcome('c', tool) });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
        expect(JSON.parse(line).tool).toBe(tool);
      }),
    );
  });
});

describe('reading a decision log (SPEC R28)', () => {
  it('gives records and faults with their lines, and passes over empty lines', async () => {
    const path = newPath();
    const good = formatLogLine({ time: '2026-01-01T00:00:00.000Z', ...outcome('call-1') });
    const bad = [
      '{"time":"x","kind":"decision","callId":"c","tool":"t"}',
      '{"time":1,"kind":"outcome","callId":"c","tool":"t","outcome":"returned"}',
      '{"time":"x","kind":"outcome","callId":"c","tool":"t","outcome":"maybe"}',
      '{"time":"x","kind":"gap"}',
      '[]',
      'null',
      '{"kind":"gap","kind":"gap"}',
      '\u0000\u0000\u0000',
      '{"half',
    ];
    writeFileSync(path, `${good}\n${bad.join('\n')}\n${good.trimEnd()}`);
    const lines = await linesOf(path);
    expect(lines.map((line) => ('record' in line ? `${line.line} record` : `${line.line} fault`))).toEqual([
      '1 record',
      ...bad.map((_line, index) => `${index + 3} fault`),
      `${bad.length + 3} record`,
    ]);
  });

  it('gives bytes that are no UTF-8 as a fault', async () => {
    const path = newPath();
    writeFileSync(path, Buffer.from([0x22, 0xff, 0x22, 0x0a]));
    expect(await linesOf(path)).toEqual([{ line: 1, fault: 'the line is no UTF-8' }]);
  });

  it('joins lines that came in pieces', async () => {
    const path = newPath();
    for (const id of ['a', 'b']) {
      appendFileSync(path, formatLogLine({ time: '', ...outcome(id, '日本😀'.repeat(100_000)) }));
    }
    const lines = await linesOf(path);
    expect(lines.map((line) => ('record' in line ? line.line : line.fault))).toEqual([1, 2]);
  });

  it('gives nothing for an empty file, and rejects for a missing one', async () => {
    const path = newPath();
    await expect(linesOf(path)).rejects.toThrow(/ENOENT/);
    writeFileSync(path, '');
    expect(await linesOf(path)).toEqual([]);
  });
});
