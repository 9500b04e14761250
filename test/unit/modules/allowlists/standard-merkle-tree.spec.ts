import { concat, encodeAbiParameters, getAddress, type Hex, keccak256, toHex } from 'viem';
import { proofIn, standardTree } from '../../../../src/modules/allowlists/exports/standard-merkle-tree.js';
import { exportFile } from '../../../../src/modules/allowlists/exports/export-file.js';

/** As `MerkleProof.sol` does it. */
const verifies = (proof: readonly Hex[], root: Hex, leaf: Hex): boolean =>
  proof.reduce<Hex>(
    (hash, sibling) =>
      keccak256(BigInt(hash) < BigInt(sibling) ? concat([hash, sibling]) : concat([sibling, hash])),
    leaf,
  ) === root;

const leafOf = (address: string): Hex =>
  keccak256(keccak256(encodeAbiParameters([{ type: 'address' }], [address as Hex])));

const addresses = (count: number): Hex[] =>
  Array.from({ length: count }, (_, index) => getAddress(keccak256(toHex(index)).slice(0, 42)));

it('gives the root and the proof that OpenZeppelin publishes for its example', async () => {
  const tree = await standardTree(
    ['address', 'uint256'],
    [
      ['0x1111111111111111111111111111111111111111', 5_000_000_000_000_000_000n],
      ['0x2222222222222222222222222222222222222222', 2_500_000_000_000_000_000n],
    ],
  );
  expect(tree.tree[0]).toBe('0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77');
  expect(proofIn(tree, tree.values[0]!.treeIndex)).toEqual([
    '0xb92c48e9d7abe27fd8dfd6b5dfdbfb1c9a463f80c712b66f3a5180a090cccafc',
  ]);
});

it.each([1, 2, 3, 4, 5, 7, 8, 33])('every one of %i verifies, and nobody else', async (count) => {
  const list = addresses(count);
  const tree = await standardTree(
    ['address'],
    list.map((address) => [address]),
  );
  const [root] = tree.tree;
  for (const { value, treeIndex } of tree.values) {
    const proof = proofIn(tree, treeIndex);
    expect(tree.tree[treeIndex]).toBe(leafOf(value[0]!));
    expect(verifies(proof, root!, leafOf(value[0]!))).toBe(true);
    expect(verifies(proof, root!, leafOf(`0x${'9'.repeat(40)}`))).toBe(false);
  }
  const other = await standardTree(
    ['address'],
    list.toReversed().map((address) => [address]),
  );
  expect(other.tree).toEqual(tree.tree);
});

const WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

it('spells wallets by EIP-55, each once in a tree, and tells what is left out', async () => {
  const rows = [
    { discordId: '1', wallet: WALLET.toLowerCase() },
    { discordId: '2', wallet: WALLET },
    { discordId: '3', wallet: 'So11111111111111111111111111111111111111112' },
    { discordId: '4' },
  ];
  const file = await exportFile(rows, 'merkle');
  expect(file).toMatchObject({ rows: 1, left: 3, root: leafOf(WALLET) });
  expect(JSON.parse(file.content.toString())).toEqual({
    format: 'standard-v1',
    leafEncoding: ['address'],
    tree: [leafOf(WALLET)],
    values: [{ value: [WALLET], treeIndex: 0 }],
    root: leafOf(WALLET),
    proofs: { [WALLET]: [] },
  });
});

it('makes no cell of a CSV a formula', async () => {
  for (const wallet of ['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', ' =1', '＝1']) {
    const { content } = await exportFile([{ discordId: '100000000000000000', wallet }], 'csv');
    expect(content.toString()).toContain(`"'${wallet}"`);
  }
  const { content } = await exportFile([{ discordId: '100000000000000000', wallet: WALLET, rank: 1 }], 'csv');
  expect(content.toString()).toContain(`1,"100000000000000000","${WALLET}","","",""\r\n`);
});
