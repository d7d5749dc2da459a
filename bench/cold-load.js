// One load of a large policy in a process that has done nothing before, timed without loading the modules themselves.
// Started by measure-loading.js: node bench/cold-load.js FILE PROBE (a JSON or YAML file; a call as JSON).
import { readFileSync } from 'node:fs';
import { createEngine, parsePolicyDocument } from '@proviso/core';

const [file = '', probe = '{}'] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const call = JSON.parse(probe);
const isYaml = file.endsWith('.yaml');
const { readPolicyText } = isYaml ? await import('@proviso/node') : { readPolicyText: undefined };
const value = isYaml ? undefined : JSON.parse(text);

const start = performance.now();
const result = readPolicyText === undefined ? parsePolicyDocument(value) : readPolicyText(text, { file });
if (!result.ok) throw new Error(`the policy was refused: ${result.issues[0]?.message}`);
const { action } = createEngine(result.document).decide(call);
const ms = performance.now() - start;

console.log(JSON.stringify({ ms, action }));
