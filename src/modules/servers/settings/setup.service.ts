import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { DiscordApi, type MemberAction } from '../../../infra/discord/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { CommunityPlatform } from '../../communities/index.js';
import { type Diagnosis, DoctorService } from '../doctor/doctor.service.js';
import {
  type BotConfig,
  type DiscordServerMapping,
  type RecentAuditEntry,
  serverMappings,
} from '../schemas/server-mapping.schema.js';
import { NotLinkedError } from '../servers.errors.js';
import { ServersRepository } from '../servers.repository.js';
import { type Change, MAX_ROLES, SettingsRepository } from './settings.repository.js';
import { SettingRefusedError } from './settings.errors.js';
import {
  assertGivable,
  assertPostable,
  isCardDeletedChoice,
  isChannelField,
  isSetupPage,
  isSwitchName,
  isTypedField,
  outOfDate,
  readAccountAge,
  readLanguage,
  readPermissions,
  readTimeZone,
  type SetupPage,
  SWITCHES,
  type TypedField,
} from './settings.rules.js';

/** One page of the panel, as what is stored says it. */
export interface SetupPanel {
  readonly page: SetupPage;
  readonly guildName: string;
  /** The server's own language. */
  readonly guildLocale: string;
  readonly config: BotConfig;
  /** The role whose permissions are being chosen. */
  readonly roleId?: string;
  /** On the page *Check*, and after a channel was chosen. */
  readonly diagnosis?: Diagnosis;
}

/** What is set, and where. */
export interface Settings {
  readonly server: DiscordServerMapping;
  readonly communityName: string;
}

export interface TypedSetting {
  readonly field: TypedField;
  readonly value: string;
}

/** The kind of outbox row of a server that wants its reviews elsewhere. Its payload is `{ guildId, channelId }`. */
export const REVIEW_CHANNEL_CHANGED = 'review-channel-changed';

type Write = (entry: RecentAuditEntry) => Promise<Change | null>;

