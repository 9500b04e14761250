import { Injectable } from '@nestjs/common';
import { WalletsConfig } from '../../../config/wallets.config.js';
import { ChainUnreachableError } from './wallets.errors.js';

/** An answer of ours has a few hundred bytes; the code of a contract at most 48 KB in hex. */
const LARGEST_ANSWER = 128 * 1_024;

/** The contract ended the call itself: an answer, not a failure. */
export const REVERTED = Symbol('reverted');

/**
 * Asks the nodes of `EVM_RPC_URLS`, and no other address: nothing a member types becomes part of one, and
 * redirects are errors.
 */
@Injectable()
export class EvmRpc {
  constructor(private readonly config: WalletsConfig) {}

  knows(chainId: number): boolean {
    return this.config.rpcUrls.has(chainId);
  }

  /**
   * The result of a call that gives bytes, as hex.
   *
   * @throws ChainUnreachableError no answer in time, or none that can be read
   */
  async ask(chainId: number, method: string, params: readonly unknown[]): Promise<string | typeof REVERTED> {
    const url = this.config.rpcUrls.get(chainId);
    if (url === undefined) throw new ChainUnreachableError(`No node of chain ${String(chainId)}`);
    const answer = await this.send(url, { jsonrpc: '2.0', id: 1, method, params });
    const { result, error } = (answer ?? {}) as { result?: unknown; error?: unknown };
    if (isHexBytes(result)) return result;
    if (isRevert(error)) return REVERTED;
    throw new ChainUnreachableError(`A node of chain ${String(chainId)} gave no result of ${method}`);
  }

  private async send(url: string, body: object): Promise<unknown> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(this.config.rpcTimeoutMs),
      });
      return JSON.parse(await shortBody(response)) as unknown;
    } catch (error) {
      // The cause may name the address, which may hold a key.
      const why = error instanceof Error ? error.name : 'unknown';
      throw new ChainUnreachableError(`A node of a chain did not answer: ${why}`);
    }
  }
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

const isHexBytes = (result: unknown): result is string =>
  typeof result === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(result);

/** Code 3 is what nodes agree on; older ones only say so in words. */
function isRevert(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === 3 || (typeof message === 'string' && /revert|invalid opcode/i.test(message));
}
