import { Injectable } from '@nestjs/common';
import { EvmRpc, REVERTED } from '../../../infra/chain/index.js';

/** `none`: there is no contract at the address. `not-deployed`: there will be one, as its signature says. */
export type ContractVerdict = 'good' | 'refused' | 'none' | 'not-deployed' | 'no-node';

const IS_VALID_SIGNATURE = [
  {
    type: 'function',
    name: 'isValidSignature',
    stateMutability: 'view',
    inputs: [
      { name: 'hash', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    outputs: [{ name: '', type: 'bytes4' }],
  },
] as const;
/** What the function gives for a good signature, padded to a word. */
const MAGIC = `0x1626ba7e${'00'.repeat(28)}`;

type Hex = `0x${string}`;

/**
 * Wallets that are contracts sign as their code says, so the code is asked: EIP-1271, on the chain that the
 * text names. A wallet that is not on its chain yet (ERC-6492) is refused: checking it would run whatever
 * calls its signature asks for.
 */
@Injectable()
export class ContractWallets {
  constructor(private readonly rpc: EvmRpc) {}

  /** @throws ChainUnreachableError nothing is known of the signature */
  async check(
    chainId: number,
    address: string,
    text: string,
    signature: Uint8Array,
  ): Promise<ContractVerdict> {
    if (!this.rpc.knows(chainId)) return 'no-node';
    const { hashMessage, isErc6492Signature, parseErc6492Signature } = await import('viem/utils');
    const given: Hex = `0x${Buffer.from(signature).toString('hex')}`;
    const isWrapped = isErc6492Signature(given);
    const inner = isWrapped ? innerOf(given, parseErc6492Signature) : given;
    if (inner === undefined) return 'refused';
    const [code, answer] = await Promise.all([
      this.rpc.ask(chainId, 'eth_getCode', [address, 'latest']),
      this.call(chainId, address, hashMessage(text), inner),
    ]);
    if (code === '0x' || code === REVERTED) return isWrapped ? 'not-deployed' : 'none';
    return answer === MAGIC ? 'good' : 'refused';
  }

  private async call(
    chainId: number,
    to: string,
    hash: Hex,
    signature: Hex,
  ): Promise<string | typeof REVERTED> {
    const { encodeFunctionData } = await import('viem/utils');
    const data = encodeFunctionData({ abi: IS_VALID_SIGNATURE, args: [hash, signature] });
    return this.rpc.ask(chainId, 'eth_call', [{ to, data }, 'latest']);
  }
}

/** Wallets wrap what they sign until they are on their chain; some go on doing so. */
function innerOf(wrapped: Hex, parse: (signature: Hex) => { signature: Hex }): Hex | undefined {
  try {
    return parse(wrapped).signature;
  } catch {
    return undefined;
  }
}
