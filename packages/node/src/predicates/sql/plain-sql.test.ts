import { describe, expect, it } from 'vitest';
import { type PlainDialect, writePlainSql } from './plain-sql.ts';

type Row = readonly [text: string, plain: string | undefined];

const rows: Readonly<Record<PlainDialect, readonly Row[]>> = {
  mysql: [
    ["select 'a;b'", "select  's' "],
    ['select "a"', "select  's' "],
    ["select 'a''b'", "select  's' "],
    ["select 'a\\\\'", "select  's' "],
    ["select 'a\\'b'", undefined],
    ["select 'a\\\\\\'b'", undefined],
    ["select N'a', x'41', _utf8mb4'b'", "select  's' ,  's' ,  's' "],
    ['select `a;b`', 'select `a;b`'],
    ['select `a``b`', undefined],
    ['a -- b\nc', 'a  \nc'.replace('\n', ' ')],
    ['a--b', 'a- - b'],
    ['a # b', 'a  '],
    ['a /* b */ c', 'a   c'],
    ['a /*! b */ c', undefined],
    ['a /*M! b */ c', undefined],
    ['a /* b', undefined],
    ["a 'b", undefined],
    ['a -> b', 'a -> b'],
    ['$a', undefined],
    ['1a', undefined],
    ['0x1F 1e5', '0x1F 1e5'],
    ['a\u00a0b', undefined],
    ['a\u200bb', undefined],
    ['größe', 'größe'],
  ],
  sqlite: [
    ["select 'a\\'", "select  's' "],
    ["select 'a\\''", undefined],
    ['select "a"', 'select "a"'],
    ['select [a;b]', 'select "a;b"'],
    ['select `a`', 'select "a"'],
    ['select "a""b"', undefined],
    ['a--b\nc', 'a  c'],
    ['a # b', undefined],
    ['a /*! b */ c', undefined],
    ['a /* b', undefined],
    ['a [b', undefined],
    ["x'41'", " 's' "],
    ['{a}', undefined],
  ],
};

describe.each(['mysql', 'sqlite'] as const)('SPEC R48.6 texts, names and comments of %s', (dialect) => {
  it.each(rows[dialect])('%j is written %j', (text, plain) => {
    expect(writePlainSql(text, dialect)).toBe(plain);
  });
});
