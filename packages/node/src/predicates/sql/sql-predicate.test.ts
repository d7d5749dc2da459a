import { describe, expect, it } from 'vitest';
import { createJudge, issuesOf, type Verdict } from '../../testing/judge-argument.ts';
import { loadSqlPredicate } from './sql-predicate.ts';

const sql = await loadSqlPredicate();

interface Group {
  readonly threat: string;
  readonly sql: { readonly [key: string]: string | string[] };
  readonly rows: readonly (readonly [value: string, verdict: Verdict])[];
}

const groups: readonly Group[] = [
  {
    threat: 'postgres: statements by kind',
    sql: { statements: 'select' },
    rows: [
      ['select 1', 'surely'],
      ['SELECT * FROM users WHERE id = $1', 'surely'],
      ['values (1), (2)', 'surely'],
      ['table users', 'surely'],
      ['select 1;', 'surely'],
      ['/* a */ select 1 -- b', 'surely'],
      ['select a from t union select b from u', 'surely'],
      ["select 'delete from users'", 'surely'],
      ['select "delete" from t', 'surely'],
      ['select $$; drop table users; $$', 'surely'],
      ["select $a$ ' $$ $a$", 'surely'],
      ["select E'\\'; drop table users; --'", 'surely'],
      ["select '\\'; drop table users; --'", 'possibly'],
      ['select 1; drop table users', 'possibly'],
      ['select 1; select 2', 'possibly'],
      ['insert into t values (1)', 'no'],
      ['update t set a = 1', 'no'],
      ['delete from t', 'no'],
      ['merge into t using s on true when matched then delete', 'no'],
      ['create table t (a int)', 'no'],
      ['drop table t', 'no'],
      ['truncate t', 'no'],
      ['grant all on t to u', 'no'],
      ['call p()', 'no'],
      ['copy t to stdout', 'no'],
      ['set role admin', 'no'],
      ['begin', 'no'],
      ['vacuum', 'no'],
      ['show all', 'no'],
    ],
  },
  {
    threat: 'postgres: statements inside queries',
    sql: { statements: ['select', 'other'] },
    rows: [
      ['with x as (select 1) select * from x', 'surely'],
      ['with x as (delete from t returning *) select * from x', 'possibly'],
      ['with x as (insert into t values (1) returning *) select * from x', 'possibly'],
      ['with x as (update t set a = 1 returning *) select * from x', 'possibly'],
      ['select * from (with x as (select 1) select * from x) y', 'surely'],
      ['with x as (select 1) delete from t', 'no'],
      ['select * into u from t', 'possibly'],
      ['select * into temp u from t', 'possibly'],
      ['explain select 1', 'surely'],
      ['explain delete from t', 'surely'],
      ['explain analyze select 1', 'surely'],
      ['explain analyze delete from t', 'no'],
      ['explain (analyze, verbose) delete from t', 'no'],
      ['explain (ANALYZE true) delete from t', 'no'],
      ['explain (analyze off) delete from t', 'no'],
      ['explain analyze with x as (delete from t returning 1) select * from x', 'possibly'],
      ['explain analyze execute p', 'possibly'],
      ['prepare p as select 1', 'surely'],
      ['prepare p as delete from t', 'possibly'],
      ['execute p', 'possibly'],
      ['declare c cursor for select 1', 'surely'],
      ['do $$ begin delete from t; end $$', 'possibly'],
      ["load 'x'", 'possibly'],
      ['copy (delete from t returning *) to stdout', 'no'],
      ["copy t from program 'sh'", 'possibly'],
      ["copy t to '/tmp/x'", 'possibly'],
    ],
  },
  {
    threat: 'postgres: kinds on the deny side',
    sql: { statements: ['drop', 'delete', 'create', 'update', 'grant'] },
    rows: [
      ['drop schema s cascade', 'surely'],
      ['drop owned by r', 'surely'],
      ['DROP DATABASE d', 'surely'],
      ['dRoP/**/tAbLe t', 'surely'],
      ['drop\n\ttable\ft', 'surely'],
      ['create role admin superuser', 'surely'],
      ['create extension x', 'surely'],
      ['create or replace view v as select 1', 'surely'],
      ['grant admin to me', 'surely'],
      ['alter default privileges grant select on tables to u', 'possibly'],
      ['insert into t values (1) on conflict (a) do update set a = 2', 'possibly'],
      ['insert into t values (1) on conflict do nothing', 'no'],
      ['create rule r as on insert to t do also delete from u', 'surely'],
      ['revoke admin from me', 'no'],
      ['alter system set a = 1', 'no'],
      ['set transaction isolation level serializable', 'no'],
      ["comment on table t is 'drop'", 'no'],
      ['dr/**/op table t', 'possibly'],
      ['\\! drop table t', 'possibly'],
      ['', 'possibly'],
      ['-- nothing', 'possibly'],
      [';', 'possibly'],
      ['select 1\u0000; drop table t', 'possibly'],
      ['select 1 /*! ; drop table t */', 'no'],
    ],
  },
  {
    threat: 'postgres: tables that are named',
    sql: { statements: 'select', tables: ['users', 'sales.*', '"Mixed"'] },
    rows: [
      ['select * from users', 'surely'],
      ['select * from public.users', 'surely'],
      ['select * from USERS', 'surely'],
      ['select * from "users"', 'surely'],
      ['select * from "Users"', 'possibly'],
      ['select * from "Mixed"', 'surely'],
      ['select * from Mixed', 'possibly'],
      ['select * from sales.orders o join users u on true', 'surely'],
      ['select * from only users', 'surely'],
      ['select * from users for update of users', 'surely'],
      ['select * from U&"\\0075sers"', 'surely'],
      ['select * from private.users', 'possibly'],
      ['select * from orders', 'possibly'],
      ['select * from private.orders', 'no'],
      ['select * from users, private.secrets', 'possibly'],
      ['select (select a from private.secrets) from users', 'possibly'],
      ['select * from users where exists (select 1 from private.secrets)', 'possibly'],
      ['select * from users union table private.secrets', 'possibly'],
      ['select * from users order by (select a from private.secrets)', 'possibly'],
      ['select * from users cross join lateral (select * from private.secrets) s', 'possibly'],
      ['select * from usersx', 'possibly'],
      ['select * from other.usersx', 'no'],
      ['select 1', 'no'],
      ["select 'users'", 'no'],
      ['select * from a.b.users', 'possibly'],
      ['select * from x.public.users', 'possibly'],
    ],
  },
  {
    threat: 'postgres: common table expressions',
    sql: { tables: 'users' },
    rows: [
      ['with x as (select * from users) select * from x', 'surely'],
      ['with users as (select 1) select * from users', 'no'],
      ['with secrets as (select * from a.secrets) select * from secrets', 'no'],
      [
        'with secrets as (select * from secrets), x as (select * from users) select * from secrets, x',
        'possibly',
      ],
      ['with recursive x as (select * from users union select * from x) select * from x', 'surely'],
      ['with x as (select * from y), y as (select * from users) select * from x', 'possibly'],
      ['with x as (select * from users) select * from a.x', 'possibly'],
      ['select * from (with x as (select * from users) select * from x) q, x', 'possibly'],
      ['with x as (select * from users) insert into x select * from x', 'possibly'],
      ['with x as (select * from users) delete from x', 'possibly'],
      ['with x as (select 1) update users set a = (select * from x)', 'surely'],
    ],
  },
  {
    threat: 'postgres: the catalogue is not the default schema',
    sql: { tables: ['public.*'] },
    rows: [
      ['select * from anything', 'surely'],
      ['select * from pg_authid', 'possibly'],
      ['select * from pg_catalog.pg_authid', 'no'],
      ['select * from information_schema.tables', 'no'],
      ['drop table a, public.b', 'surely'],
      ['drop table a cascade', 'possibly'],
      ['drop schema public', 'possibly'],
      ['truncate a', 'surely'],
      ['truncate a cascade', 'possibly'],
      ['alter table a add column b int', 'surely'],
      ['alter table a rename to b', 'surely'],
      ['alter table a set schema private', 'possibly'],
      ['create table a (b int references private.c (d))', 'possibly'],
      ['create table a as select * from b', 'surely'],
      ['grant select on a to u', 'surely'],
      ['grant select on all tables in schema public to u', 'possibly'],
      ['reindex database d', 'possibly'],
      ['create function f() returns int as $$ select 1 $$ language sql', 'possibly'],
    ],
  },
  {
    threat: 'postgres: functions',
    sql: { statements: 'select', tables: 'users' },
    rows: [
      ['select count(*), lower(name), now(), coalesce(a, b) from users', 'surely'],
      ['select pg_catalog.upper(name), extract(year from a), a at time zone $1 from users', 'surely'],
      ['select row_number() over (partition by a) from users', 'surely'],
      ['select * from users, generate_series(1, 3)', 'surely'],
      ['select my_function(a) from users', 'possibly'],
      ['select evil.lower(a) from users', 'possibly'],
      ['select a operator(evil.+) b from users', 'possibly'],
      ['select a operator(pg_catalog.+) b from users', 'surely'],
      ['select pg_sleep(10) from users', 'possibly'],
      ["select setval('s', 1)", 'no'],
      ["select pg_read_file('/etc/passwd')", 'possibly'],
      ["select pg_catalog.PG_READ_FILE('/etc/passwd')", 'possibly'],
      ["select lo_import('/etc/passwd')", 'possibly'],
      ["select * from dblink('', 'drop table users') as t (a int)", 'possibly'],
      ["select query_to_xml('delete from users', true, true, '')", 'possibly'],
      ["select * from ts_stat('select a from secrets')", 'possibly'],
      ["select table_to_xml('secrets', true, true, '')", 'possibly'],
    ],
  },
  {
    threat: 'postgres: a function nobody knows is a call',
    sql: { statements: ['select', 'call'] },
    rows: [
      ['select my_function(a) from users', 'surely'],
      ['select lower(a) from users', 'surely'],
      ["select dblink_exec('drop table users')", 'possibly'],
    ],
  },
  {
    threat: 'mysql: comments that run, and other comments',
    sql: { dialect: 'mysql', statements: 'select' },
    rows: [
      ['select 1', 'surely'],
      ['select * from users -- all', 'surely'],
      ['select * from users # all', 'surely'],
      ['select /* a */ 1 /*+ hint */', 'surely'],
      ['select 1--1', 'surely'],
      ['select 1 /*! ; drop table t */', 'possibly'],
      ['select 1 /*!50000 union select password from users */', 'possibly'],
      ['/*!drop table t*/', 'possibly'],
      ['/*M! drop table t */ select 1', 'possibly'],
      ['select 1 /*M!100000 into outfile "x" */', 'possibly'],
      ["select '/*! a */'", 'surely'],
      ['select 1 # a\n; drop table t', 'possibly'],
      ['select 1 --a\n; drop table t', 'possibly'],
      ['select 1 /* a', 'possibly'],
      ['select 1 /* /* */ ; drop table t -- */', 'possibly'],
    ],
  },
  {
    threat: 'mysql: texts and names',
    sql: { dialect: 'mysql', statements: 'select', tables: 'users' },
    rows: [
      ['select "a" from users', 'surely'],
      ["select 'it''s' from users", 'surely'],
      ["select 'a\\nb' from users", 'surely'],
      ["select 'a\\\\' from users", 'surely'],
      ["select '\\'' from users", 'possibly'],
      ["select 'a\\' ; drop table users -- '", 'possibly'],
      ['select "a\\" ; drop table users -- "', 'possibly'],
      ['select * from `users`', 'surely'],
      ['select * from `us``ers`', 'possibly'],
      ['select * from "users"', 'possibly'],
      ['select $$ from users; drop table t; select $$', 'possibly'],
      ["select e'\\'; drop table t; -- ' from users", 'possibly'],
      ["select _utf8'a', x'41', b'01', n'a' from users", 'surely'],
      ['select * from Users', 'possibly'],
      ['select * from shop.users', 'possibly'],
      ['select * from users\u00a0where a', 'possibly'],
      ['select * from users, 1users', 'possibly'],
      ["select a->>'$.b' from users", 'surely'],
    ],
  },
  {
    threat: 'mysql: statements',
    sql: { dialect: 'mysql', statements: ['select', 'insert'] },
    rows: [
      ["select * from users into outfile '/tmp/x'", 'possibly'],
      ["select a into dumpfile '/tmp/x' from users", 'possibly'],
      ['select 1 into @a', 'possibly'],
      ["select load_file('/etc/passwd')", 'possibly'],
      ['select sleep(10)', 'possibly'],
      ["load data infile '/etc/passwd' into table t", 'possibly'],
      ['insert into t select * from u', 'surely'],
      ['insert into t values (1) on duplicate key update a = 1', 'possibly'],
      ['replace into t values (1)', 'possibly'],
      ['update t set a = 1', 'no'],
      ['update a join b on a.i = b.i set a.x = 1', 'no'],
      ['delete a from a join b on a.i = b.i', 'no'],
      ['truncate table t', 'no'],
      ['drop table t', 'no'],
      ['rename table a to b', 'no'],
      ['explain analyze select 1', 'surely'],
      ['explain delete from t', 'no'],
      ['with x as (select 1) delete from t where a in (select * from x)', 'no'],
      ['call p()', 'no'],
      ['show tables', 'no'],
      ['set @a = 1', 'no'],
      ['start transaction', 'no'],
      ["prepare s from 'drop table t'", 'possibly'],
      ['execute s', 'possibly'],
      ['handler t open', 'possibly'],
      ['do sleep(1)', 'possibly'],
      ['select 1; select 2', 'possibly'],
    ],
  },
  {
    threat: 'mysql: tables',
    sql: { dialect: 'mysql', tables: ['users', 'shop.*'] },
    rows: [
      ['select * from users', 'surely'],
      ['select * from shop.orders join users on 1 = 1', 'surely'],
      ['select * from orders', 'possibly'],
      ['select * from other.orders', 'no'],
      ['select * from a.shop.orders', 'possibly'],
      ['insert into users select * from secrets', 'possibly'],
      ['insert into users table other.secrets', 'possibly'],
      ['update users join other.secrets on 1 = 1 set a = 1', 'possibly'],
      ['delete users from users join other.secrets on 1 = 1', 'possibly'],
      ['delete from users where a in (select a from other.secrets)', 'possibly'],
      ['drop table users, other.x', 'possibly'],
      ['rename table users to shop.x', 'surely'],
      ['create table shop.a like other.b', 'possibly'],
      ['create table shop.a select * from other.b', 'possibly'],
      ['create table shop.a (b int, foreign key (b) references other.c (d))', 'possibly'],
      ['alter table users add column a int', 'surely'],
      ['alter table users rename to other.x', 'possibly'],
      ['with x as (select * from users) select * from x', 'surely'],
      ['with other as (select 1) select * from other', 'no'],
      ['with secrets as (select * from other.secrets) select * from secrets, users', 'possibly'],
      ['truncate table shop.a', 'surely'],
      ['lock tables users write', 'possibly'],
      ['table users', 'possibly'],
    ],
  },
  {
    threat: 'sqlite: texts, names and comments',
    sql: { dialect: 'sqlite', statements: 'select', tables: 'users' },
    rows: [
      ['select * from users', 'surely'],
      ['select * from main.users', 'surely'],
      ['select * from USERS', 'surely'],
      ['select * from "Users"', 'surely'],
      ['select * from [users] join `users`', 'surely'],
      ["select '\\' from users", 'surely'],
      ["select '\\' ; drop table users; --' from users", 'possibly'],
      ["select 'it''s' from users -- all", 'surely'],
      ['select * from users /* a', 'possibly'],
      ['select /* /* */ * from users', 'surely'],
      ['select 1 # a\n from users', 'possibly'],
      ["select * from 'users'", 'possibly'],
      ['select * from [us"ers]', 'possibly'],
      ["select E'\\'; drop table t; --' from users", 'possibly'],
      ['select * from users\u00a0', 'possibly'],
      ['with users as (select 1) select * from users', 'no'],
      ['with secrets as (select * from users) select * from secrets', 'surely'],
      ['select * from temp.users', 'possibly'],
      ['select * from sqlite_temp_master', 'no'],
      ['select * from users where a in secrets', 'possibly'],
      ["select * from users, json_each('[1]')", 'surely'],
      ["select * from users, pragma_table_info('users')", 'possibly'],
      ["select load_extension('x') from users", 'possibly'],
      ["select writefile('x', a) from users", 'possibly'],
      ['select fts3_tokenizer(a) from users', 'possibly'],
    ],
  },
  {
    threat: 'sqlite: statements',
    sql: { dialect: 'sqlite', statements: ['select', 'insert', 'update'] },
    rows: [
      ['values (1)', 'surely'],
      ['insert into t values (1)', 'surely'],
      ['insert into t values (1) on conflict do update set a = 1', 'surely'],
      ['insert or replace into t values (1)', 'possibly'],
      ['replace into t values (1)', 'possibly'],
      ['update t set a = 1 from u', 'surely'],
      ['update or replace t set a = 1', 'possibly'],
      ['delete from t', 'no'],
      ['with x as (select 1) delete from t', 'no'],
      ['with t as (select 1) update t set a = 1', 'surely'],
      ["attach database 'x' as y", 'no'],
      ["vacuum into 'x'", 'possibly'],
      ['pragma writable_schema = 1', 'no'],
      ['create trigger a after insert on t begin delete from u; end', 'no'],
      ['create virtual table t using fts5(a)', 'no'],
      ['drop table t', 'no'],
      ['explain query plan select 1', 'no'],
      ['begin immediate', 'no'],
      ['select 1; drop table t', 'possibly'],
      ['select 1;', 'surely'],
    ],
  },
];

