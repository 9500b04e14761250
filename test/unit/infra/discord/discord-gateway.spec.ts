import { EventEmitter } from 'node:events';
import { type Client, Events, GatewayCloseCodes, type REST } from 'discord.js';
import { DiscordConfig } from '../../../../src/config/discord.config.js';
import { envSchema } from '../../../../src/config/env.schema.js';
import { parseEnv } from '../../../../src/config/load-env.js';
import type { CommandSync } from '../../../../src/infra/discord/command-sync.js';
import { DiscordGateway } from '../../../../src/infra/discord/discord-gateway.js';
import type { InteractionGate } from '../../../../src/infra/discord/interaction-gate.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { EXIT, type FatalError } from '../../../../src/kernel/errors.js';
import { aDiscordError, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();

const TOKEN = 'a-bot-token';

/** A client whose login does what a test says. */
class FakeClient extends EventEmitter {
  readonly ws = { ping: -1 };
  logins = 0;
  isDestroyed = false;
  onLogin: () => Promise<void> = () => {
    this.emit(Events.ClientReady);
    return Promise.resolve();
  };

  login(): Promise<void> {
    this.logins += 1;
    return this.onLogin();
  }
  destroy(): Promise<void> {
    this.isDestroyed = true;
    return Promise.resolve();
  }
}

class Harness {
  readonly client = new FakeClient();
  readonly metrics = new Metrics();
  readonly tokens: string[] = [];
  readonly synced: string[] = [];
  readonly drains: number[] = [];
  /** Answers of `GET`, the first first; then Discord is well. */
  readonly failures: Error[] = [];
  remaining = 1_000;
  readonly gateway: DiscordGateway;

  constructor() {
    const rest = {
      setToken: (token: string) => this.tokens.push(token),
      get: () => {
        const failure = this.failures.shift();
        const session_start_limit = { remaining: this.remaining, reset_after: 60_000 };
        return failure ? Promise.reject(failure) : Promise.resolve({ id: 'app', session_start_limit });
      },
    };
    const gate = {
      install: () => undefined,
      drain: (limitMs: number) => {
        // Handlers may still answer: the session ends after them.
        expect(this.client.isDestroyed).toBe(false);
        this.drains.push(limitMs);
        return Promise.resolve(0);
      },
    };
    const commands = {
      keepTrying: (applicationId: string) => {
        this.synced.push(applicationId);
        return Promise.resolve();
      },
    };
    this.gateway = new DiscordGateway(
      this.client as unknown as Client,
      rest as unknown as REST,
      new DiscordConfig(parseEnv(envSchema, { DISCORD_BOT_TOKEN: TOKEN })),
      gate as unknown as InteractionGate,
      commands as unknown as CommandSync,
      this.metrics,
    );
  }

  readonly refusals: FatalError[] = [];
  start = (): Promise<void> => this.gateway.start((error) => this.refusals.push(error));
}

let harness: Harness;
beforeEach(() => {
  harness = new Harness();
});

describe('the session', () => {
  it('is opened once, with the token, and the commands are synced after it', async () => {
    await harness.start();
    expect(harness.client.logins).toBe(1);
    expect(harness.tokens).toEqual([TOKEN]);
    expect(harness.synced).toEqual(['app']);
    expect(harness.gateway.isReady).toBe(true);
    expect((await harness.metrics.gatewayUp.get()).values[0]?.value).toBe(1);
  });

  it('is down while it reconnects and up when it resumed', async () => {
    await harness.start();
    harness.client.emit(Events.ShardReconnecting, 0);
    expect(harness.gateway.isReady).toBe(false);
    harness.client.emit(Events.ShardResume, 0);
    expect(harness.gateway.isReady).toBe(true);
  });

  it('survives errors of the connection and of listeners', async () => {
    await harness.start();
    harness.client.emit(Events.ShardError, new Error('ECONNRESET'), 0);
    harness.client.emit(Events.Error, new Error('a listener failed'));
    expect(harness.gateway.isReady).toBe(true);
  });

  it('knows its heartbeat once there was one', () => {
    expect(harness.gateway.heartbeatMs).toBeUndefined();
    harness.client.ws.ping = 42;
    expect(harness.gateway.heartbeatMs).toBe(42);
  });

  it('is ended after the handlers', async () => {
    await harness.start();
    await harness.gateway.stop(10_000);
    expect(harness.drains).toEqual([10_000]);
    expect(harness.client.isDestroyed).toBe(true);
    expect(harness.gateway.isReady).toBe(false);
  });

  it('is not opened in a process that only sends', async () => {
    await harness.gateway.startWithoutSession();
    expect(harness.tokens).toEqual([TOKEN]);
    expect(harness.client.logins).toBe(0);
  });
});

describe('a Discord that does not let us in', () => {
  it('by a refused token is a fault of the configuration, without a login', async () => {
    harness.failures.push(aDiscordError(0, 401));
    await expect(harness.start()).rejects.toMatchObject({ code: 'FATAL', exitCode: EXIT.configuration });
    expect(harness.client.logins).toBe(0);
  });

  it.each([
    [GatewayCloseCodes.AuthenticationFailed, EXIT.configuration],
    [GatewayCloseCodes.InvalidIntents, EXIT.configuration],
    [GatewayCloseCodes.DisallowedIntents, EXIT.configuration],
    [GatewayCloseCodes.ShardingRequired, EXIT.failure],
    [GatewayCloseCodes.UnknownError, EXIT.failure],
  ])('by closing the login with %i ends the process with %i', async (code, exitCode) => {
    harness.client.onLogin = () => {
      harness.client.emit(Events.ShardDisconnect, { code }, 0);
      return Promise.reject(new Error('closed'));
    };
    await expect(harness.start()).rejects.toMatchObject({ code: 'FATAL', exitCode });
    expect(harness.client.logins).toBe(1);
    expect(harness.refusals).toEqual([]);
  });

  it('later on is told to who watches', async () => {
    await harness.start();
    harness.client.emit(Events.ShardDisconnect, { code: GatewayCloseCodes.AuthenticationFailed }, 0);
    expect(harness.refusals).toMatchObject([{ exitCode: EXIT.configuration }]);
    expect(harness.gateway.isReady).toBe(false);
  });

  it('for a while is nothing to tell', async () => {
    await harness.start();
    harness.client.emit(Events.ShardDisconnect, { code: 1_006 }, 0);
    expect(harness.refusals).toEqual([]);
  });

  it('while it is away is asked again, with the token set anew, until the service stops', async () => {
    harness.failures.push(aDiscordError(0, 503), new Error('ECONNREFUSED'));
    const started = harness.start().catch((error: unknown) => error);
    await new Promise(setImmediate);
    expect(harness.tokens).toEqual([TOKEN, TOKEN]);
    await harness.gateway.stop(0);
    expect(await started).toHaveProperty('name', 'AbortError');
    expect(harness.client.logins).toBe(0);
  });

  it('as too many logins were made today is waited for', async () => {
    harness.remaining = 50;
    const started = harness.start().catch((error: unknown) => error);
    await new Promise(setImmediate);
    expect(harness.client.logins).toBe(0);
    await harness.gateway.stop(0);
    expect(await started).toHaveProperty('name', 'AbortError');
  });
});
