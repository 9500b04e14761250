// Real: a chain (anvil) with compiled contracts, HTTP to it, all that reads and judges. Fake: whose wallets
// are whose, and nodes that give answers that no chain gives.
import type { Hex } from 'viem';
import { encodeAbiParameters, getAddress } from 'viem/utils';
import { ChainsConfig } from '../../../src/config/chains.config.js';
import { EvmContracts, EvmRpc } from '../../../src/infra/chain/index.js';
import { DAY_MS } from '../../../src/kernel/clock.js';
import { textsOf } from '../../../src/locales/index.js';
import { RequirementKinds, RequirementsService } from '../../../src/modules/requirements/index.js';
import { NftOwnershipKind } from '../../../src/modules/requirements/kinds/nft-ownership.kind.js';
import { TokenBalanceKind } from '../../../src/modules/requirements/kinds/token-balance.kind.js';
import { aMemberAction } from '../../support/builders/index.js';
import { anEvmWallet, aSolanaWallet } from '../../support/builders/wallets.js';
import { type Deployed, TestChain } from '../../support/chain/test-chain.js';
import { FixedClock, silenceLogs } from '../../support/fakes/index.js';
import { JsonRpcNode } from '../../support/fakes/json-rpc-node.js';

silenceLogs();
const CHAIN = 31_337;
const OTHER_CHAIN = 10;
const ODD_CHAIN = 8_453;
const UINT_MAX = 2n ** 256n - 1n;
const texts = textsOf('en-US');
const clock = new FixedClock();

let chain: TestChain;
let odd: JsonRpcNode;
let contracts: EvmContracts;
let service: RequirementsService;
const kinds = new RequirementKinds();
let proven: { chain: string; address: string }[] = [];
let cats: Deployed;
let passes: Deployed;
let coin: Deployed;

beforeAll(async () => {
  [chain, odd] = await Promise.all([TestChain.start(CHAIN), JsonRpcNode.start()]);
  cats = await chain.deploy('Erc721');
  passes = await chain.deploy('Erc1155');
  coin = await chain.deploy('Erc20', 'USD *Coin*', 'USDC', 6);
  const urls = new Map([
    [CHAIN, chain.url],
    [OTHER_CHAIN, chain.url],
    [ODD_CHAIN, odd.url],
  ]);
  contracts = new EvmContracts(new EvmRpc(new ChainsConfig({ EVM_RPC_URLS: urls })), clock);
  const wallets = { provenOf: () => Promise.resolve(proven) } as never;
  kinds.register(new NftOwnershipKind(wallets, contracts), new TokenBalanceKind(wallets, contracts));
  service = new RequirementsService(kinds);
});
afterAll(async () => {
  await Promise.all([chain.stop(), odd.stop()]);
});
beforeEach(() => {
  // What was asked before is not fresh any more.
  clock.advance(DAY_MS);
});

/** A member with these wallets, who holds nothing yet. */
function hasWallets(count: number): Hex[] {
  const wallets = Array.from({ length: count }, () => anEvmWallet());
  proven = [aSolanaWallet(), ...wallets];
  return wallets.map(({ address }) => address as Hex);
}

async function judged(kind: string, asks: Record<string, unknown>): Promise<unknown[]> {
  const [state] = await service.evaluate(aMemberAction(), [{ kind, asks }], 'ours');
  const { isMet, current, reason } = state!;
  return [isMet, current?.(texts) ?? null, reason?.(texts) ?? null];
}

const nft = (given: object = {}) =>
  judged('nft_ownership', {
    standard: 'erc721',
    chainId: CHAIN,
    contract: cats.address,
    name: 'Sky Cats',
    min: 1,
    ...given,
  });
const token = (given: object = {}) =>
  judged('token_balance', {
    chainId: CHAIN,
    contract: coin.address,
    units: '12500000',
    decimals: 6,
    symbol: 'USDC',
    ...given,
  });

const NO_WALLET = 'you have proven no wallet of an EVM chain yet. `/account wallet` links one.';
const TRY_AGAIN = 'this could not be checked just now. Please try again in a moment.';

