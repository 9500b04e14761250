import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { chainName, type ContractFault, ContractReadError } from '../../../infra/chain/index.js';
import { type WalletsService } from '../../accounts/index.js';
import { type Applicant, type Finding, unchecked, type Words } from '../requirement-kind.port.js';
import { MOST_UNITS } from './units.rules.js';

const logger = new Logger('OnChainRequirement');

export const chainIdForm = z.int().min(1);
export const contractForm = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
/** As the contract called itself: forty characters, of which each may be two of JavaScript's. */
export const shownName = z.string().max(80);
/** A number of up to 256 bits, in decimal digits: more than JavaScript's numbers hold. */
export const uintForm = z
  .string()
  .refine((digits) => /^(0|[1-9][0-9]{0,77})$/.test(digits) && BigInt(digits) <= MOST_UNITS);

/** What is held at least, and how much that is now, in words. */
interface Holding {
  readonly needed: bigint;
  readonly chainId: number;
  readonly say: (units: bigint) => Words;
}

/**
 * Whether a member's wallets hold enough: all wallets of EVM chains that they have proven together, as
 * nobody should have to move what they own. A wallet is one member's only, so nothing counts twice.
 */
export async function findHolding(
  wallets: WalletsService,
  { action }: Applicant,
  { needed, chainId, say }: Holding,
  heldBy: (addresses: readonly string[]) => Promise<bigint>,
): Promise<Finding> {
  const proven = await wallets.provenOf(action.discordId);
  const addresses = proven.filter(({ chain }) => chain === 'eip155').map(({ address }) => address);
  try {
    const held = addresses.length === 0 ? 0n : await heldBy(addresses);
    const current = say(held);
    if (held >= needed) return { isMet: true, current };
    const reason: Words = (texts) =>
      addresses.length === 0
        ? texts.requirements.reasons.noEvmWallet
        : texts.requirements.reasons.walletsHold(current(texts));
    return { isMet: false, current, reason };
  } catch (error) {
    if (!(error instanceof ContractReadError)) throw error;
    const { fault } = error;
    logger.warn({ msg: 'A requirement could not be checked on its chain', chainId, fault });
    return unchecked(memberWords(fault, chainId));
  }
}

/** Why nothing is known of a contract, for the manager who names it. */
export const contractWords =
  (fault: ContractFault, chainId: number): Words =>
  ({ requirements }) =>
    requirements.contractFaults[fault](chainName(chainId));

/** The same for members, who can only try again or tell somebody. */
const memberWords =
  (fault: ContractFault, chainId: number): Words =>
  (texts) =>
    fault === 'unreachable'
      ? texts.requirements.reasons.tryAgain
      : texts.requirements.reasons.tellModerator(contractWords(fault, chainId)(texts));

export const sum = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n);
