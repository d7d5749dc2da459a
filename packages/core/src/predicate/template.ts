import type { DocumentPlace } from '../document/document-place.ts';
import { didYouMean } from '../document/document-place.ts';
import type { JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { isJsonObject } from '../json/snapshot.ts';
import type { EvaluationContext } from './evaluation-context.ts';

/** A value of a document that may name context: `${principal.id}`, `/home/${principal.id}` (SPEC R44). */
export interface Template {
  /** The value itself, when it names nothing. */
  readonly constant: JsonValue | undefined;
  /** The value for one call; `undefined` when a name is not set, which is not canonical. */
  render(context: EvaluationContext): JsonValue | undefined;
}

const roots = ['principal', 'session', 'context', 'agent', 'cwd', 'home', 'workspace'] as const;
type Root = (typeof roots)[number];

interface Variable {
  readonly root: Root;
  readonly path: readonly string[];
}

/** True when a text names context. */
export function namesContext(text: string): boolean {
  return text.includes('${');
}

/** Reads a text with `${…}` in it, or reports a name that is not known. */
export function parseTemplate(text: string, place: DocumentPlace): Template | undefined {
  if (!namesContext(text)) return { constant: text, render: () => text };
  const parts: (string | Variable)[] = [];
  let rest = text;
  for (let start = rest.indexOf('${'); start !== -1; start = rest.indexOf('${')) {
    const end = rest.indexOf('}', start);
    const variable = end === -1 ? undefined : parseVariable(rest.slice(start + 2, end), place);
    if (end === -1) place.report('bad_pattern', `${quoteName(text)}: \`\${\` without its \`}\``);
    if (variable === undefined) return undefined;
    if (start > 0) parts.push(rest.slice(0, start));
    parts.push(variable);
    rest = rest.slice(end + 1);
  }
  if (rest !== '') parts.push(rest);
  const [only, ...others] = parts;
  // A value that is nothing but a name keeps its type: `${session.tenant}` may be a number.
  if (typeof only === 'object' && others.length === 0)
    return { constant: undefined, render: (context) => lookUp(only, context) };
  return {
    constant: undefined,
    render: (context) => renderText(parts, context),
  };
}

function parseVariable(name: string, place: DocumentPlace): Variable | undefined {
  const [first = '', ...path] = name.split('.');
  const root = roots.find((one) => one === first);
  const reaches = root === 'principal' || root === 'session' || root === 'context';
  if (root !== undefined && reaches === path.length > 0 && !path.includes('')) return { root, path };
  const suggestion = didYouMean(first, roots);
  const known = '`principal.…`, `session.…`, `context.…`, `agent`, `cwd`, `home` and `workspace`';
  place.report('unknown_variable', `there is no \`\${${name}}\`: a value may name ${known}`, { suggestion });
  return undefined;
}

function renderText(parts: readonly (string | Variable)[], context: EvaluationContext): string | undefined {
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? part : lookUp(part, context);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    text += value;
  }
  return text;
}

function lookUp({ root, path }: Variable, context: EvaluationContext): JsonValue | undefined {
  // SECURITY: an empty value is as good as none: whatever begins with it is everything.
  if (root === 'agent') return context.agent || undefined;
  if (root === 'cwd' || root === 'home' || root === 'workspace') return placeOf(root, context) || undefined;
  let value = context[root];
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  // SECURITY: like an empty text, a list or an object is no value that a rule could have meant.
  return value === '' || typeof value === 'object' ? undefined : value;
}

/** A folder of the call's own context, else of the engine's environment. */
export function placeOf(name: 'cwd' | 'home' | 'workspace', context: EvaluationContext): string | undefined {
  const own = isJsonObject(context.context) ? context.context[name] : undefined;
  if (own === undefined || own === null) return context.environment[name];
  return typeof own === 'string' ? own : undefined;
}