describe('NFTs', () => {
  it('of ERC-721 count over all wallets of a member', async () => {
    const [one, other] = hasWallets(2);
    expect(await nft()).toEqual([false, '0 NFTs', 'your proven wallets hold 0 NFTs.']);
    await chain.send(cats, 'mint', one, 1n);
    await chain.send(cats, 'mint', anEvmWallet().address, 2n);
    clock.advance(5_000);
    expect(await nft()).toEqual([true, '1 NFT', null]);
    expect(await nft({ min: 2 })).toEqual([false, '1 NFT', 'your proven wallets hold 1 NFT.']);
    await chain.send(cats, 'mint', other, 3n);
    clock.advance(5_000);
    expect(await nft({ min: 2 })).toEqual([true, '2 NFTs', null]);
  });

  it('of ERC-1155 count where they have one of the ids', async () => {
    const [one, other] = hasWallets(2);
    await chain.send(passes, 'mint', one, 1n, 2n);
    await chain.send(passes, 'mint', other, UINT_MAX, 3n);
    await chain.send(passes, 'mint', other, 5n, 100n);
    const asked = { standard: 'erc1155', contract: passes.address, tokenIds: ['1', String(UINT_MAX)] };
    expect(await nft({ ...asked, min: 5 })).toEqual([true, '5 NFTs', null]);
    expect(await nft({ ...asked, min: 6 })).toEqual([false, '5 NFTs', 'your proven wallets hold 5 NFTs.']);
    expect(await nft({ ...asked, tokenIds: ['7'] })).toEqual([
      false,
      '0 NFTs',
      'your proven wallets hold 0 NFTs.',
    ]);
  });

  it('need a proven wallet of an EVM chain', async () => {
    hasWallets(0);
    expect(await nft()).toEqual([false, '0 NFTs', NO_WALLET]);
    expect(await token()).toEqual([false, '0 USDC', NO_WALLET]);
  });

  it.each([
    { tokenIds: ['1'] },
    { standard: 'erc1155' },
    { standard: 'erc1155', tokenIds: [String(UINT_MAX + 1n)] },
    { standard: 'erc1155', tokenIds: ['1.5'] },
  ])('are asked for in one form only: not %j', async (given) => {
    hasWallets(1);
    expect(await nft(given)).toEqual([false, null, 'this could not be checked. Tell a moderator.']);
  });
});

describe('tokens', () => {
  it('are counted to their smallest unit, over all wallets', async () => {
    const [one, other] = hasWallets(2);
    await chain.send(coin, 'mint', one, 12_499_998n);
    await chain.send(coin, 'mint', other, 1n);
    expect(await token()).toEqual([false, '12.499999 USDC', 'your proven wallets hold 12.499999 USDC.']);
    await chain.send(coin, 'mint', other, 1n);
    clock.advance(5_000);
    expect(await token()).toEqual([true, '12.5 USDC', null]);
  });

  it('are counted beyond what fits into 256 bits', async () => {
    const [one, other] = hasWallets(2);
    const many = await chain.deploy('Erc20', '', '', 0);
    await chain.send(many, 'mint', one, UINT_MAX);
    await chain.send(many, 'mint', other, UINT_MAX);
    const asked = { contract: many.address, units: String(UINT_MAX), decimals: 0 };
    expect(await token(asked)).toEqual([true, `${String(2n * UINT_MAX)} USDC`, null]);
  });

  it('of the chain itself are counted in the same way', async () => {
    const [one, other] = hasWallets(2);
    await chain.setBalance(one!, 10n ** 18n);
    const asked = { contract: undefined, units: String(15n * 10n ** 17n), decimals: 18, symbol: 'ETH' };
    expect(await token(asked)).toEqual([false, '1 ETH', 'your proven wallets hold 1 ETH.']);
    await chain.setBalance(other!, 5n * 10n ** 17n);
    clock.advance(5_000);
    expect(await token(asked)).toEqual([true, '1.5 ETH', null]);
  });

  it('tell nothing once they speak of other decimals', async () => {
    const [one] = hasWallets(1);
    const shifty = await chain.deploy('Erc20', 'Shifty', 'SHF', 6);
    await chain.send(shifty, 'mint', one, 12_500_000n);
    expect(await token({ contract: shifty.address })).toEqual([true, '12.5 USDC', null]);
    await chain.send(shifty, 'setDecimals', 2);
    clock.advance(5_000);
    expect(await token({ contract: shifty.address })).toEqual([
      false,
      null,
      "its contract on EVM 31337 gives an answer that can't be right. Tell a moderator.",
    ]);
  });
});

