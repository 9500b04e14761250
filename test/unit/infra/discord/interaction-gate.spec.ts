import { InteractionType } from 'discord.js';
import { scope } from '../../../../src/infra/observability/index.js';
import { aSnowflake, aSnowflakeAt } from '../../../support/builders/index.js';
import { FakeInteraction, FixedClock, silenceLogs } from '../../../support/fakes/index.js';
import { aRawCommand, aRawPress, GateHarness } from './gate-harness.js';

silenceLogs();

let harness: GateHarness;
beforeEach(() => {
  harness = new GateHarness();
});
const handled = () => harness.made.length;

describe('what the gate lets in', () => {
  it('reaches the handler once, in a scope that names it without its ids', async () => {
    const seen: unknown[] = [];
    harness.onInteraction(async () => {
      await Promise.resolve();
      seen.push(scope.getStore());
    });
    harness.receive(aRawPress(harness.clock));
    await harness.gate.drain(1_000);
    expect(seen).toMatchObject([{ interactionId: harness.made[0]!.id, handler: 'tasks/complete' }]);
    expect(await harness.outcomes()).toEqual({ 'component done': 1 });
  });

  it('is not a repetition', async () => {
    harness.onInteraction(() => Promise.resolve());
    const raw = aRawPress(harness.clock);
    harness.receive(raw);
    harness.receive(raw);
    harness.receive({ ...raw, token: 'another' });
    await harness.gate.drain(1_000);
    expect(handled()).toBe(1);
    expect(await harness.outcomes()).toMatchObject({ 'component repeated': 2 });
    expect(harness.posted).toEqual([]);
  });

  it('is at most five minutes old', async () => {
    harness.onInteraction(() => Promise.resolve());
    const old = aRawPress(harness.clock);
    const older = aRawPress(harness.clock);
    harness.clock.advance(5 * 60_000);
    harness.receive(old);
    harness.clock.advance(1);
    harness.receive(older);
    expect(handled()).toBe(1);
    expect(await harness.outcomes()).toMatchObject({ 'component expired': 1 });
  });

  it('may come from a clock that is ahead of ours', () => {
    harness.onInteraction(() => Promise.resolve());
    const raw = aRawPress(harness.clock);
    harness.clock.advance(-10 * 60_000);
    harness.receive(raw);
    expect(handled()).toBe(1);
  });

  it('leaves other events to the client', () => {
    const heard = jest.fn();
    harness.client.on('guildCreate', heard);
    harness.client.emit('guildCreate', 'guild');
    expect(heard).toHaveBeenCalledWith('guild');
  });
});

