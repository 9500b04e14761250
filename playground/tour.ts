import { type Answer, type LocalDiscordClient, type Message, readableText } from './discord/client.ts';
import { type LocalDiscord } from './discord/local-discord.ts';
import { type User } from './discord/model.ts';
import { type DemoServer } from './seed.ts';

/** An answer was not what the journey promises. */
export class TourError extends Error {}

interface Step {
  readonly who: User;
  readonly does: string;
  readonly act: () => Promise<Answer | Message>;
  /** Each must stand in what the member reads. */
  readonly reads: readonly (string | RegExp)[];
}

/**
 * Plays the first journey as its members would and prints it: who did what, what the bot answered.
 *
 * @throws TourError when an answer is not as promised
 */
export class Tour {
  private readonly discord: LocalDiscord;
  private readonly api: LocalDiscordClient;
  private readonly server: DemoServer;
  private readonly print: (text: string) => void;
  private count = 0;

  constructor(
    discord: LocalDiscord,
    api: LocalDiscordClient,
    server: DemoServer,
    print: (text: string) => void,
  ) {
    this.discord = discord;
    this.api = api;
    this.server = server;
    this.print = print;
  }

  async play(): Promise<void> {
    const { admin, moderator, members, roles } = this.server;
    const [cleo, dario, emma] = members as [User, User, User];
    await this.linkServer(admin);
    const join = await this.createTask(admin, 'discord_join', { role: roles.collector.id }, WELCOME);
    const proof = await this.createTask(moderator, 'custom', {}, FAN_ART);
    await this.completeAtOnce(cleo, dario, join);
    await this.sendProof(emma, moderator, proof);
    await this.cardShows(join, 1);
    await this.cardShows(proof, 1);
    await this.look(cleo, 'tasks', {}, [
      'Open tasks',
      WELCOME.title,
      'done ✓',
      FAN_ART.title,
      'not done yet',
    ]);
    await this.look(emma, 'tasks', { show: 'mine' }, ['Deine Aufgaben', 'erledigt ✓']);
    await this.pointsArrive(cleo, '50 points');
    await this.pointsArrive(emma, '200 Punkte');
    await this.look(cleo, 'help', {}, ['/account profile', '/tasks'], ['/task create']);
    await this.look(admin, 'help', {}, ['/task create', '/community link']);
    const { unimplemented } = this.discord;
    if (unimplemented.length > 0)
      throw new TourError(`Not in the local Discord yet: ${unimplemented.join(', ')}`);
  }

  private async linkServer(admin: User): Promise<void> {
    const channelId = this.server.channels.general.id;
    await this.step({
      who: admin,
      does: 'runs /community link name:Sky Cats',
      act: () => this.as(admin).run('community link', { name: 'Sky Cats' }, { channelId }),
      reads: ['Sky Cats is ready', '/task create'],
    });
  }

  private async createTask(
    who: User,
    type: string,
    options: Record<string, string>,
    form: Form,
  ): Promise<Message> {
    const channelId = this.server.channels.general.id;
    const channel = this.server.channels.tasks.id;
    const opened = await this.as(who).run('task create', { type, channel, ...options }, { channelId });
    await this.step({
      who,
      does: `runs /task create type:${type} and fills in the form: ${form.title}, ${form.points} points, ${form.duration}`,
      act: () => this.as(who).submit(opened.modal, { ...form }),
      reads: ['Posted'],
    });
    const card = await this.as(who).waitForMessage(channel, (message) =>
      readableText(message).includes(form.title),
    );
    this.show('in #tasks', card);
    return card;
  }

  private async completeAtOnce(cleo: User, dario: User, card: Message): Promise<void> {
    await this.step({
      who: dario,
      does: 'presses Complete without the role',
      act: () => this.as(dario).press(card, { label: 'Complete' }),
      reads: ['You need the role'],
    });
    await this.step({
      who: cleo,
      does: 'has the role and presses Complete',
      act: () => this.as(cleo).press(card, { label: 'Complete' }),
      reads: ['Done! +50 points'],
    });
    await this.step({
      who: cleo,
      does: 'presses Complete again',
      act: () => this.as(cleo).press(card, { label: 'Complete' }),
      reads: ['It counts once'],
    });
  }

