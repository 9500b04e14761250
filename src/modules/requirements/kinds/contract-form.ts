import { chainName, type EvmContracts, ContractReadError } from '../../../infra/chain/index.js';
import { type FormField, type Sent, sentTo } from '../../../infra/discord/index.js';
import { toHalfWidth } from '../../../kernel/text.js';
import type { Words } from '../requirement-kind.port.js';
import { contractWords } from './on-chain.js';

/** A select of Discord's has no more. */
const MOST_CHOICES = 25;
const LONGEST_TYPED = 100;

/** Chains that have a node; nothing where there is none. */
export function chainFields({ chainIds }: EvmContracts): readonly FormField[] {
  if (chainIds.length === 0) return [];
  const options = chainIds
    .slice(0, MOST_CHOICES)
    .map((chainId) => ({ value: String(chainId), label: () => chainName(chainId) }));
  return [
    { id: 'chain', label: (texts) => texts.requirements.form.chain, input: { kind: 'choice', options } },
  ];
}

export const contractField: FormField = {
  id: 'contract',
  label: (texts) => texts.requirements.form.contract,
  hint: (texts) => texts.requirements.form.contractHint,
  input: { kind: 'text', maxLength: LONGEST_TYPED },
};

export const trimmed = (sent: Sent, field: string): string => toHalfWidth(sentTo(sent, field)).trim();

/** The chain that was chosen; `null` for what was not offered. */
export const readChain = (sent: Sent): number | null => Number(sentTo(sent, 'chain')) || null;

/** The address by EIP-55; mixed letters must fit, as a typing mistake would else name another contract. */
export async function readContract(sent: Sent): Promise<string | null> {
  const { getAddress, isAddress } = await import('viem/utils');
  const typed = trimmed(sent, 'contract');
  return isAddress(typed) ? getAddress(typed) : null;
}

/** What a look at a chain found wrong; nothing where all is as it should be. */
export async function faultOn(
  chainId: number,
  look: () => Promise<Words | undefined>,
): Promise<Words | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ContractReadError)) throw error;
    return contractWords(error.fault, chainId);
  }
}

/** The same for a contract, which has to be one. */
export const faultIn = (
  contracts: EvmContracts,
  { chainId, contract }: { readonly chainId: number; readonly contract: string },
  look: () => Promise<Words | undefined>,
): Promise<Words | undefined> =>
  faultOn(chainId, async () =>
    (await contracts.isContract(chainId, contract)) ? look() : contractWords('no-contract', chainId),
  );
