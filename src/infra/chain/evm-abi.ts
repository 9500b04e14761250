type Parameters = readonly { readonly name: string; readonly type: string }[];

const view = <Name extends string>(name: Name, inputs: readonly string[], output: string) => ({
  type: 'function' as const,
  name,
  stateMutability: 'view' as const,
  inputs: inputs.map((type, index) => ({ name: `a${String(index)}`, type })) satisfies Parameters,
  outputs: [{ name: '', type: output }],
});

/** What is asked of tokens: ERC-20, ERC-721, ERC-1155, ERC-165. */
export const CALLS = {
  balanceOf: view('balanceOf', ['address'], 'uint256'),
  balanceOfBatch: view('balanceOfBatch', ['address[]', 'uint256[]'], 'uint256[]'),
  decimals: view('decimals', [], 'uint8'),
  name: view('name', [], 'string'),
  symbol: view('symbol', [], 'string'),
  supportsInterface: view('supportsInterface', ['bytes4'], 'bool'),
};
export type Call = keyof typeof CALLS;

/** Their ids by ERC-165. */
export const INTERFACES = { erc721: '0x80ac58cd', erc1155: '0xd9b67a26' } as const;
