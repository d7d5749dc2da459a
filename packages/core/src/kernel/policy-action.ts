/** The two outcomes of a name check (SPEC R2). */
export const PolicyAction = { ALLOW: 'allow', DENY: 'deny' } as const;

/** `'allow'` or `'deny'`. */
export type PolicyAction = (typeof PolicyAction)[keyof typeof PolicyAction];
