import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src/kernel/clock.js';
import { catalogues } from '../../../../src/locales/index.js';
import {
  ProofInvalidError,
  ProofPendingError,
  ReasonInvalidError,
  TaskAlreadyCompletedError,
  TaskClosedError,
} from '../../../../src/modules/tasks/tasks.errors.js';
import {
  assertNotTaken,
  assertOpen,
  isNoneOfOurs,
  type FormField,
  isTaskType,
  readProof,
  readReason,
  readTaskForm,
} from '../../../../src/modules/tasks/tasks.rules.js';
import { aTaskCompletion, aTaskPost } from '../../../support/builders/index.js';

const NOW = new Date('2026-11-23T12:00:00Z');
const texts = catalogues['en-US'];

const aForm = (given: Partial<Record<FormField, string>> = {}): Record<FormField, string> => ({
  title: 'Draw a sky cat',
  description: 'Send us the link.',
  points: '50',
  duration: '7d',
  ...given,
});

/** The fields that are refused, told by the words that a member reads. */
function refused(given: Partial<Record<FormField, string>>): string[] {
  const read = readTaskForm(given);
  if ('form' in read) return [];
  return read.faults.map((fault) => /\*\*(.+?)\*\*/.exec(fault(texts))?.[1] ?? '');
}

describe('the form of a task', () => {
  it('is read, cleaned and turned into numbers', () => {
    const typed = aForm({ title: ' Draw\u200B a\ncat ', points: ' ５０ ', duration: '1d 12h' });
    expect(readTaskForm(typed)).toEqual({
      form: {
        title: 'Draw a cat',
        description: 'Send us the link.',
        points: 50,
        durationMs: DAY_MS + 12 * HOUR_MS,
      },
    });
  });

  it.each<[FormField, string]>([
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

  it.each<[FormField, string, string]>([
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
    const read = readTaskForm(aForm({ title: '😀'.repeat(123) }));
    expect('faults' in read && read.faults[0]?.(texts)).toContain('123');
  });

  it('words its faults in the language of the reader', () => {
    const read = readTaskForm({});
    const faults = 'faults' in read ? read.faults : [];
    expect(faults).toHaveLength(4);
    for (const fault of faults) expect(fault(catalogues.de)).not.toBe(fault(texts));
  });
});

describe('the types of tasks', () => {
  it.each(['discord_join', 'custom'])('include %s', (type) => {
    expect(isTaskType(type)).toBe(true);
  });

  it.each(['', 'Custom', 'constructor', '__proto__', 'length'])('do not include %j', (type) => {
    expect(isTaskType(type)).toBe(false);
  });
});

describe('a task', () => {
  const openUntil = (expiresAt: Date) => aTaskPost({ createdAt: NOW, taskData: { expiresAt } });

  it('is open until its end', () => {
    expect(() => {
      assertOpen(openUntil(new Date(NOW.getTime() + 1)), NOW);
    }).not.toThrow();
  });

  it.each([
    ['at its end', NOW],
    ['after it', new Date(NOW.getTime() - 1)],
  ])('is closed %s', (_, expiresAt) => {
    expect(() => {
      assertOpen(openUntil(expiresAt), NOW);
    }).toThrow(TaskClosedError);
  });

  it('is closed when it was withdrawn', () => {
    expect(() => {
      assertOpen(aTaskPost({ createdAt: NOW, taskData: { status: 'cancelled' } }), NOW);
    }).toThrow(TaskClosedError);
  });
});

describe('an attempt before', () => {
  it('that counted is told, with its time', () => {
    const verifiedAt = new Date(NOW.getTime() - MINUTE_MS);
    const standing = aTaskCompletion({ state: 'verified', verifiedAt });
    try {
      assertNotTaken(standing);
      throw new Error('Not refused');
    } catch (error) {
      expect(error).toBeInstanceOf(TaskAlreadyCompletedError);
      expect((error as TaskAlreadyCompletedError).publicText(texts)).toContain(
        String(verifiedAt.getTime() / 1_000),
      );
    }
  });

  it('that waits is told', () => {
    const proof = { text: 'x', submittedAt: NOW };
    expect(() => {
      assertNotTaken(aTaskCompletion({ state: 'pending', proof }));
    }).toThrow(ProofPendingError);
  });

  it('that was rejected does not count', () => {
    expect(() => {
      assertNotTaken(aTaskCompletion({ state: 'rejected' }));
    }).not.toThrow();
  });
});

describe.each([
  ['a proof', readProof, 500, ProofInvalidError],
  ['a reason', readReason, 300, ReasonInvalidError],
])('%s', (_, read, max, Refusal) => {
  it('is cleaned', () => {
    expect(read(' see \u202Ethis \n')).toBe('see this');
  });

  it.each([1, max])(`may have %i characters`, (length) => {
    expect(read('😀'.repeat(length))).toBe('😀'.repeat(length));
  });

  it.each(['', ' \n ', '\u200B', 'x'.repeat(max + 1), '😀'.repeat(max + 1)])(
    'of a bad length is refused',
    (typed) => {
      expect(() => read(typed)).toThrow(Refusal);
    },
  );
});

describe('an id that is not found', () => {
  const idOf = (daysAgo: number): string =>
    Math.floor((NOW.getTime() - daysAgo * 86_400_000) / 1_000).toString(16) + '0'.repeat(16);

  it.each([
    ['that is no id', 'x', true],
    ['of 90 days ago may have been cleaned up', idOf(90), false],
    ['that is younger is none of ours', idOf(89.99), true],
    ['of the future is none of ours', 'f'.repeat(24), true],
  ])('%s', (_, id, expected) => {
    expect(isNoneOfOurs(id, NOW)).toBe(expected);
  });
});
