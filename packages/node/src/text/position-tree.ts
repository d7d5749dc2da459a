import type { DocumentPath, Locate } from '@proviso/core';
import type { LineIndex } from './line-index.ts';

/** Where one value of a document stands, and its key, and everything inside it. */
export interface PositionNode {
  /** Offset of the value's key; the value's own offset for list items and the document itself. */
  readonly keyOffset: number;
  readonly offset: number;
  /** By object key or list index; absent for scalars. */
  readonly children?: ReadonlyMap<string | number, PositionNode>;
}

/** How a locator is made: the tree is asked for at the first question only. */
interface LocateSource {
  readonly tree: () => PositionNode | undefined;
  readonly lines: LineIndex;
  /** The name to show, when the text came from a file. */
  readonly file?: string | undefined;
}

/**
 * Finds the place of a path in the text. A path that leads to nothing (a key that is missing) gives the place
 * of the nearest value around it, so that every issue has a line.
 */
export function createLocate({ tree, lines, file }: LocateSource): Locate {
  let root: PositionNode | undefined;
  return (path, part) => {
    root ??= tree();
    if (root === undefined) return undefined;
    const { node, complete } = descend(root, path);
    const position = lines.positionAt(complete && part === 'value' ? node.offset : node.keyOffset);
    return file === undefined ? position : { file, ...position };
  };
}

function descend(root: PositionNode, path: DocumentPath): { node: PositionNode; complete: boolean } {
  let node = root;
  for (const segment of path) {
    const child = node.children?.get(segment);
    if (child === undefined) return { node, complete: false };
    node = child;
  }
  return { node, complete: true };
}
