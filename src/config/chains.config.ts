import type { Env } from './env.schema.js';

export class ChainsConfig {
  /** By chain id (EIP-155). */
  readonly rpcUrls: ReadonlyMap<number, string>;
  /** A member waits for the answer. */
  readonly rpcTimeoutMs = 2_000;

  constructor(env: Pick<Env, 'EVM_RPC_URLS'>) {
    this.rpcUrls = env.EVM_RPC_URLS ?? new Map<number, string>();
  }
}