describe('a payload that is not of Discord’s form', () => {
  const clock = new FixedClock();
  const user = { id: aSnowflake(), username: 'x' };

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'interaction'],
    ['no id', { token: 'x', type: 2 }],
    ['an id of letters', { id: 'abc', token: 'x', type: 2 }],
    ['an operator for an id', { id: { $ne: null }, token: 'x', type: 2 }],
    ['an id beyond 2^63', { id: '99999999999999999999', token: 'x', type: 2 }],
    ['no token', { id: aSnowflakeAt(clock.now()), type: 2 }],
    ['an empty token', { id: aSnowflakeAt(clock.now()), token: '' }],
  ])('is ignored where there is nothing to answer to: %s', async (_, raw) => {
    harness.receive(raw);
    expect(handled()).toBe(0);
    expect(harness.posted).toEqual([]);
    expect(await harness.outcomes()).toEqual({ 'unknown malformed': 1 });
  });

  it.each<[string, (clock: FixedClock) => Record<string, unknown>]>([
    ['an unknown type', (now) => aRawPress(now, { type: 99 })],
    ['a type that is a text', (now) => aRawPress(now, { type: '__proto__' })],
    ['no data', (now) => aRawPress(now, { data: undefined })],
    ['null data', (now) => aRawPress(now, { data: null })],
    ['a guild without member', (now) => aRawPress(now, { member: undefined })],
    ['neither member nor user', (now) => aRawPress(now, { guild_id: undefined, member: undefined })],
    ['a member without user', (now) => aRawPress(now, { member: { roles: [], permissions: '0' } })],
    ['a member without roles', (now) => aRawPress(now, { member: { user, permissions: '0' } })],
    [
      'permissions that are no number',
      (now) => aRawPress(now, { member: { user, roles: [], permissions: 'all' } }),
    ],
    [
      'a role that is no id',
      (now) => aRawPress(now, { member: { user, roles: ['admin'], permissions: '0' } }),
    ],
    ['a guild that is no id', (now) => aRawPress(now, { guild_id: 'guild' })],
    ['a guild that is an operator', (now) => aRawPress(now, { guild_id: { $ne: null } })],
    ['a negative channel', (now) => aRawPress(now, { channel_id: '-175928847299117063' })],
    [
      'a user that is an operator',
      (now) =>
        aRawPress(now, { guild_id: undefined, member: undefined, user: { id: { $gt: '' }, username: 'x' } }),
    ],
    ['a press without message', (now) => aRawPress(now, { message: undefined })],
    [
      'a custom id that is an object',
      (now) => aRawPress(now, { data: { custom_id: { $ne: null }, component_type: 2 } }),
    ],
    [
      'picked values that are objects',
      (now) => aRawPress(now, { data: { custom_id: 'x', component_type: 3, values: [{ $ne: null }] } }),
    ],
    [
      'a form field that is an object',
      (now) =>
        aRawPress(now, {
          type: InteractionType.ModalSubmit,
          data: {
            custom_id: 'x',
            components: [{ type: 18, component: { type: 4, custom_id: 'title', value: { $ne: null } } }],
          },
        }),
    ],
    [
      'a form without fields',
      (now) => aRawPress(now, { type: InteractionType.ModalSubmit, data: { custom_id: 'x' } }),
    ],
    [
      'a text option that is an object',
      (now) => aRawCommand(now, { type: 3, name: 'name', value: { $ne: null } }),
    ],
    ['a text option that is a list', (now) => aRawCommand(now, { type: 3, name: 'name', value: ['a'] })],
    ['a text option that is a number', (now) => aRawCommand(now, { type: 3, name: 'name', value: 7 })],
    ['a whole number that is none', (now) => aRawCommand(now, { type: 4, name: 'n', value: 1.5 })],
    ['a whole number that is a text', (now) => aRawCommand(now, { type: 4, name: 'n', value: '10' })],
    ['a switch that is a text', (now) => aRawCommand(now, { type: 5, name: 'b', value: 'true' })],
    ['a channel that is no id', (now) => aRawCommand(now, { type: 7, name: 'channel', value: 'general' })],
    [
      'a role that is an operator',
      (now) => aRawCommand(now, { type: 8, name: 'role', value: { $ne: null } }),
    ],
    ['an option without value', (now) => aRawCommand(now, { type: 3, name: 'name' })],
    ['an option of an unknown type', (now) => aRawCommand(now, { type: 77, name: 'name', value: 'x' })],
  ])('is answered politely and reaches no handler: %s', async (_, rawOf) => {
    harness.onInteraction(() => Promise.resolve());
    harness.receive(rawOf(harness.clock));
    expect(handled()).toBe(0);
    expect(harness.posted).toHaveLength(1);
    const { route, body } = harness.posted[0]!;
    expect(route).toMatch(/^\/interactions\/\d+\/a-token\/callback$/);
    expect(body.type).toBe(4);
    expect(body.data).toMatchObject({ flags: 64 | 32_768, allowed_mentions: { parse: [] } });
    await harness.gate.drain(1_000);
    const [[outcome]] = Object.entries(await harness.outcomes()) as [[string, number]];
    expect(outcome).toMatch(/ malformed$/);
  });

  it('gets no choices where choices are awaited', () => {
    harness.receive(
      aRawPress(harness.clock, { type: InteractionType.ApplicationCommandAutocomplete, data: null }),
    );
    expect(harness.posted[0]?.body).toEqual({ type: 8, data: { choices: [] } });
  });

  it('is answered in English where its language is no text', () => {
    harness.receive(aRawPress(harness.clock, { data: null, locale: { $ne: 'de' } }));
    expect(JSON.stringify(harness.posted[0]?.body)).toContain('out of date');
  });

  it('is answered also when discord.js fails to read it', () => {
    harness.read = () => {
      throw new TypeError('Cannot read properties of undefined');
    };
    harness.receive(aRawPress(harness.clock));
    expect(harness.posted).toHaveLength(1);
  });

  it('is answered also when discord.js makes nothing of it', () => {
    harness.read = () => undefined;
    harness.receive(aRawPress(harness.clock));
    expect(harness.posted).toHaveLength(1);
  });

  it('ends nothing when Discord takes no answer', async () => {
    harness.postFails = true;
    harness.receive(aRawPress(harness.clock, { data: null }));
    await new Promise(setImmediate);
    expect(harness.posted).toHaveLength(1);
  });
});

