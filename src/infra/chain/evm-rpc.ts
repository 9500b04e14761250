import { Injectable } from '@nestjs/common';
import { ChainsConfig } from '../../config/chains.config.js';
import { Slots } from '../../kernel/slots.js';
import { ChainUnreachableError } from './chain.errors.js';

/** An answer of ours has a few hundred bytes; the code of a contract at most 48 KB in hex. */
const LARGEST_ANSWER = 128 * 1_024;
/** A crowd that presses at once must not open a connection each. */
const MOST_AT_ONCE = 64;

/** The contract ended the call itself: an answer, not a failure. */
export const REVERTED = Symbol('reverted');

/**
 * Asks the nodes of `EVM_RPC_URLS`, and no other address: nothing a member types becomes part of one, and
 * redirects are errors.
 */
@Injectable()
export class EvmRpc {
  private readonly slots = new Slots(MOST_AT_ONCE);

  constructor(private readonly config: ChainsConfig) {}

  knows(chainId: number): boolean {
    return this.config.rpcUrls.has(chainId);
  }

  /** Chains that have a node, in the order of the setting. */
  get chainIds(): readonly number[] {
    return [...this.config.rpcUrls.keys()];
  }

  /**
   * The result of a call that gives bytes, as hex.
   *
   * @throws ChainUnreachableError no answer in time, or none that can be read
   */
  async ask(chainId: number, method: string, params: readonly unknown[]): Promise<string | typeof REVERTED> {
    const { result, error } = await this.send(chainId, method, params);
    if (isHexBytes(result)) return result;
    if (isRevert(error)) return REVERTED;
    throw noResult(chainId, method);
  }

  /**
   * The result of a call that gives a number of up to 256 bits.
   *
   * @throws ChainUnreachableError
   */
  async askNumber(chainId: number, method: string, params: readonly unknown[]): Promise<bigint> {
    const { result } = await this.send(chainId, method, params);
    if (isQuantity(result)) return BigInt(result);
    throw noResult(chainId, method);
  }

  private async send(chainId: number, method: string, params: readonly unknown[]): Promise<RpcAnswer> {
    const url = this.config.rpcUrls.get(chainId);
    if (url === undefined) throw new ChainUnreachableError(`No node of chain ${String(chainId)}`);
    const signal = AbortSignal.timeout(this.config.rpcTimeoutMs);
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    try {
      const answer = await this.slots.run(() => post(url, body, signal));
      return (JSON.parse(answer) ?? {}) as RpcAnswer;
    } catch (error) {
      // The cause may name the address, which may hold a key.
      const why = error instanceof Error ? error.name : 'unknown';
      throw new ChainUnreachableError(`A node of a chain did not answer: ${why}`);
    }
  }
}

interface RpcAnswer {
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Whoever waited too long for a slot asks no more. */
async function post(url: string, body: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return shortBody(await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal }));
}

async function shortBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new RangeError('The answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const noResult = (chainId: number, method: string): ChainUnreachableError =>
  new ChainUnreachableError(`A node of chain ${String(chainId)} gave no result of ${method}`);

const isHexBytes = (result: unknown): result is string =>
  typeof result === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(result);

const isQuantity = (result: unknown): result is string =>
  typeof result === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(result);

/** Code 3 is what nodes agree on; older ones only say so in words. */
function isRevert(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === 3 || (typeof message === 'string' && /revert|invalid opcode/i.test(message));
}
