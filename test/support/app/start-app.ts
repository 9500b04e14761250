import type { Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { LocalDiscordClient, type MemberClient } from '../../../playground/discord/client.ts';
import { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { type DemoServer, seedDemoServer } from '../../../playground/seed.ts';
import { AppModule } from '../../../src/app.module.js';
import { envSchema, type ServiceRole } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { Engines } from '../../../src/engines.js';
import { setUpHttp } from '../../../src/infra/web/index.js';
import { DueRunner, type DueEffect } from '../../../src/infra/jobs/index.js';
import { Clock } from '../../../src/kernel/clock.js';
import { CardPace } from '../../../src/modules/cards/card-pace.js';
import { DrawPace } from '../../../src/modules/allowlists/draws/draw-pace.js';
import { LinkingService } from '../../../src/modules/servers/linking/linking.service.js';
import { aMemberAction } from '../builders/member-action.js';
import { OwnHandlers } from './own-handlers.js';
import { TestClock } from './test-clock.js';

class NoPace extends CardPace {
  override readonly betweenEditsMs = 0;
  override readonly perChannelWindow = Infinity;
  override readonly perSecond = Infinity;
}

/** A test makes presses first and closes then: no insert is under way. */
class NoWait extends DrawPace {
  override readonly listAfterMs = 0;
}

export interface TestAppOptions {
  /** From `useTestDatabase()`: one database per spec file. */
  readonly databaseUri: string;
  /** Without `worker` nothing runs by itself: `settle()` does the worker's part when a test says so. */
  readonly roles?: readonly ServiceRole[];
  /** Whether the seeded server is linked to a community already; default true. */
  readonly isLinked?: boolean;
  /** Settings beside those that every test needs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the pages are said to be; with it accounts can be linked. The role `web` serves them. */
  readonly publicUrl?: string;
  /** Cards are drawn as fast as a test asks for it, unless their pace is what it is about. */
  readonly hasCardPace?: boolean;
  /** Whether the local Discord has its limits; default false. */
  readonly rateLimits?: boolean;
  /** Another process of the same bot: on the Discord, the people and the time of this app. */
  readonly beside?: TestApp;
  /** Default: no Redis. */
  readonly redisUrl?: string;
}

/** The whole service in this process, on a local Discord in this process and a real MongoDB. */
export class TestApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly discord: LocalDiscord,
    readonly clock: TestClock,
    /** A guild with channels, roles, an admin, a moderator and five members, one of them German. */
    readonly server: DemoServer,
    private readonly isBeside: boolean,
  ) {}

  static async start({
    databaseUri,
    roles = ['gateway'],
    isLinked = true,
    settings = {},
    publicUrl,
    redisUrl,
    hasCardPace = false,
    rateLimits = false,
    beside,
  }: TestAppOptions): Promise<TestApp> {
    const discord = beside?.discord ?? (await LocalDiscord.start({ botName: 'Community Bot', rateLimits }));
    if (publicUrl !== undefined) discord.oauth.registerRedirectUri(`${publicUrl}/oauth/discord/callback`);
    const clock = new TestClock(discord.clock);
    const env = parseEnv(envSchema, {
      NODE_ENV: 'test',
      DISCORD_BOT_TOKEN: discord.botToken,
      DISCORD_API_BASE_URL: discord.apiBaseUrl,
      MONGODB_URI: databaseUri,
      REDIS_URL: redisUrl,
      SERVICE_ROLES: roles.join(','),
      LOG_LEVEL: 'silent',
      DRAND_URLS: 'none',
      ...(publicUrl !== undefined && {
        PUBLIC_URL: publicUrl,
        DISCORD_CLIENT_ID: discord.applicationId,
        DISCORD_CLIENT_SECRET: discord.clientSecret,
      }),
      ...settings,
    });
    const building = Test.createTestingModule({ imports: [AppModule.register(env)] })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(Reflector)
      .useValue(new OwnHandlers());
    if (!hasCardPace) building.overrideProvider(CardPace).useValue(new NoPace());
    building.overrideProvider(DrawPace).useValue(new NoWait());
    const testing = await building.compile();
    const app = testing.createNestApplication<NestExpressApplication>({ logger: false, bodyParser: false });
    setUpHttp(app);
    await app.init();
    const server = beside?.server ?? seedDemoServer(discord);
    const started = new TestApp(app, discord, clock, server, beside !== undefined);
    await started.ready(isLinked && beside === undefined);
    return started;
  }

  get<Service>(type: Type<Service> | (abstract new (...args: never[]) => Service)): Service {
    return this.app.get<Service>(type);
  }

  as({ id }: { readonly id: string }): MemberClient {
    return new LocalDiscordClient(this.discord.url).as(id);
  }

  /** Another server with people of its own; linked unless told otherwise. */
  async addServer({ isLinked = true } = {}): Promise<DemoServer> {
    const server = seedDemoServer(this.discord);
    if (isLinked) await this.link(server);
    return server;
  }

  /** Does everything that is due, as the worker would, until nothing is. Errors of effects are the caller's. */
  async settle(): Promise<void> {
    // The runner keeps its effects to itself; going round its loop is what makes a test wait for nothing.
    const { effects } = this.get(DueRunner) as unknown as { effects: DueEffect[] };
    for (let rounds = 0; ; rounds += 1) {
      let done = 0;
      for (const effect of effects) {
        const now = this.clock.now();
        const ids = await effect.claim(now, new Date(now.getTime() + 10_000), 100);
        for (const id of ids) await effect.run(id);
        done += ids.length;
      }
      if (done === 0) return;
      if (rounds > 50) throw new Error('Effects stay due without end');
    }
  }

  async stop(): Promise<void> {
    await this.get(Engines).stop();
    await this.app.close();
    if (!this.isBeside) await this.discord.stop();
  }

  private async ready(isLinked: boolean): Promise<void> {
    await this.get(Engines).start((error) => {
      throw error;
    });
    await this.discord.until(() => this.discord.commands.list(null).length > 0, 'the commands of the bot');
    if (isLinked) await this.link(this.server);
  }

  private async link({ guild, admin }: DemoServer): Promise<void> {
    const action = aMemberAction({ guildId: guild.id, discordId: admin.id });
    await this.get(LinkingService).create(action, { name: guild.name });
  }
}

/** Call it at the top of a spec file: starts before its tests and stops after them. */
export function useTestApp(options: TestAppOptions): () => TestApp {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await TestApp.start(options);
  });
  afterAll(async () => {
    await app?.stop();
  });
  return () => {
    if (app === undefined) throw new Error('The app is not started yet');
    return app;
  };
}

/** For a spec that starts and stops more than one app itself. */
export const startApp = (options: TestAppOptions): Promise<TestApp> => TestApp.start(options);
