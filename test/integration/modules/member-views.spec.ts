// Real: the whole service with its worker and change stream, its handlers and a MongoDB of this file.
// Fake: Discord (the local one of the playground, in this process) and the time.
import type { Answer } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { TaskListService } from '../../../src/modules/tasks/task-list.service.js';
import { TasksService } from '../../../src/modules/tasks/tasks.service.js';
import { plain, postTask, textOf, useTestApp } from '../../support/app/index.js';
import { readableText } from '../../../playground/discord/client.ts';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri, roles: ['gateway', 'worker'] });
const placeIn = (server: DemoServer) => ({ channelId: server.channels.general.id });
const run = (server: DemoServer, index: number, command: string, options = {}) =>
  testApp().as(server.members[index]!).run(command, options, placeIn(server));

describe('/tasks', () => {
  const TITLES = Array.from({ length: 12 }, (_, index) => `Task ${String(index + 1).padStart(2, '0')}`);
  let server: DemoServer;

  beforeAll(async () => {
    server = await testApp().addServer();
    for (const title of TITLES) await postTask(testApp(), { title }, server);
  });

  const titlesOn = (answer: Answer): string[] => textOf(answer).match(/Task \d\d/g) ?? [];

  /** Presses a button of the list until it is gone; every page on the way. */
  async function turn(from: Answer, label: string): Promise<Answer[]> {
    const pages = [from];
    for (let page = from; textOf(page).includes(`[${label}`) || textOf(page).includes(`${label}]`);) {
      page = await testApp().as(server.members[0]!).press(page.message!, { label });
      expect(page.outcome).toBe('update');
      pages.push(page);
      if (pages.length > 12) throw new Error('The pages never end');
    }
    return pages;
  }

  it('shows twelve tasks, newest first, none lost and none twice, forward and back', async () => {
    const newestFirst = [...TITLES].reverse();
    const forward = await turn(await run(server, 0, 'tasks'), 'Next');
    expect(forward.map((page) => titlesOn(page).length)).toEqual([5, 5, 2]);
    expect(forward.flatMap(titlesOn)).toEqual(newestFirst);
    const back = await turn(forward.at(-1)!, 'Back');
    expect(back.toReversed().flatMap(titlesOn)).toEqual(newestFirst);
    expect(textOf(back.at(-1)!)).toContain('[Next]');
  });

  it('keeps its place when a task is posted meanwhile', async () => {
    const first = await run(server, 1, 'tasks');
    await postTask(
      testApp(),
      { title: 'Task 99', expiresAt: new Date(testApp().clock.now().getTime() + 60_000) },
      server,
    );
    const second = await testApp().as(server.members[1]!).press(first.message!, { label: 'Next' });
    expect(titlesOn(second)).toEqual(['Task 07', 'Task 06', 'Task 05', 'Task 04', 'Task 03']);
    testApp().clock.advance(60_000);
    expect(titlesOn(await run(server, 1, 'tasks'))[0]).toBe('Task 12');
  });

  it('shows of which a member took part, and how far', async () => {
    const guildId = server.guild.id;
    const dario = server.members[1]!;
    const done = await postTask(testApp(), { title: 'Task 20' }, server);
    const sent = await postTask(testApp(), { title: 'Task 21', type: 'custom' }, server);
    const action = () => aMemberAction({ guildId, discordId: dario.id });
    await testApp().get(TasksService).complete(action(), done.postId);
    await testApp()
      .get(TasksService)
      .complete(action(), sent.postId, { proof: ['x'] });
    expect(textOf(await run(server, 1, 'tasks'))).toMatch(
      /Task 21[^]*in review[^]*Task 20[^]*done ✓[^]*not done yet/,
    );
    const mine = await run(server, 1, 'tasks', { show: 'mine' });
    expect(titlesOn(mine)).toEqual(['Task 21', 'Task 20']);
    expect(titlesOn(await run(server, 0, 'tasks', { show: 'mine' }))).toEqual([]);
  });

  it('pages through one’s own tasks too', async () => {
    const guildId = server.guild.id;
    const gus = server.members[4]!;
    const lists = testApp().get(TaskListService);
    const action = () => aMemberAction({ guildId, discordId: gus.id });
    for (let count = 0; count < 7; count += 1) {
      const { postId } = await postTask(testApp(), { title: `Mine ${count}` }, server);
      await testApp().get(TasksService).complete(action(), postId);
    }
    const first = await lists.page(action(), 'mine');
    const second = await lists.page(action(), 'mine', {
      direction: 'after',
      id: first.entries.at(-1)!.anchor,
    });
    const back = await lists.page(action(), 'mine', { direction: 'before', id: second.entries[0]!.anchor });
    const titles = [first, second, back].map(({ entries }) => entries.map(({ post }) => post.taskData.title));
    expect(titles[0]).toEqual(['Mine 6', 'Mine 5', 'Mine 4', 'Mine 3', 'Mine 2']);
    expect(titles[1]).toEqual(['Mine 1', 'Mine 0']);
    expect(titles[2]).toEqual(titles[0]);
    expect([first, second, back].map(({ hasPrevious, hasNext }) => [hasPrevious, hasNext])).toEqual([
      [false, true],
      [true, false],
      [false, true],
    ]);
  });

  it('says what to do where there is nothing', async () => {
    const empty = await testApp().addServer();
    expect(textOf(await run(empty, 0, 'tasks'))).toContain('No task is open right now');
    expect(textOf(await run(empty, 2, 'tasks', { show: 'mine' }))).toContain('noch bei keiner Aufgabe');
  });

  it('begins anew for an anchor that is none', async () => {
    const lists = testApp().get(TaskListService);
    const page = await lists.page(aMemberAction({ guildId: server.guild.id }), 'open', {
      direction: 'after',
      id: '$ne',
    });
    expect(page.entries).toHaveLength(5);
  });
});