describe('a contract that tells nothing lets nobody in', () => {
  const word = (value: bigint): Hex => encodeAbiParameters([{ type: 'uint256' }], [value]);
  const isWrong = "its contract on EVM 31337 gives an answer that can't be right. Tell a moderator.";

  it.each<[string, () => Promise<Hex>, string]>([
    [
      'is none',
      () => Promise.resolve(anEvmWallet().address as Hex),
      'there is no such contract on EVM 31337. Tell a moderator.',
    ],
    ['answers nothing', () => aLiar('0x'), 'there is no such contract on EVM 31337. Tell a moderator.'],
    [
      'ends the call',
      () => aLiar('0x', true),
      'its contract on EVM 31337 does not answer this. Tell a moderator.',
    ],
    [
      'ends the call with a number',
      () => aLiar(word(9n), true),
      'its contract on EVM 31337 does not answer this. Tell a moderator.',
    ],
    ['answers less than a number', () => aLiar(word(9n).slice(0, -2) as Hex), isWrong],
    ['answers more than a number', () => aLiar(`${word(9n)}00`), isWrong],
    ['answers two numbers', () => aLiar(`${word(9n)}${word(9n).slice(2)}`), isWrong],
  ])('that %s', async (_, contractOf, reason) => {
    hasWallets(1);
    const contract = await contractOf();
    expect(await nft({ contract })).toEqual([false, null, reason]);
    expect(await token({ contract, decimals: 9, units: '1' })).toEqual([false, null, reason]);
  });

  it.each<[string, bigint[]]>([
    ['fewer balances than were asked for', [32n, 1n, 9n]],
    ['more balances', [32n, 3n, 9n, 9n, 9n]],
    ['a length that is a lie', [32n, UINT_MAX, 9n, 9n]],
    ['balances in another place', [64n, 2n, 9n, 9n]],
    ['no balances', [32n, 0n]],
  ])('that gives %s', async (_, words) => {
    hasWallets(1);
    const contract = await aLiar(`0x${words.map((value) => word(value).slice(2)).join('')}`);
    expect(await nft({ standard: 'erc1155', contract, tokenIds: ['1', '2'] })).toEqual([
      false,
      null,
      isWrong,
    ]);
  });

  const aLiar = async (words: Hex, isEnd = false): Promise<Hex> =>
    (await chain.deploy('Liar', words, isEnd)).address;
});

