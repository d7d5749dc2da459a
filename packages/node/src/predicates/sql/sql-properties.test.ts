import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../testing/judge-argument.ts';
import { loadSqlPredicate } from './sql-predicate.ts';
import { sqlDialects } from './sql-reading.ts';

const sql = await loadSqlPredicate();

const pieces = [
  'select', 'a', '*', '1', 'from', 'users', 'secrets', 'where', 'in', '(', ')', ',', ';', "'", '"', '`', '[', ']', '\\', '--', '#',
  '/*', '*/', '/*!', '\n', '\u0000', '\u00a0', '$$', '$a$', 'with', 'x', 'as', 'delete', 'insert', 'into', 'update', 'set', '=',
  'drop', 'table', 'union', 'explain', 'analyze', "E'", 'values', 'lower(a)', 'pg_read_file(a)', '.', ':', '@', '-', '0x', '1e',
]; // biome-ignore format: one list

const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom(...pieces), { maxLength: 8 })
    .map((parts) => `select * from users where ${parts.join(' ')}`),
  fc.string({ unit: 'binary' }),
);

describe.each(sqlDialects)('SPEC R41 sql on generated texts: %s', (dialect) => {
  const judges = [
    { statements: ['select'] },
    { statements: ['delete', 'drop', 'other', 'call'] },
    { tables: ['users', 'public.*', '*.secrets'] },
    { statements: ['select', 'insert'], tables: '*.*' },
  ].map((operand) => createJudge(sql, { dialect, ...operand }));

  it('never throws, and surely implies possibly', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const judge of judges) judge(value);
      }),
      { numRuns: 1500 },
    );
  });

  it('a second statement is never passed over', () => {
    const [judge] = judges;
    const separate = fc.constantFrom(';', ' ; ', '/* ; */ ;', '-- ;\n;', ";/*'*/", ';;');
    fc.assert(
      fc.property(text, separate, (value, separator) => {
        expect(judge?.(`select 1${separator}${value}\n; drop table users`)).not.toBe('surely');
      }),
      { numRuns: 1000 },
    );
  });

  it('a table in a query of any depth is found', () => {
    const judge = createJudge(sql, { dialect, tables: 'secrets' });
    const shell = fc.constantFrom(
      (query: string) => `select * from (${query}) q`,
      (query: string) => `select (${query})`,
      (query: string) => `select 1 from users where a in (${query})`,
      (query: string) => `select 1 from users where exists (${query}) and b = 1`,
      (query: string) =>
        `with secrets as (select 1), x as (select 2) select * from x union all select * from (${query}) q`,
      (query: string) => `with x as (${query}) select * from x`,
      (query: string) => `select case when a = (${query}) then 1 end from users`,
      (query: string) => `select * from users join (${query}) q on q.a = users.a`,
      (query: string) => `select lower((${query})) from users order by (${query})`,
    );
    fc.assert(
      fc.property(fc.array(shell, { maxLength: 4 }), (shells) => {
        const inner = dialect === 'mysql' ? 'select a from shop.secrets' : 'select a from "secrets"';
        const hidden = shells.some((wrap) => wrap('').startsWith('with secrets'));
        const query = shells.reduce((found, wrap) => wrap(found), inner);
        // A common table expression of the same name hides the table where it is not qualified.
        if (dialect === 'mysql' || !hidden) expect(judge(query)).not.toBe('no');
      }),
      { numRuns: 300 },
    );
  });
});

describe('SPEC R48.6 sql: what stands within the bounds is read', () => {
  it.each([
    `select ${'not '.repeat(450)}true`,
    `select 1${'::int'.repeat(200)}`,
    `select 1${' + 1'.repeat(450)}`,
    `select 1${' union select 1'.repeat(450)}`,
    `select * from ${'(select * from '.repeat(45)}t${') x'.repeat(45)}`,
    `select ${'case when true then '.repeat(450)}1${' end'.repeat(450)}`,
    `select array${'['.repeat(49)}1${']'.repeat(49)}`,
    `select * from t${' join t on true'.repeat(450)}`,
    `select 1 in (${Array.from({ length: 10_000 }, (_, index) => index).join(', ')})`,
    `select ${'a and b or '.repeat(2000)}c`,
  ])('case %#', (value) => {
    expect(createJudge(sql, { statements: 'select' })(value)).toBe('surely');
  });
});
