import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, NOTHING_SENT, type Sent } from '../../../infra/discord/index.js';
import { noteOfInteraction } from '../../../infra/observability/index.js';
import { Clock } from '../../../kernel/clock.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import {
  AllowlistClosedError,
  AllowlistNotFoundError,
  EntryRefusedError,
  NotYetAMemberError,
} from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { AllowlistCardsRepository } from '../cards/allowlist-cards.repository.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import { RiskService } from '../risk/risk.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import { BonusesService } from './bonuses.service.js';
import { EntriesService, refusalOf } from './entries.service.js';
import { assertOpen, isPardoned, mostEntries } from './entry.rules.js';
import { EntryFormsService } from './entry-forms.service.js';

export interface Entered {
  readonly allowlist: DiscordAllowlistConnection;
  readonly entry: AllowlistEntry;
  /** Places, where who comes first gets one. */
  readonly places?: number;
}

export interface EntryForm {
  readonly allowlist: DiscordAllowlistConnection;
  readonly fields: readonly FormField[];
}

/** The press on *Enter*: who may, with what, and what it gives. That it counts once is `EntriesService`'s. */
@Injectable()
export class EnteringService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly own: OwnAllowlists,
    private readonly rows: AllowlistEntriesRepository,
    private readonly cards: AllowlistCardsRepository,
    private readonly entries: EntriesService,
    private readonly forms: EntryFormsService,
    private readonly bonuses: BonusesService,
    private readonly risk: RiskService,
    private readonly servers: ServersService,
    private readonly requirements: RequirementsService,
    private readonly clock: Clock,
  ) {}

  /**
   * What is to be filled in before entering; `null` where the press is enough. Nobody is asked for what
   * could not be taken.
   *
   * @throws the same as `enter`, but for what is filled in
   */
  async formFor(action: MemberAction, connectionId: string): Promise<EntryForm | null> {
    const allowlist = await this.openFor(action, connectionId);
    const { walletRule, question } = allowlist.allowlistData;
    if (walletRule === 'none' && question === undefined) return null;
    await this.assertNotIn(action, connectionId);
    await this.assertMay(action, allowlist);
    const fields = await this.forms.fieldsFor(action.discordId, allowlist.allowlistData);
    return fields.length === 0 ? null : { allowlist, fields };
  }

  /**
   * One press, or one form sent.
   *
   * @param sent what was filled in, where something is asked for
   * @throws AllowlistNotFoundError
   * @throws AllowlistClosedError with what it is instead of open
   * @throws NotYetAMemberError
   * @throws AccountTooYoungError
   * @throws RequirementsNotMetError
   * @throws EntryFormError
   * @throws WalletAddressError
   * @throws AlreadyEnteredError
   * @throws EntryHeldError a manager has yet to decide on it
   * @throws EntryRefusedError by a manager, or for risk where the allowlist says so
   * @throws WalletTakenError
   * @throws AllowlistFullError
   * @throws NotEnoughPointsError
   */
  async enter(action: MemberAction, connectionId: string, sent: Sent = NOTHING_SENT): Promise<Entered> {
    const allowlist = await this.openFor(action, connectionId);
    try {
      await this.assertMay(action, allowlist);
    } catch (error) {
      // Who is in is told that, and not what they would need to enter now.
      await this.assertNotIn(action, connectionId);
      throw error;
    }
    const [given, tickets] = await Promise.all([
      this.forms.read(action.discordId, allowlist.allowlistData, sent),
      this.bonuses.ticketsFor(action, allowlist),
    ]);
    const risk = await this.risk.assess(action, allowlist, given.wallet);
    const entry = await this.entries.enter(action, connectionId, { ...given, ...tickets, risk });
    if (entry.state === 'refused') throw new EntryRefusedError();
    noteOfInteraction({ conversionEvent: true });
    const places = mostEntries(allowlist.allowlistData);
    return { allowlist, entry, ...(places !== undefined && { places }) };
  }

  /** In this server, whatever state it is in; up to a second old. @throws AllowlistNotFoundError */
  async find({ guildId }: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const allowlist = await this.allowlists.findFresh(guildId, connectionId);
    if (allowlist !== null && allowlist.allowlistData.status !== 'draft') return allowlist;
    throw allowlist === null ? this.own.notFound(connectionId) : new AllowlistNotFoundError();
  }

  /** Whoever presses what is not open has a card before them that says something else: it is drawn anew. */
  private async openFor(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    const allowlist = await this.find(action, connectionId);
    const now = this.clock.now();
    try {
      assertOpen(allowlist, now);
    } catch (error) {
      await this.cards.redraw(connectionId, now);
      throw error;
    }
    const server = await this.servers.find(allowlist.guildId);
    if (server?.communityId !== allowlist.communityId)
      throw new AllowlistClosedError((texts) => texts.errors.allowlistNotLinked);
    return allowlist;
  }

  private async assertNotIn({ discordId }: MemberAction, connectionId: string): Promise<void> {
    const mine = await this.rows.find(connectionId, discordId);
    if (mine !== null && mine.leftAt === undefined && !isPardoned(mine)) throw refusalOf(mine);
  }

  private async assertMay(
    action: MemberAction,
    { allowlistData, communityId }: DiscordAllowlistConnection,
  ): Promise<void> {
    if (action.isBot) throw new NotYetAMemberError('A bot', (texts) => texts.errors.botsNotCounted);
    if (action.isPending)
      throw new NotYetAMemberError('Rules not accepted', (texts) => texts.errors.membershipPending);
    await this.servers.assertOldEnough(action);
    await this.requirements.assertMet(action, allowlistData.requirements, communityId);
  }
}
