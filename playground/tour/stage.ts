import { type Answer, type LocalDiscordClient, type Message, readableText } from '../discord/client.ts';
import { type LocalDiscord } from '../discord/local-discord.ts';
import { type User } from '../discord/model.ts';
import { type DemoServer } from '../seed.ts';
import { asShown } from './as-shown.ts';

/** An answer was not what the journey promises. */
export class TourError extends Error {}

export interface Step {
  readonly who: User;
  readonly does: string;
  readonly act: () => Promise<Answer | Message>;
  /** Each must stand in what the member reads. */
  readonly reads: readonly (string | RegExp)[];
}

/** Where the journey is played: acts as members would, checks what they read, and prints both. */
export class Stage {
  readonly discord: LocalDiscord;
  readonly server: DemoServer;
  private readonly api: LocalDiscordClient;
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

  as(user: User): ReturnType<LocalDiscordClient['as']> {
    return this.api.as(user.id);
  }

  /** Where everybody types commands. */
  get place(): { channelId: string } {
    return { channelId: this.server.channels.general.id };
  }

  /** @returns the message that the member reads @throws TourError it does not say what it should */
  async step({ who, does, act, reads }: Step): Promise<Message> {
    const answer = await act();
    this.tell(who, does);
    const message = 'components' in answer ? answer : messageOf(answer);
    this.show('the bot answers', message);
    this.check(plain(message), reads);
    return message;
  }

  /** Runs a command whose answer is all there is to see. */
  async look(
    who: User,
    command: string,
    options: Readonly<Record<string, string>>,
    reads: Step['reads'],
    never: readonly string[] = [],
  ): Promise<Message> {
    const typed = Object.entries(options).map(([name, value]) => ` ${name}:${value}`);
    const message = await this.step({
      who,
      does: `runs /${command}${typed.join('')}`,
      act: () => this.as(who).run(command, options, this.place),
      reads,
    });
    const leaked = never.find((part) => plain(message).includes(part));
    if (leaked !== undefined)
      throw new TourError(`${who.username} should not read "${leaked}":\n${plain(message)}`);
    return message;
  }

  /** What a person sees in a browser instead of in Discord. */
  page(who: User, does: string, lines: readonly string[], reads: Step['reads']): void {
    this.tell(who, does);
    this.lines('the page says', lines);
    this.check(lines.join('\n'), reads);
  }

  show(where: string, message: Message): void {
    this.lines(where, asShown(readableText(message), this.server, this.discord).split('\n'));
  }

  private tell(who: User, does: string): void {
    this.count += 1;
    this.print(`\n${String(this.count)}. ${who.global_name ?? who.username} ${does}`);
  }

  private lines(where: string, lines: readonly string[]): void {
    this.print(`   ${where}:\n${lines.map((line) => `   │ ${line}`).join('\n')}`);
  }

  private check(text: string, reads: Step['reads']): void {
    const missing = reads.find((part) =>
      typeof part === 'string' ? !text.includes(part) : !part.test(text),
    );
    if (missing !== undefined) throw new TourError(`The answer should say "${String(missing)}"`);
  }
}

export function messageOf(answer: Answer): Message {
  if (answer.message !== undefined) return answer.message;
  throw new TourError(`The bot answered no message but: ${answer.outcome}`);
}

/** Without markdown, as the eye reads it. */
export const plain = (message: Message): string => readableText(message).replaceAll(/[*#`]/g, '');
