import { isSnowflake, snowflakeTime } from '../../../../src/kernel/snowflake.js';
import { aPseudonym, isPseudonym } from '../../../../src/kernel/pseudonym.js';
import { withMemberMasked } from '../../../../src/maintenance/privacy/draw-lines.js';
import { ExportFiles } from '../../../../src/maintenance/privacy/export-files.js';
import { ErasureNotConfirmedError } from '../../../../src/modules/accounts/privacy/privacy.errors.js';
import { assertConfirmed } from '../../../../src/modules/accounts/privacy/privacy.rules.js';
import { entrantOf } from '../../../../src/modules/allowlists/index.js';
import { balances } from '../../../../src/modules/points/schemas/balance.schema.js';
import { aSnowflake } from '../../../support/builders/index.js';

describe('a random id in the place of a member’s', () => {
  const made = Array.from({ length: 2_000 }, aPseudonym);

  it('has the form of an id, of a time that no id has for decades, and is never the same', () => {
    expect(made.every((id) => isSnowflake(id) && isPseudonym(id))).toBe(true);
    expect(Math.min(...made.map((id) => snowflakeTime(id).getUTCFullYear()))).toBeGreaterThan(2080);
    expect(new Set(made).size).toBe(made.length);
    expect(isPseudonym(aSnowflake())).toBe(false);
  });
});

describe('the files of an export', () => {
  const FILE_BYTES = 1_000;
  const files = (documents: number, bytes: number) => {
    const collected = new ExportFiles('1100000000000000001', new Date(0), FILE_BYTES);
    for (let nth = 0; nth < documents; nth += 1)
      collected.add(balances, { isOwn: true, document: { nth, text: 'x'.repeat(bytes) } });
    return collected.finish();
  };
  const numbersIn = (content: Buffer): number[] => {
    const { collections } = JSON.parse(content.toString()) as {
      collections: Record<string, { yours: { nth: number }[] } | undefined>;
    };
    return collections[balances.name]?.yours.map(({ nth }) => nth) ?? [];
  };

  it('are JSON each, in parts, and nothing is in none or in two', () => {
    const { files: parts, leftOut } = files(10, 200);
    expect(leftOut).toBe(0);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(({ content }) => numbersIn(content))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('end after three, and what did not fit is counted', () => {
    const { files: parts, leftOut } = files(20, 400);
    const kept = parts.flatMap(({ content }) => numbersIn(content)).length;
    expect(parts).toHaveLength(3);
    expect(kept + leftOut).toBe(20);
    expect(leftOut).toBeGreaterThan(0);
  });

  it('leave out a document that fits in none, and are one when there is nothing', () => {
    expect(files(1, 2_000)).toMatchObject({ leftOut: 1, files: [{ name: 'personal-data-1.json' }] });
    expect(files(0, 0).files).toHaveLength(1);
  });
});

describe('the line of a member in a frozen list', () => {
  const [me, other] = [aSnowflake(), aSnowflake()];
  const line = (discordId: string) => JSON.stringify({ discordId, salt: 'ab'.repeat(16), tickets: 3 });
  const list = Buffer.from(`${line(other)}\n${line(me)}\n`);

  it('is masked to its entrant; every other byte stays', () => {
    const masked = JSON.stringify({ entrant: entrantOf('ab'.repeat(16), me), tickets: 3 });
    expect(withMemberMasked(list, me, entrantOf)?.toString()).toBe(`${line(other)}\n${masked}\n`);
  });

  it('is not looked for twice', () => {
    expect(withMemberMasked(list, aSnowflake(), entrantOf)).toBeNull();
    expect(withMemberMasked(withMemberMasked(list, me, entrantOf)!, me, entrantOf)).toBeNull();
  });
});

describe('the word that confirms', () => {
  it.each(['DELETE', 'delete', ' Delete ', 'LÖSCHEN', 'lo\u0308schen'])('is %j', (typed) => {
    expect(() => {
      assertConfirmed(typed);
    }).not.toThrow();
  });

  it.each(['', 'yes', 'DELETE ALL', 'löschn', '＊'])('is not %j', (typed) => {
    expect(() => {
      assertConfirmed(typed);
    }).toThrow(ErasureNotConfirmedError);
  });
});
