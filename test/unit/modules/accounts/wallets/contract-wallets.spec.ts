// Real: HTTP, on this machine. Fake: the chain, as a node that answers what a test says.
import { decodeFunctionData, hashMessage, parseAbi, serializeErc6492Signature } from 'viem/utils';
import { ChainsConfig } from '../../../../../src/config/chains.config.js';
import { ChainUnreachableError, EvmRpc } from '../../../../../src/infra/chain/index.js';
import { ContractWallets } from '../../../../../src/modules/accounts/wallets/contract-wallets.js';
import { anEvmWallet } from '../../../../support/builders/wallets.js';
import { JsonRpcNode } from '../../../../support/fakes/json-rpc-node.js';

const MAGIC = `0x1626ba7e${'00'.repeat(28)}`;
const { address } = anEvmWallet('contract');
const signature = Buffer.from('cafe'.repeat(50), 'hex');
const text = 'the text';

let node: JsonRpcNode;
let wallets: ContractWallets;
beforeAll(async () => {
  node = await JsonRpcNode.start();
  wallets = new ContractWallets(new EvmRpc(new ChainsConfig({ EVM_RPC_URLS: new Map([[10, node.url]]) })));
});
afterAll(async () => {
  await node.stop();
});

const check = (given: Uint8Array = signature, chainId = 10) => wallets.check(chainId, address, text, given);
/** A contract whose function gives this. */
const gives = (answer: object, code = '0x6001'): void => {
  node.answer(({ method }) => (method === 'eth_getCode' ? { result: code } : answer));
};

it('asks the contract for exactly this text and signature', async () => {
  gives({ result: MAGIC });
  expect(await check()).toBe('good');
  expect(node.calls).toHaveLength(2);
  expect(node.calls).toContainEqual(
    expect.objectContaining({ method: 'eth_getCode', params: [address, 'latest'] }),
  );
  const [call, block] = node.calls.find(({ method }) => method === 'eth_call')!.params as [
    { to: string; data: `0x${string}` },
    string,
  ];
  expect([call.to, block]).toEqual([address, 'latest']);
  const abi = parseAbi(['function isValidSignature(bytes32,bytes) view returns (bytes4)']);
  expect(decodeFunctionData({ abi, data: call.data }).args).toEqual([
    hashMessage(text),
    `0x${signature.toString('hex')}`,
  ]);
});

it.each([
  ['another value', { result: `0xffffffff${'00'.repeat(28)}` }],
  ['the value without its padding', { result: '0x1626ba7e' }],
  ['the value and more', { result: `${MAGIC}00` }],
  ['the value in a dirty word', { result: `0x1626ba7e${'00'.repeat(27)}01` }],
  ['nothing', { result: '0x' }],
  ['a revert', { error: { code: 3, message: 'execution reverted' } }],
  ['a revert of an old node', { error: { code: -32000, message: 'VM Exception: revert' } }],
])('%s is a no', async (_, answer) => {
  gives(answer);
  expect(await check()).toBe('refused');
});

it('an address without code is no contract, whatever the call gives', async () => {
  gives({ result: MAGIC }, '0x');
  expect(await check()).toBe('none');
});

it('a wallet that is not on its chain yet is named so, and asked once it is there', async () => {
  const wrapped = serializeErc6492Signature({
    address: address as `0x${string}`,
    data: '0x1234',
    signature: '0xcafe',
  });
  const bytes = Buffer.from(wrapped.slice(2), 'hex');
  gives({ result: MAGIC }, '0x');
  expect(await check(bytes)).toBe('not-deployed');
  gives({ result: MAGIC });
  expect(await check(bytes)).toBe('good');
  const call = node.calls.find(({ method }) => method === 'eth_call')!;
  expect(JSON.stringify(call.params)).toContain('cafe');
  expect(JSON.stringify(call.params)).not.toContain('64926492');
  // The mark of such a signature without what belongs before it.
  expect(await check(Buffer.from('6492'.repeat(16), 'hex'))).toBe('refused');
});

it('a chain without a node is not asked', async () => {
  gives({ result: MAGIC });
  expect(await check(signature, 1)).toBe('no-node');
  expect(node.calls).toEqual([]);
});

it.each<[string, Parameters<JsonRpcNode['answer']>[0]]>([
  ['another error', () => ({ error: { code: -32005, message: 'limit exceeded' } })],
  ['no hex', () => ({ result: { $ne: null } })],
  ['no JSON', (_, response) => response.end('<html>')],
  ['null', (_, response) => response.end('null')],
  ['a redirect', (_, response) => response.writeHead(307, { location: node.url }).end()],
  ['an answer of megabytes', (_, response) => response.end(`{"result":"0x${'00'.repeat(2_000_000)}"}`)],
  ['a broken connection', (_, response) => response.destroy()],
])('a node that gives %s says nothing of the signature', async (_, answer) => {
  node.answer(answer);
  const error: unknown = await check().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChainUnreachableError);
  expect(String(error)).not.toContain('127.0.0.1');
  expect(node.calls.length).toBeLessThanOrEqual(2);
});

it('a node that never answers is given up in time', async () => {
  node.answer(() => undefined);
  const rpcUrls = new Map([[10, node.url]]);
  const hasty = new ContractWallets(new EvmRpc({ rpcUrls, rpcTimeoutMs: 50 } as unknown as ChainsConfig));
  await expect(hasty.check(10, address, text, signature)).rejects.toThrow(ChainUnreachableError);
});
