import {
  isWanted,
  readEmoji,
} from '../../../../../src/modules/tasks/verifiers/discord_reaction/emoji.rules.js';

const ID = '123456789012345678';
const character = (name: string) => ({ id: null, name });

it.each(['👍', '👍🏽', '❤️', '❤', '🇩🇪', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '#⃣', ' ✅ '])(
  '%s is one emoji, and is found under a message',
  (typed) => {
    const wanted = readEmoji(typed);
    expect(wanted?.kind).toBe('character');
    expect(wanted && isWanted(wanted, character(typed.trim()))).toBe(true);
  },
);

it('an emoji is the same with and without a selector of its look', () => {
  expect(isWanted(readEmoji('❤')!, character('❤️'))).toBe(true);
  expect(isWanted(readEmoji('❤️')!, character('❤'))).toBe(true);
});

it.each([
  '',
  'x',
  '1',
  '👍👍',
  '👍 👎',
  'thumbs up',
  '🇩',
  '__proto__',
  ':a:',
  '<:cat:1>',
  '<:cat:>',
  '\u{200D}',
])('%j is no emoji', (typed) => {
  expect(readEmoji(typed)).toBeNull();
});

it.each([`<:cat:${ID}>`, `<a:cat:${ID}>`])('%s is found by its id, whatever its name is now', (typed) => {
  const wanted = readEmoji(typed)!;
  expect(isWanted(wanted, { id: ID, name: 'dog' })).toBe(true);
  expect(isWanted(wanted, { id: `${ID}9`, name: 'cat' })).toBe(false);
  expect(isWanted(wanted, character('cat'))).toBe(false);
});

it('a custom emoji is found by its name where only that was typed', () => {
  const wanted = readEmoji(':cat:')!;
  expect(isWanted(wanted, { id: ID, name: 'cat' })).toBe(true);
  expect(isWanted(wanted, { id: ID, name: 'dog' })).toBe(false);
  expect(isWanted(wanted, character('cat'))).toBe(false);
});

it('other emojis are others', () => {
  expect(isWanted(readEmoji('👍')!, character('👍🏽'))).toBe(false);
  expect(isWanted(readEmoji('👍')!, character('👎'))).toBe(false);
});