describe('a contract that a manager names', () => {
  const place = { guildId: '1', communityId: 'ours', postId: 'x' };
  /** What would be stored, or what is wrong in the words of English readers. */
  async function read(kind: string, sent: Record<string, string>): Promise<unknown> {
    const given = Object.fromEntries(Object.entries(sent).map(([field, value]) => [field, [value]]));
    const result = await kinds.all.find((one) => one.kind === kind)!.readAsks(given, place);
    return 'asks' in result ? result.asks : result.faults.map((fault) => fault(texts));
  }
  const nftForm = (given: object) =>
    read('nft_ownership', { chain: String(CHAIN), standard: 'erc721', min: '1', ids: '', ...given });
  const tokenForm = (given: object) =>
    read('token_balance', { chain: String(CHAIN), amount: '12.5', ...given });

  it('is looked at at once, and shown by its own name', async () => {
    const typed = ` ${cats.address.toLowerCase()} `;
    const asked = (await nftForm({ contract: typed, min: '２' })) as Record<string, unknown>;
    expect(asked).toMatchObject({ standard: 'erc721', chainId: CHAIN, name: 'Sky Cats', min: 2 });
    expect(String(asked.contract)).toMatch(/[A-F]/);
    expect(await nftForm({ standard: 'erc1155', contract: passes.address, ids: '1, 1 #7' })).toMatchObject({
      tokenIds: ['1', '7'],
      name: '',
    });
    expect(await tokenForm({ contract: coin.address })).toEqual({
      chainId: CHAIN,
      contract: expect.stringMatching(/^0x/) as string,
      units: '12500000',
      decimals: 6,
      symbol: 'USDC',
    });
    expect(await tokenForm({ contract: '' })).toEqual({
      chainId: CHAIN,
      units: '12500000000000000000',
      decimals: 18,
      symbol: 'coins',
    });
  });

  it('is shown without what could deceive', async () => {
    const evil = await chain.deploy('Erc20', 'x', `**@everyone**\u202e\n${'x'.repeat(500)}`, 0);
    const asked = await tokenForm({ contract: evil.address, amount: '7' });
    const words = kinds.describe({ kind: 'token_balance', asks: asked as Record<string, unknown> }, texts);
    expect(words).toMatch(/^At least 7 \\\*\\\*@everyone\\\*\\\* x{20,30} on EVM 31337$/);
  });

  it('may have a name of forty characters that are long themselves', async () => {
    const cat = await chain.deploy('Erc20', 'x', '😺'.repeat(50), 0);
    const asked = (await tokenForm({ contract: cat.address, amount: '7' })) as Record<string, unknown>;
    expect(asked.symbol).toBe('😺'.repeat(40));
    hasWallets(1);
    expect(await judged('token_balance', asked)).toMatchObject([
      false,
      expect.stringMatching(/^0 😺/),
      expect.anything(),
    ]);
  });

  it('is not needed for the coin of a chain, whose node is looked at all the same', async () => {
    odd.answer((_call, response) => response.destroy());
    expect(await tokenForm({ chain: String(ODD_CHAIN) })).toEqual([
      expect.stringContaining('does not answer just now'),
    ]);
    expect(await tokenForm({ chain: String(OTHER_CHAIN) })).toEqual([
      expect.stringContaining('one of another chain'),
    ]);
  });

  it.each<[string, () => Record<string, string>, string]>([
    ['nobody’s', () => ({ contract: anEvmWallet().address }), 'there is no such contract on EVM 31337.'],
    ['no address', () => ({ contract: 'sky.eth' }), 'This is no address of a contract'],
    ['mistyped', () => ({ contract: swapped(cats.address) }), 'This is no address of a contract'],
    ['of another standard', () => ({ contract: passes.address }), 'not of the standard ERC-721'],
    ['a token', () => ({ contract: coin.address }), 'not of the standard ERC-721'],
    ['without its ids', () => ({ contract: passes.address, standard: 'erc1155' }), 'needs 1 to 10 token ids'],
    [
      'with ids that are none',
      () => ({ contract: passes.address, standard: 'erc1155', ids: '1.5' }),
      'needs 1 to 10',
    ],
    ['with ids it has not', () => ({ contract: cats.address, ids: '1' }), 'go with ERC-1155 only'],
    ['none of a number', () => ({ contract: cats.address, min: '0' }), 'whole number from 1 to 1,000,000'],
    ['of a chain without a node', () => ({ contract: cats.address, chain: '1' }), 'no node of Ethereum'],
    [
      'of a node of another chain',
      () => ({ contract: cats.address, chain: '10' }),
      'is one of another chain',
    ],
    ['of a node that is away', () => ({ contract: cats.address, chain: '8453' }), 'does not answer just now'],
  ])('for NFTs is refused where it is %s', async (_, given, fault) => {
    odd.answer((_call, response) => response.destroy());
    expect(await nftForm(given())).toEqual([expect.stringContaining(fault)]);
  });

  it.each<[string, () => Promise<Record<string, string>>, string]>([
    ['NFTs', () => Promise.resolve({ contract: cats.address }), 'a contract of NFTs'],
    ['several ids', () => Promise.resolve({ contract: passes.address }), 'does not answer this'],
    [
      'too fine an amount',
      () => Promise.resolve({ contract: coin.address, amount: '0.0000001' }),
      'at most 6 decimals',
    ],
    ['no amount', () => Promise.resolve({ contract: coin.address, amount: '0' }), 'an amount above 0'],
    [
      'decimals that no token has',
      async () => ({ contract: await tokenOf(77) }),
      "answer that can't be right",
    ],
    [
      'nothing that can be read',
      async () => ({ contract: (await chain.deploy('Liar', '0x12', false)).address }),
      "can't be right",
    ],
  ])('for a token is refused where it has %s', async (_, given, fault) => {
    expect(await tokenForm(await given())).toEqual([expect.stringContaining(fault)]);
  });

  it('is asked for only where there is a node', () => {
    const none = { chainIds: [] } as never;
    expect(new NftOwnershipKind({} as never, none).fields()).toEqual([]);
    expect(new TokenBalanceKind({} as never, none).fields()).toEqual([]);
    expect(JSON.stringify(new NftOwnershipKind({} as never, contracts).fields())).toContain('"31337"');
  });

  const tokenOf = async (decimals: number) => (await chain.deploy('Erc20', '', '', decimals)).address;
  /** One letter in the other case. */
  const swapped = (address: Hex): string => {
    const sum = getAddress(address);
    const at = sum.search(/[a-f]/i);
    const letter = sum[at] ?? '';
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return `${sum.slice(0, at)}${other}${sum.slice(at + 1)}`;
  };
});

