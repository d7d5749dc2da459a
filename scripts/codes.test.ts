import { readFileSync } from 'node:fs';
import { decisionCodes, issueCodes } from '@proviso/core';
import { describe, expect, it } from 'vitest';

const text = readFileSync(new URL('../docs/codes.md', import.meta.url), 'utf8');
const [, decisions = '', issues = ''] = text.split(/^## .*$/m);

/** The codes that a section's table explains. */
function explained(section: string): readonly string[] {
  return [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code ?? '');
}

describe('docs/codes.md', () => {
  it('explains every decision code and no other', () => {
    expect(explained(decisions).toSorted()).toEqual([...decisionCodes].sort());
  });

  it('explains every issue code and no other', () => {
    expect(explained(issues).toSorted()).toEqual([...issueCodes].sort());
  });
});
