import { Injectable } from '@nestjs/common';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { SharedReads } from '../../kernel/shared-reads.js';
import { cleanLine, truncate } from '../../kernel/text.js';
import { ChainUnreachableError, ContractReadError } from './chain.errors.js';
import { type Call, CALLS, INTERFACES } from './evm-abi.js';
import { EvmRpc, REVERTED } from './evm-rpc.js';

/** Members press again when they have just bought what they lacked. */
const FRESH_MS = 5 * SECOND_MS;
const CHAIN_KNOWN_MS = 600 * SECOND_MS;
const MOST_KEPT = 10_000;
const WORD_DIGITS = 64;
const LONGEST_NAME = 40;

export type NftStandard = keyof typeof INTERFACES;

/**
 * Reads contracts of EVM chains at the latest block; the same question within five seconds is asked once.
 * A contract may say of itself what it likes; what is not of the form of an answer is none. All calls
 * throw ContractReadError where nothing is known.
 */
@Injectable()
export class EvmContracts {
  private readonly calls: SharedReads<string | typeof REVERTED>;
  private readonly natives: SharedReads<bigint>;
  private readonly chains: SharedReads<bigint>;

  constructor(
    private readonly rpc: EvmRpc,
    clock: Clock,
  ) {
    this.calls = new SharedReads(clock, FRESH_MS, MOST_KEPT);
    this.natives = new SharedReads(clock, FRESH_MS, MOST_KEPT);
    this.chains = new SharedReads(clock, CHAIN_KNOWN_MS);
  }

  get chainIds(): readonly number[] {
    return this.rpc.chainIds;
  }

  async nativeBalance(chainId: number, wallet: string): Promise<bigint> {
    return this.onChain(chainId, () =>
      this.natives.get(`${String(chainId)}/${wallet}`, () =>
        this.rpc.askNumber(chainId, 'eth_getBalance', [wallet, 'latest']),
      ),
    );
  }

  /** Of ERC-20: in the token's smallest unit; of ERC-721: how many. */
  async balanceOf(chainId: number, contract: string, wallet: string): Promise<bigint> {
    return wordOf(chainId, await this.read(chainId, contract, 'balanceOf', [wallet]));
  }

  /** ERC-1155: how much of each id each wallet holds, in all. */
  async balanceOfAll(
    chainId: number,
    contract: string,
    wallets: readonly string[],
    tokenIds: readonly bigint[],
  ): Promise<bigint> {
    const pairs = wallets.flatMap((wallet) => tokenIds.map((tokenId) => ({ wallet, tokenId })));
    const args = [pairs.map(({ wallet }) => wallet), pairs.map(({ tokenId }) => tokenId)];
    const words = wordsOf(await this.read(chainId, contract, 'balanceOfBatch', args));
    // The array begins after its place and its length.
    const [place, length, ...balances] = words;
    if (place !== 32n || length !== BigInt(pairs.length) || balances.length !== pairs.length)
      throw new ContractReadError('bad-answer', chainId);
    return balances.reduce((sum, balance) => sum + balance, 0n);
  }

  async decimals(chainId: number, contract: string): Promise<number> {
    const decimals = wordOf(chainId, await this.read(chainId, contract, 'decimals', []));
    if (decimals > 255n) throw new ContractReadError('bad-answer', chainId);
    return Number(decimals);
  }

  /** False for the address of a person, and where nothing is. */
  async isContract(chainId: number, address: string): Promise<boolean> {
    const code = await this.onChain(chainId, () => this.rpc.ask(chainId, 'eth_getCode', [address, 'latest']));
    return code !== REVERTED && code !== '0x';
  }

  /** By ERC-165. A contract that doesn't know the question says no. */
  async isNft(chainId: number, contract: string, standard: NftStandard): Promise<boolean> {
    const answer = await this.call(chainId, contract, 'supportsInterface', [INTERFACES[standard]]);
    return answer !== REVERTED && answer.length === 2 + WORD_DIGITS && BigInt(answer) === 1n;
  }

  /** What the contract calls itself, fit to be shown; nothing where it has no name that can be read. */
  async nameOf(chainId: number, contract: string, which: 'name' | 'symbol'): Promise<string> {
    const answer = await this.call(chainId, contract, which, []);
    if (answer === REVERTED) return '';
    const { decodeAbiParameters, hexToString } = await import('viem/utils');
    try {
      // Some old tokens give 32 bytes in place of a text.
      const isWord = answer.length === 2 + WORD_DIGITS;
      const name = isWord
        ? hexToString(hex(answer), { size: 32 })
        : decodeAbiParameters([{ type: 'string' }], hex(answer))[0];
      return truncate(cleanLine(name), LONGEST_NAME);
    } catch {
      return '';
    }
  }

  /** Nothing is what addresses without a contract answer, and contracts that don't know the call. */
  private async read(
    chainId: number,
    contract: string,
    call: Call,
    args: readonly unknown[],
  ): Promise<string> {
    const answer = await this.call(chainId, contract, call, args);
    if (answer === REVERTED) throw new ContractReadError('refused', chainId);
    if (answer === '0x') throw new ContractReadError('no-contract', chainId);
    return answer;
  }

  private async call(
    chainId: number,
    contract: string,
    call: Call,
    args: readonly unknown[],
  ): Promise<string | typeof REVERTED> {
    const { encodeFunctionData } = await import('viem/utils');
    const data = encodeFunctionData({ abi: [CALLS[call]], functionName: call, args });
    return this.onChain(chainId, () =>
      this.calls.get(`${String(chainId)}/${contract}/${data}`, () =>
        this.rpc.ask(chainId, 'eth_call', [{ to: contract, data }, 'latest']),
      ),
    );
  }

  /** A node that was set for another chain would tell of contracts and wallets that are not meant. */
  private async onChain<Answer>(chainId: number, ask: () => Promise<Answer>): Promise<Answer> {
    if (!this.rpc.knows(chainId)) throw new ContractReadError('no-node', chainId);
    const chain = this.chains.get(String(chainId), () => this.rpc.askNumber(chainId, 'eth_chainId', []));
    const [actual, answer] = await Promise.allSettled([chain, ask()]);
    if (actual.status === 'fulfilled' && actual.value !== BigInt(chainId))
      throw new ContractReadError('other-chain', chainId);
    for (const asked of [actual, answer])
      if (asked.status === 'rejected') throw unreachable(chainId, asked.reason);
    return (answer as PromiseFulfilledResult<Answer>).value;
  }
}

const unreachable = (chainId: number, cause: unknown): unknown =>
  cause instanceof ChainUnreachableError ? new ContractReadError('unreachable', chainId, { cause }) : cause;

const hex = (bytes: string): `0x${string}` => bytes as `0x${string}`;

function wordOf(chainId: number, answer: string): bigint {
  const [word, ...more] = wordsOf(answer);
  if (word === undefined || more.length > 0 || answer.length !== 2 + WORD_DIGITS)
    throw new ContractReadError('bad-answer', chainId);
  return word;
}

/** Whole words; what is left over is no part of an answer. */
const wordsOf = (answer: string): bigint[] =>
  (answer.slice(2).match(/[0-9a-f]{64}/gi) ?? []).map((word) => BigInt(`0x${word}`));
