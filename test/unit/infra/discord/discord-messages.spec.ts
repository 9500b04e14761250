import type { DiscordApi } from '../../../../src/infra/discord/index.js';
import { DiscordMessages } from '../../../../src/infra/discord/discord-messages.js';

const MEMBER = '123456789012345678';
const EMOJI = { id: null, name: '👍' };

/** What is asked of Discord, and an answer to each by its query's type. */
function asking(answers: Readonly<Record<string, readonly { id: string }[]>>) {
  const asked: Readonly<Record<string, string>>[] = [];
  const get = (_route: string, query: Readonly<Record<string, string>>) => {
    asked.push(query);
    return Promise.resolve(answers[query.type ?? '0'] ?? []);
  };
  return { asked, messages: new DiscordMessages({ get } as unknown as DiscordApi) };
}
const hasReacted = (messages: DiscordMessages, given: { isNormal: boolean; isBurst: boolean }) =>
  messages.hasReacted('1', '2', { ...EMOJI, ...given }, MEMBER);

describe('whether a member has reacted', () => {
  it('is asked of the member alone, by who comes after the id before', async () => {
    const { asked, messages } = asking({ 0: [{ id: MEMBER }] });
    expect(await hasReacted(messages, { isNormal: true, isBurst: false })).toBe(true);
    expect(asked).toEqual([{ after: '123456789012345677', limit: '1' }]);
  });

  it('is not so when Discord tells the next one', async () => {
    const { messages } = asking({ 0: [{ id: `${MEMBER}9` }] });
    expect(await hasReacted(messages, { isNormal: true, isBurst: false })).toBe(false);
  });

  it('is so with a super reaction too, which is asked for where there is one', async () => {
    const { asked, messages } = asking({ 1: [{ id: MEMBER }] });
    expect(await hasReacted(messages, { isNormal: true, isBurst: true })).toBe(true);
    expect(asked.map(({ type }) => type)).toEqual([undefined, '1']);
  });
});
