// Real: the lists, counts and searches of allowlists, a MongoDB of this file. Fake: Discord and the time.
import { Types } from 'mongoose';
import { AllowlistEntriesRepository } from '../../../src/modules/allowlists/entries/allowlist-entries.repository.js';
import { AllowlistCardsRepository } from '../../../src/modules/allowlists/cards/allowlist-cards.repository.js';
import { AllowlistLivesRepository } from '../../../src/modules/allowlists/life/allowlist-lives.repository.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { EntryAttemptsProjection } from '../../../src/modules/allowlists/risk/entry-attempts.projection.js';
import { EntryAttemptsRepository } from '../../../src/modules/allowlists/risk/entry-attempts.repository.js';
import { EntryCountsProjection } from '../../../src/modules/allowlists/figures/entry-counts.projection.js';
import type { DiscordAllowlistConnection } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import { useTestApp } from '../../support/app/index.js';
import { anAllowlist, anEntry, aSnowflake } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const HOUR_MS = 3_600_000;

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, isLinked: false });
const repository = () => testApp().get(AllowlistsRepository);
const now = () => testApp().clock.now();
const idOf = ({ _id }: { _id: Types.ObjectId }): string => _id.toHexString();

async function save(given: Parameters<typeof anAllowlist>[0] = {}): Promise<DiscordAllowlistConnection> {
  const allowlist = anAllowlist({ createdAt: now(), ...given });
  await repository().insert(allowlist);
  return allowlist;
}
const enter = async (allowlist: DiscordAllowlistConnection, entries: Parameters<typeof anEntry>[0][]) => {
  const connectionId = idOf(allowlist);
  const rows = entries.map((entry, index) =>
    anEntry({ connectionId, entrant: index.toString(16).padStart(64, '0'), ...entry }),
  );
  await database.db().collection<AllowlistEntry>('allowlist_entries').insertMany(rows);
};

describe('the figures of an allowlist', () => {
  it('are drawn on a card that was only waiting to be looked at, and not again where nothing changed', async () => {
    const later = new Date(now().getTime() + HOUR_MS);
    const shown = { wanted: 0, shown: 0, version: 0, drawnVersion: 0, due: later };
    const allowlist = await save({ card: shown });
    const recount = () => testApp().get(EntryCountsProjection).recount(idOf(allowlist));
    const card = async () => (await repository().findById(idOf(allowlist)))!.card;
    await recount();
    expect((await card()).due!.getTime()).toBeGreaterThanOrEqual(later.getTime());
    await enter(allowlist, [{}]);
    await recount();
    expect((await card()).due!.getTime()).toBeLessThanOrEqual(now().getTime());
    expect(await card()).toMatchObject({ wanted: 1, version: 1 });
  });

  it('are what its entries say: no more, however often they are counted', async () => {
    const allowlist = await save({ allowlistData: { winnerCount: 4 } });
    const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * HOUR_MS);
    await enter(allowlist, [
      ...Array.from({ length: 170 }, (_, hour) => ({ createdAt: at(hour), tickets: 2 })),
      { createdAt: new Date(at(169).getTime() + 1_000) },
      { state: 'held' },
      { state: 'unpaid', price: 5 },
      { state: 'refused' },
    ]);
    const gone = aSnowflake();
    await enter(allowlist, [{ discordId: gone, entrant: 'f'.repeat(64) }]);
    await testApp().get(AllowlistEntriesRepository).leave(idOf(allowlist), gone);
    const recount = () => testApp().get(EntryCountsProjection).recount(idOf(allowlist));
    await recount();
    await recount();
    const stored = await repository().findById(idOf(allowlist));
    expect(stored).toMatchObject({
      entryManagement: { totals: { entries: 171, held: 1, tickets: 341 } },
      analytics: { competitiveness: 171 / 4 },
      card: { wanted: 171 },
    });
    expect(stored?.card.due).toBeInstanceOf(Date);
    expect(stored?.entryManagement.entryQueue).toHaveLength(50);
    const trend = stored?.analytics.popularityTrend ?? [];
    expect(trend).toHaveLength(168);
    expect([trend[0], trend.at(-1)]).toEqual([
      { start: at(2), entries: 1 },
      { start: at(169), entries: 2 },
    ]);
  });

  it('name who tried again and who was refused, the newest of them', async () => {
    const allowlist = await save();
    const attempts = testApp().get(EntryAttemptsRepository);
    const attempt = { connectionId: idOf(allowlist), discordId: aSnowflake() };
    const at = now();
    const fraud = { ...attempt, kind: 'fraud', signal: 'new-account' } as const;
    await Promise.all(Array.from({ length: 20 }, () => attempts.record({ ...attempt, kind: 'wallet' }, at)));
    await attempts.record(fraud, at);
    await testApp().get(EntryAttemptsProjection).recount(idOf(allowlist));
    const { discordId } = attempt;
    expect((await repository().findById(idOf(allowlist)))?.entryManagement).toMatchObject({
      duplicateAttempts: [{ discordId, count: 20, at }],
      fraudulentAttempts: [{ discordId, signal: 'new-account', count: 1, at }],
    });
  });

  it('are left out for an allowlist that is gone', async () => {
    const id = new Types.ObjectId().toHexString();
    await expect(testApp().get(EntryCountsProjection).recount(id)).resolves.toBeUndefined();
  });
});

