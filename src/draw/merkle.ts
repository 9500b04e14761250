import type { Sha256 } from './bytes.js';

const NODE_PREFIX = 0x01;
const HASH_BYTES = 32;

/** `SHA-256(0x01 ‖ left ‖ right)`: an inner node, RFC 6962, section 2.1. */
export function nodeHasher(sha256: Sha256): (left: Uint8Array, right: Uint8Array) => Uint8Array {
  const scratch = new Uint8Array(1 + 2 * HASH_BYTES);
  scratch[0] = NODE_PREFIX;
  return (left, right) => {
    scratch.set(left, 1);
    scratch.set(right, 1 + HASH_BYTES);
    return sha256(scratch);
  };
}

/**
 * The Merkle Tree Hash of RFC 6962, section 2.1, over leaves as they come. It keeps one node per level: what
 * stands left over the largest power of two below n is complete as soon as it is there.
 */
export class TreeHash {
  private readonly open: Uint8Array[] = [];
  private readonly nodeOf: (left: Uint8Array, right: Uint8Array) => Uint8Array;
  private count = 0;

  constructor(private readonly sha256: Sha256) {
    this.nodeOf = nodeHasher(sha256);
  }

  /** @param node a leaf that is hashed already, or the root of a block of 2^h leaves, if all are */
  add(node: Uint8Array): void {
    let top = node;
    for (let rest = this.count; rest % 2 === 1; rest = (rest - 1) / 2)
      top = this.nodeOf(this.open.pop() ?? top, top);
    this.open.push(top);
    this.count += 1;
  }

  get size(): number {
    return this.count;
  }

  /** More may be added afterwards. Of no leaves: SHA-256 of nothing. */
  root(): Uint8Array {
    if (this.open.length === 0) return this.sha256(new Uint8Array(0));
    return this.open.reduceRight((right, left) => this.nodeOf(left, right));
  }
}

export function rootOf(nodes: Iterable<Uint8Array>, sha256: Sha256): Uint8Array {
  const tree = new TreeHash(sha256);
  for (const node of nodes) tree.add(node);
  return tree.root();
}

/**
 * The audit path of RFC 6962, section 2.1.1: siblings from the leaf upwards. A node without a sibling goes up
 * as it is, which gives the same tree as splitting at the largest power of two.
 */
export function auditPath(nodes: readonly Uint8Array[], index: number, sha256: Sha256): Uint8Array[] {
  const nodeOf = nodeHasher(sha256);
  const path: Uint8Array[] = [];
  let level = nodes;
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling) path.push(sibling);
    level = parents(level, nodeOf);
  }
  return path;
}

function parents(
  level: readonly Uint8Array[],
  nodeOf: (left: Uint8Array, right: Uint8Array) => Uint8Array,
): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = level.slice(at, at + 2);
    if (left) above.push(right ? nodeOf(left, right) : left);
  }
  return above;
}

/** How many nodes the path of a leaf has. */
export function pathLength(index: number, count: number): number {
  let length = 0;
  for (let [at, last] = [index, count - 1]; last > 0; [at, last] = [Math.floor(at / 2), Math.floor(last / 2)])
    if (at % 2 === 1 || at < last) length += 1;
  return length;
}

/**
 * The root that a leaf and its path lead to: RFC 9162, section 2.1.3.2, for a path of the right length
 * (`pathLength`). Divisions instead of shifts: an index may have 53 bits.
 */
export function rootOfPath(
  leaf: Uint8Array,
  { index, count, path }: { index: number; count: number; path: readonly Uint8Array[] },
  sha256: Sha256,
): Uint8Array {
  const nodeOf = nodeHasher(sha256);
  let [at, last] = [index, count - 1];
  let node = leaf;
  for (const sibling of path) {
    if (at % 2 === 1 || at === last) {
      node = nodeOf(sibling, node);
      for (; at % 2 === 0 && at !== 0; last = Math.floor(last / 2)) at = Math.floor(at / 2);
    } else node = nodeOf(node, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return node;
}