/** `/community setup`: every change is saved at once, by itself, and audited. */
@Injectable()
export class SetupService {
  constructor(
    private readonly servers: ServersRepository,
    private readonly settings: SettingsRepository,
    private readonly doctor: DoctorService,
    private readonly discord: DiscordApi,
    private readonly platform: CommunityPlatform,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError */
  async open({ guildId }: Pick<MemberAction, 'guildId'>, page = 'channels'): Promise<SetupPanel> {
    if (!isSetupPage(page)) throw outOfDate('A page that there is not');
    const panel = await this.panel(guildId, page);
    return page === 'check' ? this.examined(guildId, panel) : panel;
  }

  /** What is set now. @throws NotLinkedError */
  async overview({ guildId }: Pick<MemberAction, 'guildId'>): Promise<Settings> {
    const server = await this.linked(guildId);
    const community = await this.platform.findCommunity(server.communityId);
    return { server, communityName: community?.name ?? server.guildInfo.name };
  }

  /**
   * Chooses the channel for something, or none; says at once whether the bot can work there.
   *
   * @throws NotLinkedError
   * @throws SettingRefusedError it is not a text or announcement channel of this server
   */
  async chooseChannel(action: MemberAction, field: string, channelId?: string): Promise<SetupPanel> {
    if (!isChannelField(field)) throw outOfDate('A channel for nothing');
    const guild = await this.discord.guildState(action.guildId);
    if (channelId !== undefined) assertPostable(guild, channelId);
    await this.save(action, (entry) => this.settings.set(action.guildId, field, channelId, entry));
    const panel = await this.panel(action.guildId, 'channels');
    return { ...panel, diagnosis: await this.doctor.diagnose(guild, panel.config, null) };
  }

  /**
   * Opens a role, to choose what its members may do; nothing is saved yet.
   *
   * @throws SettingRefusedError it can't have permissions
   */
  async openRole({ guildId }: MemberAction, roleId: string): Promise<SetupPanel> {
    const panel = await this.panel(guildId, 'roles');
    if (panel.config.allowedRoles.every((role) => role.roleId !== roleId))
      assertGivable(await this.discord.guildState(guildId), roleId);
    return { ...panel, roleId };
  }

  /**
   * What the members of a role may do; nothing at all takes the role out.
   *
   * @throws NotLinkedError
   * @throws SettingRefusedError the role can't have permissions, or there are too many
   */
  async setRole(action: MemberAction, roleId: string, values: readonly string[]): Promise<SetupPanel> {
    const { guildId } = action;
    const permissions = readPermissions(values);
    if (permissions.length === 0) {
      await this.save(action, (entry) => this.settings.removeRole(guildId, roleId, entry));
      return this.panel(guildId, 'roles');
    }
    assertGivable(await this.discord.guildState(guildId), roleId);
    await this.save(
      action,
      async (entry) =>
        (await this.settings.setRole(guildId, roleId, permissions, entry)) ??
        (await this.settings.addRole(guildId, roleId, permissions, entry)),
    );
    const panel = await this.panel(guildId, 'roles');
    if (panel.config.allowedRoles.every((role) => role.roleId !== roleId))
      throw new SettingRefusedError('Too many roles', (texts) => texts.setup.refused.tooManyRoles(MAX_ROLES));
    return { ...panel, roleId };
  }

  /** @throws NotLinkedError */
  async turn(action: MemberAction, name: string, to: string): Promise<SetupPanel> {
    if (!isSwitchName(name) || (to !== 'on' && to !== 'off')) throw outOfDate('A switch that there is not');
    await this.save(action, (entry) => this.settings.set(action.guildId, SWITCHES[name], to === 'on', entry));
    return this.panel(action.guildId, 'posting');
  }

  /** @throws NotLinkedError */
  async chooseOnCardDeleted(action: MemberAction, value: string): Promise<SetupPanel> {
    if (!isCardDeletedChoice(value)) throw outOfDate('A choice that there is not');
    await this.save(action, (entry) => this.settings.set(action.guildId, 'onCardDeleted', value, entry));
    return this.panel(action.guildId, 'posting');
  }

  /** @throws NotLinkedError */
  async chooseLanguage(action: MemberAction, value: string): Promise<SetupPanel> {
    const locale = readLanguage(value);
    await this.save(action, (entry) => this.settings.set(action.guildId, 'locale', locale, entry));
    return this.panel(action.guildId, 'language');
  }

  /** What stands in the form that a typed value is entered in. @throws NotLinkedError */
  async typedSetting({ guildId }: MemberAction, field: string): Promise<TypedSetting> {
    if (!isTypedField(field)) throw outOfDate('A field that there is not');
    return { field, value: String((await this.linked(guildId)).botConfig[field]) };
  }

  /**
   * A time zone or a number of days, typed or chosen from the common ones.
   *
   * @throws NotLinkedError
   * @throws SettingRefusedError
   */
  async setTyped(action: MemberAction, field: string, typed: string): Promise<SetupPanel> {
    if (!isTypedField(field)) throw outOfDate('A field that there is not');
    const value = field === 'timezone' ? readTimeZone(typed) : readAccountAge(typed);
    await this.save(action, (entry) => this.settings.set(action.guildId, field, value, entry));
    return this.panel(action.guildId, 'language');
  }

  private async save({ guildId, discordId }: MemberAction, write: Write): Promise<void> {
    await this.linked(guildId);
    const action = 'community.setup';
    await this.database.transaction(async () => {
      const change = await write({ action, actorId: discordId, at: this.clock.now() });
      if (change === null) return;
      const actor = { kind: 'admin' as const, id: discordId };
      const [before, after] = [configOf(change.before), configOf(change.after)];
      await this.audit.record({ action, actor, collection: serverMappings, guildId, before, after });
      const channelId = reviewPlaceOf(change.after);
      if (channelId === undefined || channelId === reviewPlaceOf(change.before)) return;
      const key = `review-channel/${guildId}/${String(this.clock.now().getTime())}`;
      await this.outbox.add(REVIEW_CHANNEL_CHANGED, key, { guildId, channelId });
    });
    await this.servers.forget(guildId);
  }

  private async panel(guildId: string, page: SetupPage): Promise<SetupPanel> {
    const { guildInfo, botConfig } = await this.linked(guildId);
    return { page, guildName: guildInfo.name, guildLocale: guildInfo.locale, config: botConfig };
  }

  private async examined(guildId: string, panel: SetupPanel): Promise<SetupPanel> {
    return { ...panel, diagnosis: await this.doctor.examine(guildId, panel.config) };
  }

  private async linked(guildId: string): Promise<DiscordServerMapping> {
    const mapping = await this.servers.findActive(guildId);
    if (mapping === null) throw new NotLinkedError('The server is not linked');
    return mapping;
  }
}

const reviewPlaceOf = ({ botConfig: { reviewChannel, notifications } }: DiscordServerMapping) =>
  notifications.reviews ? reviewChannel : undefined;

/** The audit is of the configuration: figures and states of the row have their own writers. */
const configOf = ({ _id, botConfig }: DiscordServerMapping) => ({ _id, botConfig });
