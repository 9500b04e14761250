import { Injectable } from '@nestjs/common';
import { type Fault, type MemberAction, suggestionsFor } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { dateAndTime, relativeTime } from '../../kernel/discord-text.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { cleanLine } from '../../kernel/text.js';
import { PermissionsService, type RolePermission, ServersService } from '../servers/index.js';
import { AllowlistLifeError, AllowlistOptionsError } from './allowlists.errors.js';
import { AllowlistsRepository, type AllowlistTitle } from './allowlists.repository.js';
import { AllowlistEndsService, type EndOutcome } from './life/allowlist-ends.service.js';
import { isMove, type MoveName, mayBeRetimed, movesFrom } from './life/allowlist-life.rules.js';
import { AllowlistLifeService } from './life/allowlist-life.service.js';
import { AllowlistMoves } from './life/allowlist-moves.service.js';
import type { DiscordAllowlistConnection } from './schemas/allowlist-connection.schema.js';

export interface ManagedAllowlist {
  readonly allowlist: DiscordAllowlistConnection;
  /** Whether the server is linked to the community of the allowlist. */
  readonly isLinked: boolean;
  /** What the member may do here. */
  readonly may: ReadonlySet<RolePermission>;
  /** What can be done with its life now. */
  readonly moves: readonly MoveName[];
  readonly mayEndOtherwise: boolean;
  /** What came of what was pressed just now. */
  readonly said?: Fault;
  /** What is asked about before it is done. */
  readonly asked?: MoveName;
}

export type FoundAllowlist =
  | { readonly kind: 'one'; readonly managed: ManagedAllowlist }
  /** `words`: what they were found by; empty where these are the newest that are not over. */
  | { readonly kind: 'some'; readonly words: string; readonly titles: readonly AllowlistTitle[] };

export type EndAnswer =
  { readonly kind: 'panel'; readonly managed: ManagedAllowlist } | Extract<EndOutcome, { kind: 'refused' }>;

/** Discord's limit of options of a select. */
const MOST = 25;

/** An allowlist before those who may do something with it: what is possible now, and doing it. */
@Injectable()
export class ManageAllowlistService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly moves: AllowlistMoves,
    private readonly life: AllowlistLifeService,
    private readonly ends: AllowlistEndsService,
    private readonly servers: ServersService,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
  ) {}

  /** Those whose title has what was typed, where one begins with it first; from memory. */
  async suggest(guildId: string, typed: string): Promise<readonly AllowlistTitle[]> {
    return suggestionsFor(typed, await this.allowlists.titles(guildId), ({ title }) => title);
  }

  /**
   * @param idOrWords the id of a suggestion that was chosen, or words; nothing: the newest allowlists
   * @throws AllowlistNotFoundError no such allowlist in this server
   */
  async find(action: MemberAction, idOrWords: string, isManager: boolean): Promise<FoundAllowlist> {
    const words = cleanLine(idOrWords);
    if (isObjectIdText(words)) return { kind: 'one', managed: await this.open(action, words, isManager) };
    if (words === '') {
      const titles = await this.allowlists.readTitles(action.guildId);
      const current = titles.filter(({ status }) => status !== 'drawn' && status !== 'cancelled');
      return { kind: 'some', words, titles: current.slice(0, MOST) };
    }
    const found = await this.allowlists.search(action.guildId, words);
    const [only, another] = found;
    if (only !== undefined && another === undefined)
      return { kind: 'one', managed: await this.panelOf(only, action, isManager) };
    const titles = found.map(({ _id, allowlistData: { title, status } }) => ({
      id: _id.toHexString(),
      title,
      status,
    }));
    return { kind: 'some', words, titles: titles.slice(0, MOST) };
  }

  /** Of a card; `null` where the message is none of an allowlist here. */
  async openCard(
    action: MemberAction,
    messageId: string,
    isManager: boolean,
  ): Promise<ManagedAllowlist | null> {
    const allowlist = await this.allowlists.findByMessage(action.guildId, messageId);
    return allowlist && this.panelOf(allowlist, action, isManager);
  }

  /** @throws AllowlistNotFoundError no such allowlist in this server */
  async open(action: MemberAction, connectionId: string, isManager: boolean): Promise<ManagedAllowlist> {
    return this.panelOf(await this.moves.find(action, connectionId), action, isManager);
  }

  /**
   * Does what was pressed. Where it is not possible any more, somebody was faster: nothing is done, and how the
   * allowlist stands now is said.
   *
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws NotLinkedError it can't be opened
   */
  async move(
    action: MemberAction,
    connectionId: string,
    move: string,
    isManager: boolean,
  ): Promise<ManagedAllowlist> {
    const known = assertMove(move);
    const said = await orRefusal<Fault>(async () => {
      await this.life[known](action, connectionId);
      return (texts) => texts.manageAllowlist.done[known];
    });
    return { ...(await this.open(action, connectionId, isManager)), said };
  }

  /** Asks first; where it is not possible any more, how it stands is said. */
  async ask(
    action: MemberAction,
    connectionId: string,
    move: string,
    isManager: boolean,
  ): Promise<ManagedAllowlist> {
    const asked = assertMove(move);
    const managed = await this.open(action, connectionId, isManager);
    if (managed.moves.includes(asked)) return { ...managed, asked };
    const { status } = managed.allowlist.allowlistData;
    return { ...managed, said: (texts) => texts.allowlistLife.refused[status] };
  }

  /**
   * Takes what was typed as another end.
   *
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError no such allowlist in this server
   */
  async changeEnd(
    action: MemberAction,
    form: { readonly connectionId: string; readonly seen: string; readonly typed: string },
    isManager: boolean,
  ): Promise<EndAnswer> {
    const outcome = await orRefusal(() => this.ends.submit(action, form));
    if (typeof outcome !== 'function' && outcome.kind === 'refused') return outcome;
    const said: Fault =
      typeof outcome === 'function'
        ? outcome
        : ({ manageAllowlist: t }) =>
            t.ending.done(dateAndTime(outcome.endsAt), relativeTime(outcome.endsAt));
    return { kind: 'panel', managed: { ...(await this.open(action, form.connectionId, isManager)), said } };
  }

  private async panelOf(
    allowlist: DiscordAllowlistConnection,
    action: MemberAction,
    isManager: boolean,
  ): Promise<ManagedAllowlist> {
    const [server, may] = await Promise.all([
      this.servers.find(action.guildId),
      this.permissions.of(action, isManager),
    ]);
    const now = this.clock.now();
    const isLinked = server?.communityId === allowlist.communityId;
    return {
      allowlist,
      isLinked,
      may,
      moves: movesFrom(allowlist.allowlistData, now).filter((move) => isLinked || move !== 'start'),
      mayEndOtherwise: isLinked && mayBeRetimed(allowlist.allowlistData, now),
    };
  }
}

function assertMove(move: string): MoveName {
  if (isMove(move)) return move;
  throw new AllowlistOptionsError('No such move', (texts) => texts.errors.outOfDate);
}

/** What a manager is told instead, where the allowlist is not as it was seen. */
async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result | Fault> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AllowlistLifeError)) throw error;
    return (texts) => error.publicText(texts);
  }
}
