import { type JsonValue, quoteName } from '@proviso/core';
import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { keepsValue } from '../strict-json/json-number.ts';
import type { PositionNode } from '../text/position-tree.ts';
import { maxDocumentDepth } from './text-reading.ts';
import { unquoted, type YamlFault } from './yaml-fault.ts';

/** How many values all aliases of a document may stand for together. */
const maxAliasedValues = 1_000_000;

/** A value, where it stands, how many values it is made of and how many lists and mappings deep it is. */
interface YamlValue {
  readonly value: JsonValue;
  readonly position: PositionNode;
  readonly size: number;
  readonly height: number;
}

type Step = string | number;

/**
 * Turns the parser's nodes into JSON data with positions, and collects what JSON data cannot say or what a
 * policy does not (SPEC R23). Objects come out without a prototype.
 */
export class YamlValues {
  readonly faults: YamlFault[] = [];
  readonly #anchors = new Map<string, YamlValue | 'open'>();
  readonly #path: Step[] = [];
  #aliased = 0;

  /** `keyOffset` is where the value's key stands, for values in mappings. */
  read(node: unknown, keyOffset?: number): YamlValue {
    const offset = offsetOf(node) ?? keyOffset ?? 0;
    const place = { keyOffset: keyOffset ?? offset, offset };
    if (isAlias(node)) return this.#readAlias(node, place);
    if (isCollection(node) && this.#path.length >= maxDocumentDepth)
      return this.#refuse('too_large', 'the document is nested too deeply', place);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const value = this.#readNode(node, place);
    if (anchor !== undefined) this.#anchors.set(anchor, value);
    return value;
  }

  #readNode(node: unknown, place: PositionNode): YamlValue {
    if (isMap(node)) return this.#readMap(node, place);
    if (isSeq(node)) return this.#readList(node, place);
    if (isScalar(node)) return this.#readScalar(node, place);
    return leaf(null, place);
  }

  #readScalar(node: Scalar, place: PositionNode): YamlValue {
    const { value } = node;
    if (value === null || typeof value === 'boolean') return leaf(value, place);
    if (typeof value === 'string') {
      if (!/[\ud800-\udfff]/u.test(value)) return leaf(value, place);
      return this.#refuse('syntax', 'this text holds half of a surrogate pair', place);
    }
    if (typeof value === 'number') {
      if (keepsNumber(value, node.source)) return leaf(value === 0 ? 0 : value, place);
      return this.#refuse('syntax', 'this number changes its value when it is read and written again', place);
    }
    return this.#refuse('not_supported', 'a policy holds no value of this kind', place);
  }

  #readList(node: YAMLSeq, place: PositionNode): YamlValue {
    const values: JsonValue[] = [];
    const children = new Map<Step, PositionNode>();
    const extent = new Extent();
    for (const [index, item] of node.items.entries()) {
      const child = this.#readChild(index, item);
      values.push(child.value);
      children.set(index, child.position);
      extent.add(child);
    }
    return { value: values, position: { ...place, children }, ...extent.total };
  }

  #readMap(node: YAMLMap, place: PositionNode): YamlValue {
    const members: Record<string, JsonValue> = Object.create(null);
    const children = new Map<Step, PositionNode>();
    const extent = new Extent();
    for (const pair of node.items) {
      const keyOffset = offsetOf(pair.key) ?? place.offset;
      const key = this.#readKey(pair.key, keyOffset);
      const child = this.#readChild(key ?? '', pair.value, keyOffset);
      if (key === undefined) continue;
      if (members[key] !== undefined) {
        const path = [...this.#path, key];
        this.faults.push({
          code: 'duplicate_key',
          message: `duplicate key ${quoteName(key)}`,
          offset: keyOffset,
          path,
        });
      }
      members[key] = child.value;
      children.set(key, child.position);
      extent.add(child);
    }
    return { value: members, position: { ...place, children }, ...extent.total };
  }

  #readKey(key: unknown, offset: number): string | undefined {
    const path = [...this.#path];
    if (!isScalar(key)) {
      const message = isAlias(key) ? 'an alias cannot be a key' : 'a key is text, not a list or a mapping';
      this.faults.push({ code: isAlias(key) ? 'not_supported' : 'wrong_type', message, offset, path });
      return undefined;
    }
    const { value } = this.read(key);
    if (value === '<<' && key.type === Scalar.PLAIN) {
      const suggestion = 'use `extends`, or an alias for the whole value';
      this.faults.push({
        code: 'not_supported',
        message: 'merge keys are not supported',
        offset,
        path,
        suggestion,
      });
      return undefined;
    }
    if (typeof value === 'string') return value;
    const source = key.source ?? '';
    this.faults.push({
      code: 'wrong_type',
      message: source === '' ? 'a key is missing' : `the key ${quoteName(source)} is no text`,
      offset,
      path,
      ...(source !== '' && { suggestion: `put it in quotes: ${quoteName(JSON.stringify(source))}` }),
    });
    return undefined;
  }

  #readChild(step: Step, node: unknown, keyOffset?: number): YamlValue {
    this.#path.push(step);
    const value = this.read(node, keyOffset);
    this.#path.pop();
    return value;
  }

  /** SECURITY: what aliases stand for is shared here, but whoever walks the value meets it each time. */
  #readAlias(node: Alias, place: PositionNode): YamlValue {
    const target = this.#anchors.get(node.source);
    if (target === undefined) {
      const fault = unquoted(`*${node.source}`);
      const message = `the alias ${quoteName(`*${node.source}`)} has no anchor before it, and ${fault.message}`;
      this.faults.push({ ...fault, message, offset: place.offset, path: [...this.#path] });
      return leaf(null, place);
    }
    if (target === 'open')
      return this.#refuse('not_supported', 'this alias stands inside what it stands for', place);
    this.#aliased += target.size;
    if (this.#aliased > maxAliasedValues)
      return this.#refuse('too_large', 'aliases stand for too many values', place);
    if (this.#path.length + target.height > maxDocumentDepth) {
      return this.#refuse('too_large', 'the document is nested too deeply', place);
    }
    return { ...target, position: { ...target.position, ...place } };
  }

  #refuse(code: YamlFault['code'], message: string, { offset }: PositionNode): YamlValue {
    this.faults.push({ code, message, offset, path: [...this.#path] });
    return leaf(null, { keyOffset: offset, offset });
  }
}

class Extent {
  #size = 1;
  #height = 1;

  add({ size, height }: YamlValue): void {
    this.#size += size;
    this.#height = Math.max(this.#height, height + 1);
  }

  get total(): { readonly size: number; readonly height: number } {
    return { size: this.#size, height: this.#height };
  }
}

function leaf(value: JsonValue, position: PositionNode): YamlValue {
  return { value, position, size: 1, height: 0 };
}

function offsetOf(node: unknown): number | undefined {
  return isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}

/** Decimals must come back as they were written; hexadecimal and octal ones must be exact. */
function keepsNumber(value: number, source: string | undefined): boolean {
  if (!Number.isFinite(value)) return false;
  if (source === undefined || /^[-+]?0[xo]/.test(source)) return Number.isSafeInteger(value);
  return keepsValue(source.replace(/^\+/, ''), value);
}
