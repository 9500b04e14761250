// Real: the whole service, its guards and services, and a MongoDB of this file. Fake: Discord (the local one of
// the playground), which sends each payload past every check of a client. What is declared is what is tested.
import { ApplicationCommandType } from 'discord.js';
import { ModalsService } from 'necord';
import type { Answer } from '../../playground/discord/client.ts';
import {
  DiscordApi,
  type InteractionEnding,
  type InteractionRecord,
  notice,
} from '../../src/infra/discord/index.js';
import { InteractionLogWriter } from '../../src/modules/interactions/index.js';
import { useTestApp } from '../support/app/index.js';
import { declaredHandlers, type Handler, payloadOf } from '../support/authorisation/handlers.js';
import { policy, type Rule } from '../support/authorisation/policy.js';
import {
  type Belongings,
  PEOPLE,
  type Person,
  type Place,
  PLACES,
  type Rights,
  rightsIn,
  setStage,
  type Stage,
} from '../support/authorisation/stage.js';
import { useTestDatabase } from '../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const AT_ONCE = 32;
/** Two thousand presses and more, which a loaded machine takes its time for. */
jest.setTimeout(120_000);
/** Roles end with the server: one person is as good as another. */
const IN_DIRECT_MESSAGES: readonly Person[] = ['member', 'owner'];

/** One person tries one thing in one place, on an object of that place or of another one. */
interface Cell {
  readonly handler: Handler;
  readonly rule: Rule;
  readonly person: Person;
  readonly place: Place | 'direct messages';
  readonly object: 'none' | 'own' | 'foreign';
}

let stage: Stage;
let handlers: Handler[];
let directPanels: Partial<Record<Person, { readonly channelId: string; readonly messageId: string }>>;
const endings = new Map<string, InteractionEnding>();
/** Interactions that were noted as suspicious. */
const suspicious = new Set<string>();
const waiting = new Map<string, (ending: InteractionEnding) => void>();

beforeAll(async () => {
  const app = testApp();
  stage = await setStage(app, database);
  handlers = declaredHandlers(app);
  directPanels = Object.fromEntries(
    await Promise.all(
      IN_DIRECT_MESSAGES.map(async (person) => [person, await aDirectPanel(person)] as const),
    ),
  );
  jest
    .spyOn(app.get(InteractionLogWriter), 'take')
    .mockImplementation(({ interactionId, ending, notes }: InteractionRecord) => {
      if (notes.suspiciousActivity === true) suspicious.add(interactionId);
      endings.set(interactionId, ending);
      waiting.get(interactionId)?.(ending);
    });
});

async function aDirectPanel(person: Person): Promise<{ channelId: string; messageId: string }> {
  const { discord } = testApp();
  const id = stage.people[person];
  await testApp().get(DiscordApi).directMessage(id, notice('A panel'), id);
  const [panel] = await testApp().as({ id }).directMessages(discord.applicationId);
  return { channelId: panel!.channel_id, messageId: panel!.id };
}

const namesObject = ({ name, kind, type }: Handler): boolean =>
  (kind === 'menu' && type === (ApplicationCommandType.Message as number)) ||
  /:(?:postId|completionId|connectionId|draftId|key|claimId)\b/.test(name);

/** Where what is pressed stands, and of whom the ids in it are. */
const sceneOf = ({ place, object }: Cell): { here: Belongings; theirs: Belongings } => {
  const { own, foreign, unlinked } = stage.places;
  const here = place === 'direct messages' ? own : stage.places[place];
  if (object !== 'foreign') return { here, theirs: here };
  return { here, theirs: here === own || here === unlinked ? foreign : own };
};

interface Performed {
  readonly ending: InteractionEnding;
  readonly answer: Answer;
  readonly isSuspicious: boolean;
}

