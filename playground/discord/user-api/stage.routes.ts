import { param, type HttpRequest, type Router } from '../http/router.ts';
import { isObject, numberOf, textOf, textsOf, type JsonObject } from '../json.ts';
import { type OAuth } from '../oauth/oauth.ts';
import { type MetadataRecord, type RoleConnection } from '../oauth/role-connections.ts';
import { type RawInteractions } from '../raw-interactions.ts';
import { bodyObject } from '../validation/message.ts';
import { type WireLog } from '../wire-log.ts';
import { type ActionServices } from './action-services.ts';
import { actorOf } from './actor.ts';
import { type MemberEvents } from './events.ts';
import { nextEnd } from './next-end.ts';
import { ClientRefusal } from './refusal.ts';

const CROWD_MAX = 1_000;
const CROWD_AT_ONCE = 10;
const MOVE_MAX_MS = 366 * 24 * 3_600_000;

/** What the profile of a person shows of the application. */
export interface ConnectionView extends RoleConnection {
  readonly records: readonly MetadataRecord[];
}

export interface StageServices extends ActionServices {
  readonly oauth: OAuth;
  readonly raw: RawInteractions;
  readonly wire: WireLog;
  readonly events: MemberEvents;
}

/** What is not Discord but the playground around it: a window's whole view, the clock, crowds, the inspector. */
export function addStageRoutes(router: Router, services: StageServices): void {
  router.add('GET', '/local/snapshot', (request) => snapshot(services, actorOf(services.world, request)));
  router.add('GET', '/local/wire', () => ({ entries: services.wire.entries }));
  router.add('GET', '/local/users/:userId/connection', (request): ConnectionView => {
    const { roleConnections } = services.oauth;
    return { ...roleConnections.of(param(request, 'userId')), records: roleConnections.records };
  });
  addClockRoutes(router, services);
  router.add('POST', '/local/guilds/:guildId/crowd', (request) => crowd(services, request));
}

function snapshot({ world, events }: StageServices, userId: string): object {
  const { user, locale } = world.account(userId);
  const guilds = [...world.guilds.values()].filter(({ members }) => members.has(userId));
  return {
    nowMs: world.clock.now(),
    me: user,
    locale,
    isInstalled: world.installers.has(userId),
    bot: world.bot,
    people: [...world.accounts.values()]
      .filter((account) => !account.user.bot)
      .map((account) => account.user),
    directChannel: world.directChannel(userId),
    guilds: guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      ownerId: guild.ownerId,
      roles: [...guild.roles.values()],
      channels: [...guild.channels.values()].filter((channel) => world.canView(channel, userId)),
      members: [...guild.members.values()].map((member) => ({
        ...member,
        presence: events.presenceOf(member.user.id),
      })),
    })),
  };
}

function addClockRoutes(router: Router, services: StageServices): void {
  const { world, messaging } = services;
  const state = (): object => ({ nowMs: world.clock.now(), movedByMs: world.clock.movedBy });
  router.add('GET', '/local/clock', state);
  router.add('POST', '/local/clock', (request) => {
    const body = bodyObject(request.body);
    const nowMs = world.clock.now();
    const byMs = body.to === 'next-end' ? nextEnd(world, messaging, nowMs) - nowMs : numberOf(body.byMs);
    if (byMs === undefined || !(byMs > 0 && byMs <= MOVE_MAX_MS))
      throw new ClientRefusal('The clock moves forward only, by a year at most');
    world.clock.advance(byMs);
    return state();
  });
}

/** New members who all press one button; how their presses ended, counted. */
async function crowd(services: StageServices, request: HttpRequest): Promise<object> {
  const { world, raw } = services;
  const guild = world.guild(param(request, 'guildId'));
  const body = bodyObject(request.body);
  const count = numberOf(body.count) ?? 0;
  if (!(Number.isInteger(count) && count > 0 && count <= CROWD_MAX))
    throw new ClientRefusal(`A crowd has 1 to ${CROWD_MAX} members`);
  const first = guild.members.size;
  const members = Array.from({ length: count }, (_, index) => {
    const { id } = world.createUser({ username: `fan${first + index}`, displayName: `Fan ${first + index}` });
    world.addMember(guild.id, id, textsOf(body.roleIds));
    return id;
  });
  const target = isObject(body.press) ? pressOf(body.press) : null;
  if (target === null) return { members: members.length, outcomes: {} };
  const startedAt = performance.now();
  const answers = await raw.pressMany(
    members.map((userId) => ({ userId, ...target })),
    CROWD_AT_ONCE,
  );
  const outcomes: Record<string, number> = {};
  for (const { outcome } of answers) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return { members: members.length, outcomes, ms: Math.round(performance.now() - startedAt) };
}

function pressOf(press: JsonObject): { channelId: string; messageId: string; customId: string } {
  return {
    channelId: textOf(press.channelId) ?? '',
    messageId: textOf(press.messageId) ?? '',
    customId: textOf(press.customId) ?? '',
  };
}
