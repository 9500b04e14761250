import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { chainName, EvmContracts } from '../../../infra/chain/index.js';
import { literal } from '../../../infra/discord/index.js';
import { shortened, WalletsService } from '../../accounts/index.js';
import { type Applicant, type Finding, RequirementKind, type Words } from '../requirement-kind.port.js';
import { chainIdForm, contractForm, findHolding, sum, uintForm } from './on-chain.js';

export const MOST_NFTS = 1_000_000;
export const MOST_TOKEN_IDS = 10;

const contract = {
  chainId: chainIdForm,
  contract: contractForm,
  /** As the contract called itself when it was chosen; it may be empty. */
  name: z.string().max(40),
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

/** So many NFTs of one contract, over all wallets; of ERC-1155 of these ids, together. */
@Injectable()
export class NftOwnershipKind extends RequirementKind<NftAsked> {
  readonly kind = 'nft_ownership';
  readonly asks = asks;

  constructor(
    private readonly wallets: WalletsService,
    private readonly contracts: EvmContracts,
  ) {
    super();
  }

  override describe(asked: NftAsked): Words {
    const { chainId, min } = asked;
    const name = literal(asked.name === '' ? shortened(asked.contract) : asked.name);
    if (asked.standard === 'erc721') return (texts) => texts.requirements.nft(min, name, chainName(chainId));
    const ids = asked.tokenIds.map((id) => `#${id}`).join(', ');
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

  private async heldBy(asked: NftAsked, addresses: readonly string[]): Promise<bigint> {
    const { chainId, contract } = asked;
    if (asked.standard === 'erc1155')
      return this.contracts.balanceOfAll(chainId, contract, addresses, asked.tokenIds.map(BigInt));
    return sum(
      await Promise.all(addresses.map((address) => this.contracts.balanceOf(chainId, contract, address))),
    );
  }
}