async function perform(cell: Cell): Promise<Performed> {
  const { handler, rule, person, place } = cell;
  const { here, theirs } = sceneOf(cell);
  const { postId, completionId, connectionId, draftId, messageId } = theirs;
  const { key, claimId } = stage.victim;
  const ids = { postId, completionId, connectionId, draftId, key, claimId };
  const named = Object.entries(ids).filter(([name]) => handler.name.includes(`:${name}`));
  const given = { ...rule.with, ...Object.fromEntries(named) };
  const targetId = namesObject(handler) ? messageId : stage.victim.discordId;
  const payload = payloadOf(testApp(), handler, given, rule.values ?? [], targetId);
  const direct = place === 'direct messages' ? directPanels[person] : undefined;
  const channelId = direct?.channelId ?? here.server.channels.tasks.id;
  const { interactionId, answer } = testApp().discord.sendRawInteraction({
    ...payload,
    userId: stage.people[person],
    channelId,
    ...(handler.kind === 'control' && { messageId: direct?.messageId ?? here.panelId }),
  });
  const told = await answer;
  const ending =
    endings.get(interactionId) ??
    (await new Promise<InteractionEnding>((resolve) => waiting.set(interactionId, resolve)));
  return { ending, answer: told, isSuspicious: suspicious.has(interactionId) };
}

const isHeld = (needs: Rule['needs'], rights: Rights): boolean =>
  needs === 'everyone' ||
  rights === 'everything' ||
  (needs !== 'manager' && rights.some((permission) => needs.includes(permission)));

function expectedOf({ rule, person, place, object }: Cell): string {
  if (place === 'direct messages') return rule.worksInDirectMessages ? 'served' : 'denied SERVER_ONLY';
  const needs = (object === 'own' ? rule.ofPost : undefined) ?? rule.needs;
  if (!isHeld(needs, rightsIn(place, person)))
    return `denied ${rule.needs === 'manager' ? 'MANAGER_ONLY' : 'PERMISSION_MISSING'}`;
  const outcome =
    object === 'foreign' ? (rule.foreign ?? 'served') : place === 'unlinked' ? rule.unlinked : 'served';
  return outcome === 'served' ? outcome : `refused ${outcome}`;
}

/** What an allowlist of another server gets. */
const FOREIGN_ALLOWLIST = 'refused ALLOWLIST_NOT_FOUND';

/** By place and person: how often they were told so of what managers alone may name. */
const triedAsManager = (cells: readonly Cell[]): Record<string, number> =>
  cells
    .filter((cell) => cell.rule.needs !== 'everyone' && expectedOf(cell) === FOREIGN_ALLOWLIST)
    .reduce<Record<string, number>>((tried, { place, person }) => {
      const key = `${place}/${person}`;
      return { ...tried, [key]: (tried[key] ?? 0) + 1 };
    }, {});

/** The same, by what was audited. */
async function auditedAsForeign(): Promise<Record<string, number>> {
  const entries = await database
    .db()
    .collection('audit_entries')
    .find<{ guildId: string; actor: { id: string }; target: { id: string } }>({ action: 'allowlist.foreign' })
    .toArray();
  const audited: Record<string, number> = {};
  for (const { guildId, actor, target } of entries) {
    const place = PLACES.find((one) => stage.places[one].server.guild.id === guildId);
    const person = PEOPLE.find((one) => stage.people[one] === actor.id);
    const isForeign = PLACES.some((one) => one !== place && stage.places[one].connectionId === target.id);
    const key = isForeign ? `${String(place)}/${String(person)}` : 'of its own server';
    audited[key] = (audited[key] ?? 0) + 1;
  }
  return audited;
}

/** `served` is whatever the handler itself says, also that there is nothing to be done. */
function outcomeOf({ status, errorCode }: InteractionEnding, expected: string): string {
  // Late on a busy machine is no matter of rights: the guards had let it through.
  if (status === 'done' || (status === 'unconfirmed' && expected === 'served')) return 'served';
  const outcome = `${status} ${errorCode ?? ''}`;
  return status === 'refused' && expected === 'served' ? 'served' : outcome;
}

/** Of other places than the one where it was asked, and of somebody else. */
function leaksIn(answer: Answer, { place }: Cell): string[] {
  const told = JSON.stringify(answer);
  const { secrets } = stage.victim;
  return [
    ...PLACES.filter((other) => other !== place && told.includes(stage.places[other].mark)),
    ...secrets.filter((secret) => told.includes(secret)),
  ];
}