describe.each(groups)('SPEC R48.6 sql: $threat', ({ sql: operand, rows }) => {
  const judge = createJudge(sql, operand);
  it.each(rows)('%j holds: %s', (value, verdict) => {
    expect(judge(value)).toBe(verdict);
  });
});

describe('SPEC R48.6 sql: texts that parsers do not bear', () => {
  const judges = ['postgres', 'mysql', 'sqlite'].map((dialect) =>
    createJudge(sql, { dialect, statements: 'select' }),
  );
  it.each([
    `select ${'('.repeat(5000)}1${')'.repeat(5000)}`,
    `select ${'not '.repeat(5000)}true`,
    `select 1${'+1'.repeat(20_000)}`,
    `select 1${'::int'.repeat(5000)}`,
    `select * from ${'(select * from '.repeat(1000)}t${') x'.repeat(1000)}`,
    `select 1${' union select 1'.repeat(5000)}`,
    `select ${'case when true then '.repeat(2000)}1${' end'.repeat(2000)}`,
    `${'/*'.repeat(20_000)}${'*/'.repeat(20_000)}select 1`,
    `select '${'a'.repeat(200_000)}'`,
    `select ${"'".repeat(50_001)}`,
    `select 1 from t${' join t on true'.repeat(5000)}`,
  ])('case %# is not canonical, and the next one is read', (text) => {
    for (const judge of judges) {
      expect(judge(text)).toBe('possibly');
      expect(judge('select 1')).toBe('surely');
    }
  });
});

