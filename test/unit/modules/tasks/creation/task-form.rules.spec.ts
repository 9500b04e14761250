import { catalogues } from '../../../../../src/locales/index.js';
import { readTexts } from '../../../../../src/modules/tasks/creation/task-form.rules.js';

const texts = catalogues['en-US'];
type Field = 'title' | 'description' | 'points' | 'duration';

const aForm = (given: Partial<Record<Field, string>> = {}): Record<Field, string> => ({
  title: 'Draw a sky cat',
  description: 'Send us the link.',
  points: '50',
  duration: '7d',
  ...given,
});

const sent = (typed: Partial<Record<Field, string>>) =>
  Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, [value]]));

/** The fields that are refused, told by the words that a member reads. */
function refused(given: Partial<Record<Field, string>>): string[] {
  const read = readTexts(sent(given), true);
  if ('texts' in read) return [];
  return read.faults.map((fault) => /\*\*(.+?)\*\*/.exec(fault(texts))?.[1] ?? '');
}

describe('the form of a task', () => {
  it('is read, cleaned and turned into numbers', () => {
    const typed = aForm({ title: ' Draw\u200B a\ncat ', points: ' ５０ ', duration: '1d 12h' });
    expect(readTexts(sent(typed), true)).toEqual({
      texts: { title: 'Draw a cat', description: 'Send us the link.', points: 50, openMinutes: 2_160 },
    });
  });

  it.each<[Field, string]>([
    ['title', 'x'],
    ['title', 'x'.repeat(100)],
    ['title', '😀'.repeat(100)],
    ['title', `${'x'.repeat(100)}\u200B`],
    ['title', '__proto__'],
    ['description', 'x'],
    ['description', 'x'.repeat(500)],
    ['description', 'line\nline'],
    ['points', '1'],
    ['points', '10000'],
    ['duration', '1h'],
    ['duration', '60m'],
    ['duration', '365d'],
    ['duration', '52w 1d'],
  ])('takes a %s such as %j', (field, typed) => {
    expect(refused(aForm({ [field]: typed }))).toEqual([]);
  });

  it.each<[Field, string, string]>([
    ['title', '', 'Title'],
    ['title', '   ', 'Title'],
    ['title', '\u200B\u200D', 'Title'],
    ['title', 'x'.repeat(101), 'Title'],
    ['title', 'x'.repeat(10_000), 'Title'],
    ['description', '', 'Description'],
    ['description', '\n\n', 'Description'],
    ['description', 'x'.repeat(501), 'Description'],
    ['points', '', 'Points'],
    ['points', '0', 'Points'],
    ['points', '-1', 'Points'],
    ['points', '10001', 'Points'],
    ['points', '1000000000', 'Points'],
    ['points', '1.5', 'Points'],
    ['points', 'NaN', 'Points'],
    ['points', '5²', 'Points'],
    ['duration', '', 'Open for'],
    ['duration', '59m', 'Open for'],
    ['duration', '0d', 'Open for'],
    ['duration', '366d', 'Open for'],
    ['duration', '365d 1m', 'Open for'],
    ['duration', '10y', 'Open for'],
    ['duration', '31/02', 'Open for'],
    ['duration', '9999-12-31', 'Open for'],
    ['duration', '999999w', 'Open for'],
  ])('refuses a %s such as %j', (field, typed, named) => {
    expect(refused(aForm({ [field]: typed }))).toEqual([named]);
  });

  it('tells all faults at once', () => {
    expect(refused({})).toEqual(['Title', 'Description', 'Points', 'Open for']);
  });

  it('says how long a text is that is too long', () => {
    const read = readTexts(sent(aForm({ title: '😀'.repeat(123) })), true);
    expect('faults' in read && read.faults[0]?.(texts)).toContain('123');
  });

  it('words its faults in the language of the reader', () => {
    const read = readTexts({}, true);
    const faults = 'faults' in read ? read.faults : [];
    expect(faults).toHaveLength(4);
    for (const fault of faults) expect(fault(catalogues.de)).not.toBe(fault(texts));
  });
});