  private async sendProof(emma: User, moderator: User, card: Message): Promise<void> {
    const channelId = this.server.channels.general.id;
    const opened = await this.as(emma).press(card, { label: 'Complete' });
    await this.step({
      who: emma,
      does: 'presses Complete and sends a proof (her Discord is German)',
      act: () => this.as(emma).submit(opened.modal, { proof: 'https://example.com/emma/sky-cat.png' }),
      reads: ['Zur Prüfung gesendet'],
    });
    const panel = await this.as(moderator).run('task review', {}, { channelId });
    await this.step({
      who: moderator,
      does: 'runs /task review',
      act: () => Promise.resolve(panel),
      reads: ['1 submission waiting', 'https://example.com/emma/sky-cat.png'],
    });
    await this.step({
      who: moderator,
      does: 'presses Approve',
      act: () => this.as(moderator).press(messageOf(panel), { label: 'Approve' }),
      reads: ['Approved', '200 points', 'Nothing is waiting'],
    });
    const { id } = await this.as(emma).directChannel(this.discord.applicationId);
    const told = await this.as(emma).waitForMessage(id, (message) =>
      readableText(message).includes('approved'),
    );
    this.show('to Emma, as a direct message', told);
  }

  /** The count on the card follows by itself. */
  private async cardShows(card: Message, completions: number): Promise<void> {
    const { admin } = this.server;
    const shown = `Completed by ${completions} member`;
    const edited = await this.as(admin).waitForMessage(
      card.channel_id,
      (message) => message.id === card.id && plain(message).includes(shown),
    );
    this.show('in #tasks, the card now says', edited);
  }

  private async look(
    who: User,
    command: string,
    options: Record<string, string>,
    reads: readonly string[],
    never: readonly string[] = [],
  ): Promise<void> {
    const channelId = this.server.channels.general.id;
    const typed = Object.entries(options).map(([name, value]) => ` ${name}:${value}`);
    const answer = await this.as(who).run(command, options, { channelId });
    await this.step({
      who,
      does: `runs /${command}${typed.join('')}`,
      act: () => Promise.resolve(answer),
      reads,
    });
    const text = plain(messageOf(answer));
    const leaked = never.find((part) => text.includes(part));
    if (leaked !== undefined) throw new TourError(`${who.username} should not read "${leaked}":\n${text}`);
  }

  /** Points are settled right after the press, by a worker: asked until they are there. */
  private async pointsArrive(who: User, points: string): Promise<void> {
    const channelId = this.server.channels.general.id;
    for (let tries = 0; tries < 50; tries += 1) {
      const answer = await this.as(who).run('account profile', {}, { channelId });
      if (!plain(messageOf(answer)).includes(points)) continue;
      await this.step({
        who,
        does: 'runs /account profile',
        act: () => Promise.resolve(answer),
        reads: [points],
      });
      return;
    }
    throw new TourError(`${who.username} never got ${points}`);
  }

  private async step({ who, does, act, reads }: Step): Promise<void> {
    const answer = await act();
    this.count += 1;
    this.print(`\n${this.count}. ${who.global_name ?? who.username} ${does}`);
    const message = 'components' in answer ? answer : messageOf(answer);
    this.show('the bot answers', message);
    const text = plain(message);
    const missing = reads.find((part) =>
      typeof part === 'string' ? !text.includes(part) : !part.test(text),
    );
    if (missing !== undefined) throw new TourError(`The answer should say "${String(missing)}"`);
  }

  private show(where: string, message: Message): void {
    const lines = this.named(readableText(message)).split('\n');
    this.print(`   ${where}:\n${lines.map((line) => `   │ ${line}`).join('\n')}`);
  }

  /** Ids as Discord shows them: names. */
  private named(text: string): string {
    const { admin, moderator, members, roles, channels } = this.server;
    const users = [admin, moderator, ...members];
    let named = text;
    for (const { id, global_name, username } of users)
      named = named.replaceAll(`<@${id}>`, `@${global_name ?? username}`);
    named = named.replaceAll(/<(\/[^:>]+):\d+>/g, '$1');
    for (const { id, name } of Object.values(channels)) named = named.replaceAll(`<#${id}>`, `#${name}`);
    for (const { id, name } of Object.values(roles)) named = named.replaceAll(`<@&${id}>`, `@${name}`);
    return named;
  }

  private as(user: User): ReturnType<LocalDiscordClient['as']> {
    return this.api.as(user.id);
  }
}

interface Form {
  readonly title: string;
  readonly description: string;
  readonly points: string;
  readonly duration: string;
}

const WELCOME: Form = {
  title: 'Join the Sky Cats',
  description: 'Be here and hold the Collector role.',
  points: '50',
  duration: '7d',
};
const FAN_ART: Form = {
  title: 'Draw a sky cat',
  description: 'Post your drawing anywhere and send us the link.',
  points: '200',
  duration: '2w',
};

function messageOf(answer: Answer): Message {
  if (answer.message !== undefined) return answer.message;
  throw new TourError(`The bot answered no message but: ${answer.outcome}`);
}

/** Without markdown, as the eye reads it. */
const plain = (message: Message): string => readableText(message).replaceAll(/[*#`]/g, '');