describe('every form that Discord sends', () => {
  it.each<[string, (clock: FixedClock) => Record<string, unknown>]>([
    ['a press in a server', (now) => aRawPress(now)],
    [
      'a press in a direct message',
      (now) =>
        aRawPress(now, { guild_id: undefined, member: undefined, user: { id: aSnowflake(), username: 'x' } }),
    ],
    [
      'a choice',
      (now) => aRawPress(now, { data: { custom_id: 'x', component_type: 3, values: ['a', 'b'] } }),
    ],
    ['a text option', (now) => aRawCommand(now, { type: 3, name: 'x', value: '__proto__' })],
    ['numbers and switches', (now) => aRawCommand(now, { type: 4, name: 'x', value: -3 })],
    ['a fraction', (now) => aRawCommand(now, { type: 10, name: 'x', value: 1.5 })],
    [
      'a channel with what it resolves to',
      (now) => {
        const id = aSnowflake();
        const data = {
          id: aSnowflake(),
          name: 'x',
          options: [{ type: 7, name: 'channel', value: id }],
          resolved: { channels: { [id]: { id, name: 'general', type: 0 } } },
        };
        return aRawCommand(now, {}, { data });
      },
    ],
    [
      'a number while it is typed',
      (now) =>
        aRawCommand(
          now,
          { type: 4, name: 'x', value: '1', focused: true },
          { type: InteractionType.ApplicationCommandAutocomplete },
        ),
    ],
    [
      'a form',
      (now) =>
        aRawPress(now, {
          type: InteractionType.ModalSubmit,
          message: undefined,
          data: {
            custom_id: 'x',
            components: [
              { type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'title', value: 'Hi' } },
              { type: 18, component: { type: 3, custom_id: 'pick', values: ['a'] } },
              { type: 1, components: [{ type: 4, custom_id: 'old', value: '' }] },
              { type: 10 },
            ],
          },
        }),
    ],
  ])('is let in: %s', (_, rawOf) => {
    harness.onInteraction(() => Promise.resolve());
    harness.receive(rawOf(harness.clock));
    expect(harness.posted).toEqual([]);
    expect(handled()).toBe(1);
  });
});

describe('an interaction that no handler knows', () => {
  it.each([
    ['component', 'out of date'],
    ['command', 'not known here any more'],
  ] as const)('is answered: a %s', async (kind, words) => {
    const interaction = new FakeInteraction({ kind });
    harness.onInteraction(() => undefined);
    harness.emit(interaction);
    await harness.gate.drain(1_000);
    expect(interaction.methods).toEqual(['reply']);
    expect(interaction.lastText).toContain(words);
    expect(await harness.outcomes()).toEqual({ [`${kind} unknown`]: 1 });
  });

  it('is one whose custom id is no valid text of an address', async () => {
    const interaction = new FakeInteraction({ kind: 'component', customId: 'x/%E0%A4%A' });
    harness.onInteraction(() => decodeURIComponent('%E0%A4%A'));
    harness.emit(interaction);
    await harness.gate.drain(1_000);
    expect(interaction.lastText).toContain('out of date');
  });
});

describe('a handler that fails', () => {
  it.each([
    [
      'at once',
      () => {
        throw new TypeError('bug');
      },
    ],
    ['later', () => Promise.reject(new TypeError('bug'))],
  ])('%s is told with an incident id, and nothing else breaks', async (_, fail) => {
    const interaction = new FakeInteraction();
    harness.onInteraction(fail);
    harness.emit(interaction);
    await harness.gate.drain(1_000);
    expect(interaction.lastText).toContain('Something went wrong');
  });
});

describe('the drain', () => {
  it('waits for running handlers, and for those that came meanwhile', async () => {
    const ends: (() => void)[] = [];
    harness.onInteraction(() => new Promise<void>((resolve) => ends.push(resolve)));
    harness.emit(new FakeInteraction());
    let left: number | undefined;
    const drained = harness.gate.drain(60_000).then((count) => {
      left = count;
    });
    harness.emit(new FakeInteraction());
    ends[0]?.();
    await new Promise(setImmediate);
    expect(left).toBeUndefined();
    ends[1]?.();
    await drained;
    expect(left).toBe(0);
  });

  it('ends at its limit and says how many were left', async () => {
    harness.onInteraction(() => new Promise(() => undefined));
    harness.emit(new FakeInteraction());
    harness.emit(new FakeInteraction());
    expect(await harness.gate.drain(1)).toBe(2);
    expect((await harness.metrics.interactionsInFlight.get()).values[0]?.value).toBe(2);
  });

  it('is done at once when nothing runs', async () => {
    await expect(harness.gate.drain(60_000)).resolves.toBe(0);
  });
});