describe('finding allowlists', () => {
  it('takes each once', async () => {
    const allowlist = await save();
    await expect(repository().insert(allowlist)).rejects.toThrow(/E11000/);
    const sameAllowlist = { ...anAllowlist(), allowlistId: allowlist.allowlistId };
    await expect(repository().insert(sameAllowlist)).rejects.toThrow(/E11000/);
  });

  it('pages open ones, newest first, both ways', async () => {
    const guildId = aSnowflake();
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.unshift(idOf(await save({ guildId })));
    await save({ guildId, allowlistData: { status: 'paused' } });
    await save({ guildId, allowlistData: { endsAt: now() } });
    const page = async (anchor?: { direction: 'after' | 'before'; id: string }) =>
      (await repository().pageOfOpen(guildId, now(), anchor, 2)).map(idOf);
    expect(await page()).toEqual(ids.slice(0, 2));
    expect(await page({ direction: 'after', id: ids[1]! })).toEqual(ids.slice(2, 4));
    expect(await page({ direction: 'before', id: ids[4]! })).toEqual(ids.slice(2, 4));
  });

  it('searches words of one server, the best hit first', async () => {
    const guildId = aSnowflake();
    const title = (words: string) => ({ guildId, allowlistData: { title: words, description: 'x' } });
    const both = await save(title('Dragon mint'));
    const one = await save(title('Dragon'));
    await save(title('Cats'));
    await save({ allowlistData: { title: 'Dragon mint' } });
    expect((await repository().search(guildId, 'dragon mint')).map(idOf)).toEqual([both, one].map(idOf));
    for (let index = 0; index < 30; index += 1) await save(title('Dragon'));
    expect(await repository().search(guildId, 'dragon')).toHaveLength(25);
  });

  it('moves one on only from a state that allows it', async () => {
    const { _id } = await save();
    const id = _id.toHexString();
    const lives = testApp().get(AllowlistLivesRepository);
    const pause = () => lives.transition(id, { from: ['active'], to: 'paused', now: now() });
    const won = (await Promise.all([pause(), pause(), pause()])).filter((row) => row !== null);
    expect(won).toMatchObject([{ allowlistData: { status: 'paused' } }]);
    expect(await repository().openIds()).toContain(id);
  });

  it('hands each due card to one worker, and puts it off', async () => {
    const due = now();
    const id = idOf(await save({ card: { wanted: 0, due } }));
    const until = new Date(due.getTime() + 10_000);
    const cards = testApp().get(AllowlistCardsRepository);
    expect(await cards.claim(due, until, 50)).toContain(id);
    expect(await cards.claim(due, until, 50)).not.toContain(id);
    const later = new Date(due.getTime() + HOUR_MS);
    await cards.postpone(id, due, later);
    expect((await repository().findById(id))?.card.due).toEqual(until);
    await cards.postpone(id, until, later);
    expect((await repository().findById(id))?.card.due).toEqual(later);
  });

  it('pages the entries of a member in a server', async () => {
    const [guildId, discordId] = [aSnowflake(), aSnowflake()];
    for (let index = 0; index < 3; index += 1) await enter(await save({ guildId }), [{ guildId, discordId }]);
    const page = (anchor?: { direction: 'after' | 'before'; id: string }) =>
      testApp().get(AllowlistEntriesRepository).pageOfMember(guildId, discordId, anchor, 2);
    const [newest, middle] = await page();
    expect(await page({ direction: 'after', id: idOf(middle!) })).toHaveLength(1);
    expect(await page({ direction: 'before', id: idOf(middle!) })).toEqual([newest]);
  });
});
