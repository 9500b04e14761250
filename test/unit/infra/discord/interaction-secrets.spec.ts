import { aSnowflake } from '../../../support/builders/index.js';
import { silenceLogs } from '../../../support/fakes/index.js';
import { aRawCommand, aRawPress, GateHarness } from './gate-harness.js';

silenceLogs();

type Raw = Record<string, unknown>;
const SECRET = 'hunter2-sk_live_5f0e';
const harness = new GateHarness();
harness.onInteraction(() => Promise.reject(new TypeError(SECRET)));
const { clock } = harness;
const aForm = (...components: Raw[]): Raw =>
  aRawPress(clock, { type: 5, data: { custom_id: 'tasks/proof/1', components } });
const aField = (field: Raw): Raw => aForm({ type: 18, component: field });

async function recordOf(raw: Raw) {
  harness.receive(raw);
  await harness.gate.drain(1_000);
  return harness.records.all.at(-1)!;
}

describe('the record holds nothing of', () => {
  it.each<[string, () => Raw]>([
    ['the token', () => aRawPress(clock, { token: SECRET })],
    ['the token of a payload of another form', () => aRawPress(clock, { token: SECRET, data: null })],
    ['a text option', () => aRawCommand(clock, { type: 3, name: 'name', value: SECRET })],
    [
      'a text while it is typed',
      () => aRawCommand(clock, { type: 3, name: 'name', value: SECRET, focused: true }, { type: 4 }),
    ],
    [
      'a number while it is typed',
      () => aRawCommand(clock, { type: 4, name: 'n', value: SECRET, focused: true }, { type: 4 }),
    ],
    [
      'a one-time token in a custom id',
      () =>
        aRawPress(clock, {
          data: { custom_id: `account/wallet/sign/${SECRET.padEnd(43, 'x')}`, component_type: 2 },
        }),
    ],
    ['a field of a form', () => aField({ type: 4, custom_id: 'title', value: SECRET })],
    [
      'a field of the old kind',
      () => aForm({ type: 1, components: [{ type: 4, custom_id: 'x', value: SECRET }] }),
    ],
    ['a name that no field of ours has', () => aField({ type: 4, custom_id: `$${SECRET}`, value: '' })],
    [
      'the names of a member',
      () => {
        const user = { id: aSnowflake(), username: SECRET, global_name: SECRET, avatar: SECRET };
        return aRawPress(clock, { member: { user, nick: SECRET, roles: [], permissions: '0' } });
      },
    ],
    [
      'the message that was pressed',
      () => aRawPress(clock, { message: { id: aSnowflake(), content: SECRET, embeds: [{ title: SECRET }] } }),
    ],
    [
      'a file',
      () => {
        const id = aSnowflake();
        const resolved = { attachments: { [id]: { id, filename: SECRET, url: `https://x/${SECRET}` } } };
        const options = [{ type: 11, name: 'file', value: id }];
        return aRawPress(clock, { type: 2, data: { id, name: 'tasks', options, resolved } });
      },
    ],
    ['the place', () => aRawPress(clock, { channel: { name: SECRET, topic: SECRET }, locale: SECRET })],
    ['the message of an error', () => aRawPress(clock)],
  ])('%s', async (_, rawOf) => {
    const raw = rawOf();
    const record = await recordOf(raw);
    expect(record.interactionId).toBe(raw.id);
    expect(JSON.stringify(record)).not.toContain(SECRET);
  });
});

describe('the record keeps of what was given', () => {
  const id = aSnowflake();
  it.each<[string, () => Raw, unknown]>([
    [
      'a text only its length, in characters',
      () => aRawCommand(clock, { type: 3, name: 'name', value: 'Katze 🐱' }),
      { name: { length: 7 } },
    ],
    [
      'a choice as it is',
      () => aRawCommand(clock, { type: 3, name: 'type', value: 'custom' }),
      { type: 'custom' },
    ],
    [
      'a choice of another option only its length',
      () => aRawCommand(clock, { type: 3, name: 'name', value: 'custom' }),
      { name: { length: 6 } },
    ],
    ['a number as it is', () => aRawCommand(clock, { type: 4, name: 'points', value: 50 }), { points: 50 }],
    ['a switch as it is', () => aRawCommand(clock, { type: 5, name: 'all', value: false }), { all: false }],
    ['an id as it is', () => aRawCommand(clock, { type: 7, name: 'channel', value: id }), { channel: id }],
    [
      'what a menu was opened on',
      () => aRawPress(clock, { type: 2, data: { id, name: 'Report', type: 3, target_id: id } }),
      { target: id },
    ],
    [
      'what was picked',
      () =>
        aRawPress(clock, { data: { custom_id: 'tasks/complete/1', component_type: 3, values: ['a', 'b'] } }),
      { values: ['a', 'b'] },
    ],
    [
      'a field only its length',
      () => aField({ type: 4, custom_id: 'title', value: '' }),
      { title: { length: 0 } },
    ],
    ['what was picked in a form', () => aField({ type: 5, custom_id: 'who', values: [id] }), { who: [id] }],
    ['a switch in a form', () => aField({ type: 23, custom_id: 'yes', value: true }), { yes: true }],
    [
      'the one that was picked in a form',
      () => aField({ type: 21, custom_id: 'one', value: 'a' }),
      { one: 'a' },
    ],
    [
      'a name that is also one of JavaScript',
      () => aField({ type: 4, custom_id: '__proto__', value: 'x' }),
      JSON.parse('{"__proto__":{"length":1}}'),
    ],
    ['nothing where nothing was', () => aRawPress(clock), undefined],
  ])('%s', async (_, rawOf, expected) => {
    expect((await recordOf(rawOf())).options).toEqual(expected);
  });

  it('no more than Discord allows', async () => {
    const values = Array.from({ length: 40 }, () => 'x'.repeat(300));
    const { options } = await recordOf(aField({ type: 3, custom_id: 'pick', values }));
    expect(options).toEqual({ pick: Array.from({ length: 25 }, () => 'x'.repeat(100)) });
    const long = 'tasks/complete/' + 'x'.repeat(200);
    const pressed = await recordOf(aRawPress(clock, { data: { custom_id: long, component_type: 2 } }));
    expect(pressed.customId).toHaveLength(100);
  });
});
