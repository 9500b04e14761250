import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { chainName, EvmContracts } from '../../../infra/chain/index.js';
import { type FormField, literal, type Sent, sentTo } from '../../../infra/discord/index.js';
import { shortened, WalletsService } from '../../accounts/index.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';
import { chainFields, contractField, faultIn, readChain, readContract, trimmed } from './contract-form.js';
import { numberField, readNumber } from './number-field.js';
import { chainIdForm, contractForm, findHolding, shownName, sum, uintForm } from './on-chain.js';

export const MOST_NFTS = 1_000_000;
export const MOST_TOKEN_IDS = 10;

const contract = {
  chainId: chainIdForm,
  contract: contractForm,
  /** As the contract called itself when it was chosen; it may be empty. */
  name: shownName,
  min: z.int().min(1).max(MOST_NFTS),
};
const asks = z.discriminatedUnion('standard', [
  z.strictObject({ standard: z.literal('erc721'), ...contract }),
  z.strictObject({
    standard: z.literal('erc1155'),
    ...contract,
    tokenIds: z.array(uintForm).min(1).max(MOST_TOKEN_IDS),
  }),
]);
export type NftAsked = z.infer<typeof asks>;

const STANDARD: FormField = {
  id: 'standard',
  label: (texts) => texts.requirements.form.standard,
  input: {
    kind: 'choice',
    options: (['erc721', 'erc1155'] as const).map((value) => ({
      value,
      label: (texts) => texts.requirements.form.standards[value],
    })),
  },
};
const COUNT = numberField('min', (texts) => texts.requirements.form.nfts, MOST_NFTS);
const TOKEN_IDS: FormField = {
  id: 'ids',
  label: (texts) => texts.requirements.form.tokenIds,
  hint: (texts) => texts.requirements.form.tokenIdsHint(MOST_TOKEN_IDS),
  input: { kind: 'text', maxLength: 1_000 },
  isOptional: true,
};

const areTokenIds = (ids: readonly string[]): boolean =>
  ids.length > 0 && ids.length <= MOST_TOKEN_IDS && ids.every((id) => uintForm.safeParse(id).success);

/** Some are hashes of 78 digits: their ends are enough to tell them apart. */
const shownId = (id: string): string => `#${id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id}`;

/** So many NFTs of one contract, over all wallets; of ERC-1155 of these ids, together. */
@Injectable()
export class NftOwnershipKind extends RequirementKind<NftAsked> {
  readonly kind = 'nft_ownership';
  readonly name: Words = (texts) => texts.requirements.names.nft_ownership;
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
    return chains.length === 0 ? [] : [...chains, contractField, STANDARD, COUNT, TOKEN_IDS];
  }

  /** Looks at the contract at once: what doesn't answer now would let nobody in. */
  override async readAsks(sent: Sent): Promise<ReadAsks<NftAsked>> {
    const [chainId, contract] = [readChain(sent), await readContract(sent)];
    const min = readNumber(sent, COUNT.id, MOST_NFTS);
    const standard = sentTo(sent, STANDARD.id);
    const tokenIds = trimmed(sent, TOKEN_IDS.id)
      .split(/[\s,;#]+/)
      .filter((id) => id !== '');
    const faults: Words[] = [];
    if (chainId === null) faults.push((texts) => texts.requirements.faults.choice);
    if (contract === null) faults.push((texts) => texts.requirements.faults.contract);
    if (typeof min !== 'number') faults.push(min);
    if (standard === 'erc1155' && !areTokenIds(tokenIds))
      faults.push((texts) => texts.requirements.faults.tokenIds(MOST_TOKEN_IDS));
    if (standard === 'erc721' && tokenIds.length > 0)
      faults.push((texts) => texts.requirements.faults.noTokenIds);
    if (faults.length > 0 || chainId === null || contract === null) return { faults };
    const name = { chainId, contract, min, name: '' };
    const read = asks.safeParse(
      standard === 'erc1155'
        ? { standard, ...name, tokenIds: [...new Set(tokenIds)] }
        : { standard, ...name },
    );
    if (!read.success) return { faults: [(texts) => texts.requirements.faults.choice] };
    return this.looked(read.data);
  }

  override describe(asked: NftAsked): Words {
    const { chainId, min } = asked;
    const name = literal(asked.name === '' ? shortened(asked.contract) : asked.name);
    if (asked.standard === 'erc721') return (texts) => texts.requirements.nft(min, name, chainName(chainId));
    const ids = asked.tokenIds.map(shownId).join(', ');
    return (texts) => texts.requirements.nftOfIds(min, name, ids, chainName(chainId));
  }

  override evaluate(asked: NftAsked, applicant: Applicant): Promise<Finding> {
    const { chainId, min } = asked;
    const say =
      (held: bigint): Words =>
      (texts) =>
        texts.requirements.current.nfts(Number(held));
    return findHolding(this.wallets, applicant, { chainId, needed: BigInt(min), say }, (addresses) =>
      this.heldBy(asked, addresses),
    );
  }

  private async looked(asked: NftAsked): Promise<ReadAsks<NftAsked>> {
    const { chainId, contract, standard } = asked;
    const fault = await faultIn(this.contracts, asked, async () => {
      if (!(await this.contracts.isNft(chainId, contract, standard)))
        return (texts) =>
          texts.requirements.faults.otherStandard(texts.requirements.form.standards[standard]);
      await this.heldBy(asked, [contract]);
      return undefined;
    });
    if (fault !== undefined) return { faults: [fault] };
    return { asks: { ...asked, name: await this.contracts.nameOf(chainId, contract, 'name') } };
  }

  private async heldBy(asked: NftAsked, addresses: readonly string[]): Promise<bigint> {
    const { chainId, contract } = asked;
    if (asked.standard === 'erc1155')
      return this.contracts.balanceOfAll(chainId, contract, addresses, asked.tokenIds.map(BigInt));
    return sum(
      await Promise.all(addresses.map((address) => this.contracts.balanceOf(chainId, contract, address))),
    );
  }
}