/** Runs all cells; tells those that did not end as the policy says. */
async function runAll(cells: readonly Cell[]): Promise<string[]> {
  const faults: string[] = [];
  for (let index = 0; index < cells.length; index += AT_ONCE) {
    const some = cells.slice(index, index + AT_ONCE).map(async (cell) => {
      const expected = expectedOf(cell);
      const { ending, answer, isSuspicious } = await perform(cell);
      const outcome = outcomeOf(ending, expected);
      const where = `${cell.handler.name} by ${cell.person} in ${cell.place}, object: ${cell.object}`;
      if (outcome !== expected) faults.push(`${where}: ${outcome} instead of ${expected}`);
      if (cell.object === 'foreign' && expected === FOREIGN_ALLOWLIST && !isSuspicious)
        faults.push(`${where}: not noted as suspicious`);
      for (const leak of leaksIn(answer, cell)) faults.push(`${where}: tells of ${leak}`);
    });
    await Promise.all(some);
  }
  return faults;
}

function cellsOf(
  places: readonly Cell['place'][],
  objectsOf: (handler: Handler, rule: Rule) => readonly Cell['object'][],
  people: readonly Person[] = PEOPLE,
): Cell[] {
  return handlers.flatMap((handler) => {
    const rule = policy[handler.name];
    if (rule === undefined) return [];
    return objectsOf(handler, rule).flatMap((object) =>
      places.flatMap((place) => people.map((person) => ({ handler, rule, person, place, object }))),
    );
  });
}

/** All that ids could name, as it is stored. */
async function belongings(): Promise<string> {
  const { own, foreign } = stage.places;
  const guildId = { $in: [own.server.guild.id, foreign.server.guild.id] };
  const read = async (name: string, filter: object, without: object = {}): Promise<unknown> =>
    database.db().collection(name).find(filter, { projection: without }).sort({ _id: 1 }).toArray();
  return JSON.stringify([
    await read(
      'discord_task_posts',
      { guildId },
      { card: 0, interactionStats: 0, engagement: 0, analytics: 0 },
    ),
    await read('task_completions', { guildId }),
    await read('drafts', {
      guildId,
      discordId: { $in: [own.server.moderator.id, foreign.server.moderator.id] },
    }),
    await read('discord_server_mappings', { guildId }),
    await read('discord_account_links', { discordId: stage.victim.discordId }),
    await read('wallet_claims', {}),
  ]);
}

const counts: Record<string, number> = {};
afterAll(() => {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`authorisation: ${String(all)} cells ${JSON.stringify(counts)}\n`);
});

it('the policy names every command, menu, control and form, and nothing else', () => {
  expect(handlers.map(({ name }) => name).sort()).toEqual(Object.keys(policy).sort());
  expect(testApp().app.get(ModalsService).cache.size).toBeGreaterThan(0);
});

it('objects of another server, or of somebody else, are never found, whoever forges their ids', async () => {
  const before = await belongings();
  const cells = cellsOf(['own', 'foreign'], (handler) => (namesObject(handler) ? ['foreign'] : []));
  counts.foreign = cells.length;
  expect(await runAll(cells)).toEqual([]);
  expect(await belongings()).toBe(before);
  // Whoever manages elsewhere leaves a trace in the audit, once for each try.
  const tried = triedAsManager(cells);
  expect(Object.keys(tried)).toEqual(expect.arrayContaining(['own/manager', 'foreign/manager elsewhere']));
  expect(await auditedAsForeign()).toEqual(tried);
});

it('in direct messages there is nothing of any server', async () => {
  const cells = cellsOf(
    ['direct messages'],
    (handler, { isPersonal }) => [namesObject(handler) && isPersonal !== true ? 'own' : 'none'],
    IN_DIRECT_MESSAGES,
  );
  counts.direct = cells.length;
  expect(await runAll(cells)).toEqual([]);
});

it('rights end with the server in which they were given', async () => {
  const cells = cellsOf(['foreign', 'unlinked'], (handler, { isPersonal }) =>
    isPersonal === true ? [] : [namesObject(handler) ? 'own' : 'none'],
  );
  counts.elsewhere = cells.length;
  expect(await runAll(cells)).toEqual([]);
});

it('each may do what their permissions say, and nothing more', async () => {
  const cells = cellsOf(['own'], (handler, { isPersonal }) =>
    isPersonal === true ? [] : [namesObject(handler) ? 'own' : 'none'],
  );
  counts.own = cells.length;
  expect(await runAll(cells)).toEqual([]);
});