describe('points of a member', () => {
  it('arrive by themselves, with the rank and the count on the card', async () => {
    const server = await testApp().addServer();
    const { card } = await postTask(testApp(), { points: 1_500 }, server);
    expect(textOf(await run(server, 0, 'account profile'))).toMatch(
      /Cleo[^]*0 points in Sky Cats[^]*Not ranked yet/,
    );
    await testApp().as(server.members[0]!).press(card, { label: 'Complete' });
    await testApp().as(server.members[2]!).press(card, { label: 'Complete' });
    await testApp()
      .as(server.admin)
      .waitForMessage(card.channel_id, (message) =>
        plain(readableText(message)).includes('Completed by 2 members'),
      );
    let profile = '';
    // The worker is nudged by the press: asked until it is done.
    for (let tries = 0; tries < 50 && !profile.includes('1.500 Punkte'); tries += 1)
      profile = textOf(await run(server, 2, 'account profile'));
    expect(profile).toMatch(/Emma[^]*1\.500 Punkte[^]*Rang 1 von 2 Mitgliedern[^]*1 Aufgabe/);
    const account = await database
      .db()
      .collection('discord_account_links')
      .findOne({ discordId: server.members[2]!.id });
    expect(account).toMatchObject({ discordUserInfo: { username: 'Emma' } });
  });
});

describe('/help', () => {
  const help = async (who: 'admin' | number, channelId?: string): Promise<string> => {
    const { server } = testApp();
    const person = who === 'admin' ? server.admin : server.members[who]!;
    return textOf(
      await testApp()
        .as(person)
        .run('help', {}, { channelId: channelId ?? server.channels.general.id }),
    );
  };

  it('names to a member what members can do, and nothing else', async () => {
    const text = await help(0);
    expect(text).toMatch(/<\/account profile:\d+>/);
    expect(text).toMatch(/<\/tasks:\d+>/);
    expect(text).not.toMatch(/task create|community link/);
  });

  it('names to a manager their commands too', async () => {
    expect(await help('admin')).toMatch(/community link[^]*task create[^]*task review/);
  });

  it('is in German for a German', async () => {
    expect(await help(2)).toContain('Was du hier tun kannst');
  });

  it('names in a direct message what works there', async () => {
    const [cleo] = testApp().server.members;
    const { id } = await testApp().as(cleo!).directChannel(testApp().discord.applicationId);
    const text = await help(0, id);
    expect(text).toContain('/help');
    expect(text).not.toContain('/tasks');
  });
});