describe('SPEC R44 sql: names of the context', () => {
  const judge = createJudge(sql, { tables: '${principal.tenant}.*' });
  const forTenant = (tenant: string | null) => judge('select * from acme.orders', { principal: { tenant } });

  it('stand for a schema', () => {
    expect(forTenant('acme')).toBe('surely');
    expect(forTenant('ACME')).toBe('surely');
    expect(forTenant('other')).toBe('no');
  });

  it.each(['', '*', 'a*', 'a.b', '"acme', 'ac me', null])('%j has no canonical form', (tenant) => {
    expect(forTenant(tenant)).toBe('possibly');
  });
});

describe('SPEC R48.6 sql: faults of the operand', () => {
  it.each([
    ['select', 'wrong_type', 'write `sql: { statements: "select" }`'],
    [['select'], 'wrong_type', 'write `sql: { statements: ["select"] }`'],
    [{}, 'empty_list', undefined],
    [{ dialect: 'mysql' }, 'empty_list', undefined],
    [{ statement: 'select' }, 'unknown_key', 'did you mean `statements`?'],
    [{ statements: [] }, 'empty_list', undefined],
    [{ statements: 'SELECT' }, 'wrong_type', 'did you mean `select`?'],
    [{ statements: ['select', 'updat'] }, 'wrong_type', 'did you mean `update`?'],
    [{ statements: 'select', dialect: 'postgresql' }, 'wrong_type', 'did you mean `postgres`?'],
    [{ statements: 'select', dialect: ['mysql', 'sqlite'] }, 'wrong_type', undefined],
    [{ tables: '' }, 'bad_pattern', undefined],
    [{ tables: 'a.b.c' }, 'bad_pattern', undefined],
    [{ tables: 'a.' }, 'bad_pattern', undefined],
    [{ tables: '.a' }, 'bad_pattern', undefined],
    [{ tables: 'a b' }, 'bad_pattern', undefined],
    [{ tables: '"a' }, 'bad_pattern', undefined],
    [{ tables: '${user.id}.x' }, 'unknown_variable', undefined],
    [{ tables: 5 }, 'wrong_type', undefined],
  ])('%j is refused: %s', (operand, code, suggestion) => {
    const issues = issuesOf(sql, operand as never);
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues[0]?.suggestion).toBe(suggestion);
  });
});

describe('SPEC R48.6 sql: a table that is written to is no common table expression', () => {
  it.each(['postgres', 'mysql', 'sqlite'])('%s', (dialect) => {
    const judge = createJudge(sql, { dialect, tables: 'users' });
    for (const change of [
      'delete from secrets',
      'update secrets set a = 1',
      'insert into secrets select 1',
    ]) {
      expect(judge(`with secrets as (select * from users) ${change}`)).not.toBe('surely');
    }
  });
});
