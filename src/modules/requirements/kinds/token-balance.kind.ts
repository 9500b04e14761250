import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { chainName, coinOf, ContractReadError, EvmContracts } from '../../../infra/chain/index.js';
import { type FormField, literal, type Sent } from '../../../infra/discord/index.js';
import { shortened, WalletsService } from '../../accounts/index.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';
import {
  chainFields,
  contractField,
  faultIn,
  faultOn,
  readChain,
  readContract,
  trimmed,
} from './contract-form.js';
import {
  chainIdForm,
  contractForm,
  contractWords,
  findHolding,
  shownName,
  sum,
  uintForm,
} from './on-chain.js';
import { amountText, MOST_DECIMALS, readAmount } from './units.rules.js';

const asks = z.strictObject({
  chainId: chainIdForm,
  /** Without it: the coin of the chain itself. */
  contract: contractForm.optional(),
  /** In the smallest unit. */
  units: uintForm,
  /** As the contract said when it was chosen. */
  decimals: z.int().min(0).max(MOST_DECIMALS),
  symbol: shownName,
});
export type TokenAsked = z.infer<typeof asks>;

type Token = Omit<TokenAsked, 'units'>;

const COIN_DECIMALS = 18;
/** Asked for to see that the node answers. */
const NOBODY = `0x${'0'.repeat(40)}`;
const CONTRACT: FormField = {
  ...contractField,
  hint: (texts) => texts.requirements.form.tokenHint,
  isOptional: true,
};
const AMOUNT: FormField = {
  id: 'amount',
  label: (texts) => texts.requirements.form.amount,
  hint: (texts) => texts.requirements.form.amountHint,
  input: { kind: 'text', maxLength: 100 },
};

/**
 * So much of an ERC-20 token, or of the coin of a chain, over all wallets together. What is asked for is
 * kept in the smallest unit; a contract that later speaks of other decimals means something else by it,
 * and tells nothing.
 */
@Injectable()
export class TokenBalanceKind extends RequirementKind<TokenAsked> {
  readonly kind = 'token_balance';
  readonly name: Words = (texts) => texts.requirements.names.token_balance;
  readonly asks = asks;
  override readonly isRepeatable = true;

  constructor(
    private readonly wallets: WalletsService,
    private readonly contracts: EvmContracts,
  ) {
    super();
  }

  override fields(): readonly FormField[] {
    const chains = chainFields(this.contracts);
    return chains.length === 0 ? [] : [...chains, CONTRACT, AMOUNT];
  }

  /** Looks at the contract at once, which also says how many decimals an amount of it has. */
  override async readAsks(sent: Sent): Promise<ReadAsks<TokenAsked>> {
    const chainId = readChain(sent);
    if (chainId === null) return { faults: [(texts) => texts.requirements.faults.choice] };
    const amount = trimmed(sent, AMOUNT.id);
    if (trimmed(sent, CONTRACT.id) === '') return this.readCoin(chainId, amount);
    const contract = await readContract(sent);
    if (contract === null) return { faults: [(texts) => texts.requirements.faults.contract] };
    return this.readToken(chainId, contract, amount);
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

  private async readCoin(chainId: number, amount: string): Promise<ReadAsks<TokenAsked>> {
    const fault = await faultOn(chainId, async () => {
      await this.contracts.nativeBalance(chainId, NOBODY);
      return undefined;
    });
    if (fault !== undefined) return { faults: [fault] };
    return withAmount({ chainId, decimals: COIN_DECIMALS, symbol: coinOf(chainId) }, amount);
  }

  private async readToken(chainId: number, contract: string, amount: string): Promise<ReadAsks<TokenAsked>> {
    let token: Token = { chainId, contract, decimals: 0, symbol: '' };
    const fault = await faultIn(this.contracts, { chainId, contract }, async () => {
      const isNft = await this.contracts.isNft(chainId, contract, 'erc721');
      if (isNft) return (texts) => texts.requirements.faults.isNft;
      const decimals = await this.contracts.decimals(chainId, contract);
      await this.contracts.balanceOf(chainId, contract, contract);
      if (decimals > MOST_DECIMALS) return contractWords('bad-answer', chainId);
      token = { ...token, decimals, symbol: await this.contracts.nameOf(chainId, contract, 'symbol') };
      return undefined;
    });
    return fault === undefined ? withAmount(token, amount) : { faults: [fault] };
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

function withAmount(token: Token, typed: string): ReadAsks<TokenAsked> {
  const units = readAmount(typed, token.decimals);
  if (units === null) return { faults: [(texts) => texts.requirements.faults.amount(token.decimals)] };
  return { asks: { ...token, units: units.toString() } };
}

const symbolOf = ({ symbol, contract = '' }: TokenAsked): string =>
  literal(symbol === '' ? shortened(contract) : symbol);
