import { InfrastructureError } from '../../kernel/errors.js';

/** The chain could not be asked: nothing is known, and it is worth another try. */
export class ChainUnreachableError extends InfrastructureError {
  readonly code = 'CHAIN_UNREACHABLE';
  readonly retryable = true;
}

/**
 * Why a contract tells nothing: no node of its chain is set; the node does not answer, or is one of another
 * chain; there is no contract at the address; it refuses the call; its answer has not the form of the call's.
 */
export type ContractFault =
  'no-node' | 'unreachable' | 'other-chain' | 'no-contract' | 'refused' | 'bad-answer';

/** Nothing is known of what a contract holds. */
export class ContractReadError extends InfrastructureError {
  readonly code = 'CONTRACT_READ';
  readonly retryable = true;

  constructor(
    readonly fault: ContractFault,
    chainId: number,
    options?: ErrorOptions,
  ) {
    super(`A contract of chain ${String(chainId)} could not be read: ${fault}`, options);
  }
}
