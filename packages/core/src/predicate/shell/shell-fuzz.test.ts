import { describe, expect, it } from 'vitest';
import { createRealShell } from '../../testing/shell/real-shell.ts';
import { runFuzz, skipsOutsideBash } from '../../testing/shell/run-fuzz.ts';

const seed = Number(process.env.PROVISO_SEED ?? Math.floor(Math.random() * 2 ** 31));
const shells = [
  { name: 'bash', command: ['/bin/bash', '--norc', '--noprofile'], lines: 20_000, skips: () => false },
  { name: 'sh', command: ['/bin/sh'], lines: 2_000, skips: skipsOutsideBash },
];

describe('what the reader accepts is what a shell runs (SPEC R48)', () => {
  it.each(shells)(
    'word by word in $name, for $lines generated lines',
    { timeout: 300_000 },
    async ({ name, command, lines, skips }) => {
      console.log(`${name}: PROVISO_SEED=${seed}`);
      const shell = createRealShell(command);
      try {
        const halves = [seed, seed + 1].map((half) =>
          runFuzz(shell, { seed: half, lines: lines / 2, skips }),
        );
        for (const report of await Promise.all(halves)) {
          expect(report.disagreements).toEqual([]);
          // A reader that refuses everything would agree too.
          expect(report.accepted).toBeGreaterThan(lines / 10);
          expect(report.refused).toBeGreaterThan(lines / 10);
        }
      } finally {
        shell.close();
      }
    },
  );
});
