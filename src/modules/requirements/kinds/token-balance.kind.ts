import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { chainName, ContractReadError, EvmContracts } from '../../../infra/chain/index.js';
import { literal } from '../../../infra/discord/index.js';
import { shortened, WalletsService } from '../../accounts/index.js';
import { type Applicant, type Finding, RequirementKind, type Words } from '../requirement-kind.port.js';
import { chainIdForm, contractForm, findHolding, sum, uintForm } from './on-chain.js';
import { amountText, MOST_DECIMALS } from './units.rules.js';

const asks = z.strictObject({
  chainId: chainIdForm,
  /** Without it: the coin of the chain itself. */
  contract: contractForm.optional(),
  /** In the smallest unit. */
  units: uintForm,
  /** As the contract said when it was chosen. */
  decimals: z.int().min(0).max(MOST_DECIMALS),
  symbol: z.string().max(40),
});
export type TokenAsked = z.infer<typeof asks>;

/**
 * So much of an ERC-20 token, or of the coin of a chain, over all wallets together. What is asked for is
 * kept in the smallest unit; a contract that later speaks of other decimals means something else by it,
 * and tells nothing.
 */
@Injectable()
export class TokenBalanceKind extends RequirementKind<TokenAsked> {
  readonly kind = 'token_balance';
  readonly asks = asks;

  constructor(
    private readonly wallets: WalletsService,
    private readonly contracts: EvmContracts,
  ) {
    super();
  }

  override describe(asked: TokenAsked): Words {
    const amount = `${amountText(BigInt(asked.units), asked.decimals)} ${symbolOf(asked)}`;
    return (texts) => texts.requirements.token(amount, chainName(asked.chainId));
  }

  override evaluate(asked: TokenAsked, applicant: Applicant): Promise<Finding> {
    const { chainId, units, decimals } = asked;
    const say =
      (held: bigint): Words =>
      () =>
        `${amountText(held, decimals)} ${symbolOf(asked)}`;
    return findHolding(this.wallets, applicant, { chainId, needed: BigInt(units), say }, (addresses) =>
      this.heldBy(asked, addresses),
    );
  }

  private async heldBy(
    { chainId, contract, decimals }: TokenAsked,
    addresses: readonly string[],
  ): Promise<bigint> {
    if (contract === undefined)
      return sum(
        await Promise.all(addresses.map((address) => this.contracts.nativeBalance(chainId, address))),
      );
    const [actual, ...balances] = await Promise.all([
      this.contracts.decimals(chainId, contract),
      ...addresses.map((address) => this.contracts.balanceOf(chainId, contract, address)),
    ]);
    if (actual !== decimals) throw new ContractReadError('bad-answer', chainId);
    return sum(balances);
  }
}

const symbolOf = ({ symbol, contract = '' }: TokenAsked): string =>
  literal(symbol === '' ? shortened(contract) : symbol);
