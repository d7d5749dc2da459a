import { describe, expect, it } from 'vitest';
import { checkManual } from '../manual/check-manual.ts';
import { mcpManual } from '../manual/mcp-manual.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { UsageFault } from './usage-fault.ts';

describe('parseCommandLine', () => {
  it('reads options, short and long, with and without `=`, and leaves the operands', () => {
    const line = parseCommandLine(['-p', 'a.yaml', '--agent=coder', 'tool', '--json'], checkManual);
    expect(line.text('policy')).toBe('a.yaml');
    expect(line.text('agent')).toBe('coder');
    expect(line.has('json')).toBe(true);
    expect(line.has('calls')).toBe(false);
    expect(line.operands).toEqual(['tool']);
    expect(line.rest).toBeUndefined();
  });

  it('keeps repeated options in their order', () => {
    const line = parseCommandLine(['-c', 'outer', '--caller', '', '-c=', 'x'], checkManual);
    expect(line.texts('caller')).toEqual(['outer', '', '=']);
  });

  it('leaves everything after `--` alone', () => {
    const line = parseCommandLine(['--agent', 'a', '--', 'node', '--agent', 'b', '--', '-x'], mcpManual);
    expect(line.text('agent')).toBe('a');
    expect(line.rest).toEqual(['node', '--agent', 'b', '--', '-x']);
  });

  it('takes an empty value, a lone dash, and with `=` one that begins with a dash', () => {
    const line = parseCommandLine(['--agent', '', '--calls', '-', '--args=-1'], checkManual);
    expect([line.text('agent'), line.text('calls'), line.text('args')]).toEqual(['', '-', '-1']);
  });

  it.each([
    [['--polcy', 'x'], 'unknown option `--polcy`', 'did you mean `--policy`?'],
    [['--__proto__'], 'unknown option `--__proto__`', undefined],
    [['--constructor=x'], 'unknown option `--constructor`', undefined],
    [['-q'], 'unknown option `-q`', undefined],
    [['--agent'], '`--agent` wants a value: --agent AGENT', undefined],
    [['--json=yes'], '`--json` takes no value', undefined],
    [['--no-json'], 'unknown option `--no-json`', undefined],
    [['-p', 'a', '--policy', 'a'], '`--policy` is given twice', undefined],
    [
      ['-p', '--json'],
      '`-p` wants a value, and `--json` looks like an option',
      'if it is the value, write `-p=FILE`',
    ],
  ])('refuses %j', (words, message, hint) => {
    let fault: unknown;
    try {
      parseCommandLine(words, checkManual);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(UsageFault);
    expect(fault).toMatchObject({ message, hint });
  });
});
