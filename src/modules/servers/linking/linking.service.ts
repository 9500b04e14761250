import { Injectable } from '@nestjs/common';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import { DiscordApi, literal, type MemberAction } from '../../../infra/discord/index.js';
import { DraftsRepository } from '../../../infra/drafts/index.js';
import { cleanLine, lengthOf, truncate } from '../../../kernel/text.js';
import { CommunityPlatform, type CommunitySummary } from '../../communities/index.js';
import type { DiscordServerMapping } from '../schemas/server-mapping.schema.js';
import { AlreadyLinkedError, CommunityNameError, NotLinkedError } from '../servers.errors.js';
import { ServersRepository } from '../servers.repository.js';
import { LinkChanges } from './link-changes.js';
import { CommunityElsewhereError, LinkFormExpiredError, NothingToRestoreError } from './linking.errors.js';
import { LinksRepository } from './links.repository.js';

export interface CommunityForm {
  /** Without it the server's own name. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

export interface Linked {
  readonly kind: 'created' | 'restored' | 'taken-over';
  readonly name: string;
}

/** The server had a community not long ago: its managers choose. */
export interface Offer {
  readonly kind: 'offer';
  readonly formerName: string;
  readonly unlinkedAt: Date;
  /** What a new one would be called. */
  readonly newName: string;
  readonly draftId: string;
}

const NAME_LENGTH = { min: 2, max: 60 };
const DESCRIPTION_MAX = 200;
const DRAFT = 'community';

/** Gives a server its community: a new one, or the one it had. */
@Injectable()
export class LinkingService {
  constructor(
    private readonly servers: ServersRepository,
    private readonly links: LinksRepository,
    private readonly changes: LinkChanges,
    private readonly drafts: DraftsRepository,
    private readonly platform: CommunityPlatform,
    private readonly discord: DiscordApi,
    private readonly database: Database,
  ) {}

  /**
   * Links the server to a new community, unless it can have the one back that it had: then its managers
   * are asked first, and what they typed is kept.
   *
   * @throws AlreadyLinkedError
   * @throws CommunityNameError
   */
  async link(action: MemberAction, form: CommunityForm): Promise<Linked | Offer> {
    await this.assertNotLinked(action.guildId);
    const former = await this.former(action.guildId);
    if (former === null) return this.create(action, form);
    const newName = readName(form.name ?? (await this.discord.guild(action.guildId)).name);
    const draftId = await this.drafts.create(DRAFT, action, {
      name: newName,
      description: readDescription(form.description),
    });
    const { name: formerName, unlinkedAt } = former;
    return { kind: 'offer', formerName, unlinkedAt, newName, draftId };
  }

  /**
   * Creates a community and links the server to it, both or neither. The unique guild lets one of
   * several admins win. What a server has set stays, whichever community it had before.
   *
   * @throws AlreadyLinkedError
   * @throws CommunityNameError
   */
  async create(action: MemberAction, form: CommunityForm): Promise<Linked> {
    const typed = form.name === undefined ? undefined : readName(form.name);
    const description = readDescription(form.description);
    await this.assertNotLinked(action.guildId);
    const guildInfo = await this.guildInfo(action);
    const name = typed ?? readName(guildInfo.name);
    const { guildId, discordId: linkedBy } = action;
    await this.write(guildId, async () => {
      const communityId = await this.platform.createCommunity({ name, description, ownerId: linkedBy });
      await this.changes.begin({ guildId, communityId, linkedBy, guildInfo }, 'community.link');
    });
    return { kind: 'created', name };
  }

  /** The new one of an offer. @throws LinkFormExpiredError, and the same as `create` */
  async createOffered(action: MemberAction, draftId: string): Promise<Linked> {
    const draft = await this.drafts.find(draftId, DRAFT, action);
    if (draft === null) throw new LinkFormExpiredError('The draft has expired or is not theirs');
    return this.create(action, draft.values);
  }

  /**
   * Gives the server back the community that it had, with everything it had set.
   *
   * @throws AlreadyLinkedError
   * @throws NothingToRestoreError
   * @throws CommunityElsewhereError
   */
  async restore(action: MemberAction): Promise<Linked> {
    await this.assertNotLinked(action.guildId);
    const former = await this.former(action.guildId);
    if (former === null) throw new NothingToRestoreError('The server had no community, or it was taken over');
    const guildInfo = await this.guildInfo(action);
    const { guildId, discordId: linkedBy } = action;
    const { communityId, name } = former;
    await this.write(guildId, () =>
      this.changes.begin({ guildId, communityId, linkedBy, guildInfo }, 'community.restore'),
    );
    return { kind: 'restored', name };
  }

  /** The community of the server, read anew. @throws NotLinkedError */
  async current(guildId: string): Promise<Pick<CommunitySummary, 'communityId' | 'name'>> {
    const mapping = await this.servers.findActive(guildId);
    if (mapping === null) throw new NotLinkedError('The server is not linked');
    const name = (await this.platform.findCommunity(mapping.communityId))?.name ?? mapping.guildInfo.name;
    return { communityId: mapping.communityId, name };
  }

  /** What the server had and could have back; nothing where another server has it now. */
  async former(guildId: string): Promise<(CommunitySummary & { unlinkedAt: Date }) | null> {
    const mapping = await this.links.findUnlinked(guildId);
    if (mapping === null) return null;
    const { communityId, linkedAt, unlinkedAt = linkedAt } = mapping;
    const [community, elsewhere] = await Promise.all([
      this.platform.findCommunity(communityId),
      this.links.findActiveOf(communityId),
    ]);
    if (community === null || elsewhere !== null) return null;
    return { ...community, unlinkedAt };
  }

  /** @throws AlreadyLinkedError */
  async assertNotLinked(guildId: string): Promise<void> {
    const mapping = await this.servers.findActive(guildId);
    if (mapping === null) return;
    const community = await this.platform.findCommunity(mapping.communityId);
    throw new AlreadyLinkedError(literal(community?.name ?? mapping.guildInfo.name));
  }

  /** What Discord says of the server now. */
  async guildInfo({ guildId, guildLocale }: MemberAction): Promise<DiscordServerMapping['guildInfo']> {
    const guild = await this.discord.guild(guildId);
    return {
      name: guild.name,
      ...(guild.icon === null ? {} : { icon: guild.icon }),
      ownerId: guild.owner_id,
      locale: guildLocale ?? 'en-US',
      features: [...guild.features],
      premiumTier: guild.premium_tier,
    };
  }

  private async write(guildId: string, work: () => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.assertNotLinked(guildId);
      throw new CommunityElsewhereError('Another server was faster');
    }
    await this.changes.forget(guildId);
  }
}

function readName(typed: string): string {
  const name = cleanLine(typed);
  const length = lengthOf(name);
  if (length >= NAME_LENGTH.min && length <= NAME_LENGTH.max) return name;
  throw new CommunityNameError('Bad community name');
}

const readDescription = (typed: string | undefined): string =>
  truncate(cleanLine(typed ?? ''), DESCRIPTION_MAX);