describe('a node that tells nothing lets nobody in', () => {
  it('of a chain that has none', async () => {
    hasWallets(1);
    const reason = 'this bot has no node of Ethereum to ask. Tell a moderator.';
    expect(await nft({ chainId: 1 })).toEqual([false, null, reason]);
    expect(await token({ chainId: 1, contract: undefined })).toEqual([false, null, reason]);
  });

  it('of another chain, whatever its contract says', async () => {
    const [one] = hasWallets(1);
    await chain.send(cats, 'mint', one, 77n);
    const reason = 'the node that this bot asks for OP Mainnet is one of another chain. Tell a moderator.';
    expect(await nft({ chainId: OTHER_CHAIN })).toEqual([false, null, reason]);
    expect(await nft()).toEqual([true, '1 NFT', null]);
  });

  it.each<[string, Parameters<JsonRpcNode['answer']>[0]]>([
    ['no JSON', (_, response) => response.end('<html>')],
    ['an error', () => ({ error: { code: -32_005, message: 'limit exceeded' } })],
    ['an object', () => ({ result: { $gt: 0 } })],
    ['a number of another kind', () => ({ result: 9 })],
    ['a number that is too large', () => ({ result: `0x${'f'.repeat(65)}` })],
    [
      'nothing but its chain',
      ({ method }, response) => (method === 'eth_chainId' ? { result: '0x2105' } : response.destroy()),
    ],
    ['no answer at all', (_, response) => response.destroy()],
  ])('that gives %s', async (_, answer) => {
    hasWallets(2);
    odd.answer(answer);
    expect(await nft({ chainId: ODD_CHAIN })).toEqual([false, null, TRY_AGAIN]);
    expect(await token({ chainId: ODD_CHAIN, contract: undefined })).toEqual([false, null, TRY_AGAIN]);
  });

  it('that never answers, within the time of a press', async () => {
    hasWallets(1);
    odd.answer(() => undefined);
    const urls = { rpcUrls: new Map([[ODD_CHAIN, odd.url]]), rpcTimeoutMs: 100 };
    const hasty = new EvmContracts(new EvmRpc(urls as never), clock);
    await expect(hasty.nativeBalance(ODD_CHAIN, anEvmWallet().address)).rejects.toMatchObject({
      fault: 'unreachable',
    });
  });

  it('is not asked the same again and again, and is asked anew after a failure', async () => {
    const [wallet = ''] = hasWallets(1);
    let isUp = false;
    odd.answer(({ method }, response) => {
      if (!isUp) return response.destroy();
      return { result: method === 'eth_chainId' ? '0x2105' : '0x7' };
    });
    const ask = () => contracts.nativeBalance(ODD_CHAIN, wallet);
    await expect(ask()).rejects.toMatchObject({ fault: 'unreachable' });
    isUp = true;
    const before = odd.calls.length;
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array(20).fill(7n));
    expect(odd.calls.length - before).toBe(2);
    clock.advance(4_999);
    await ask();
    expect(odd.calls.length - before).toBe(2);
    clock.advance(1);
    await ask();
    expect(odd.calls.length - before).toBe(3);
  });
});
