import { MINUTE_MS } from '../../../../src/kernel/clock.js';
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
  isTaskType,
  readProof,
  readReason,
} from '../../../../src/modules/tasks/tasks.rules.js';
import { aTaskCompletion, aTaskPost } from '../../../support/builders/index.js';

const NOW = new Date('2026-11-23T12:00:00Z');
const texts = catalogues['en-US'];

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
