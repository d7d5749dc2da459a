import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { readCall } from '../command-line/read-call.ts';
import { explainManual } from '../manual/explain-manual.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { print } from '../terminal/output.ts';
import { createPaint } from '../terminal/paint.ts';
import { explainDecision } from './explanation.ts';
import { formatExplanation } from './format-explanation.ts';

/** `proviso explain`: the answer of `check`, and everything that led to it. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, explainManual);
  const asked = readCall(line, 'explain');
  const policy = await loadPolicy(line.text('policy'));
  const decision = asked.decide(policy.engine);
  const explanation = explainDecision({ call: asked.call, decision, policy });
  await print(
    line.has('json')
      ? jsonLine(explanation)
      : formatExplanation(explanation, { text: policy.text, paint: createPaint(process.stdout) }),
  );
  return decision.action === 'allow' ? 0 : 1;
}
