import { type Collection, memberFieldsOf, placedFields } from '../../../src/infra/database/schema/index.js';
import { collections } from '../../../src/maintenance/collections.js';
import { expectWritten } from '../../support/docs/golden.js';
import { privacyPage } from '../../support/docs/privacy-page.js';

it('docs/privacy.md is what the schemas say', () => {
  expectWritten('docs/privacy.md', privacyPage(collections));
});

describe.each(collections)('$name', (collection) => {
  it('says of every id, every private value and every free form what it has to do with a member', () => {
    // Mark it in its schema: ownerId, mentionedId, ofOwner, searchedForId or noMember.
    expect(unmarked(collection)).toEqual([]);
  });

  it('gives a reason, for members to read', () => {
    for (const { member } of memberFieldsOf(collection.schema)) expect(member.why).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it('can go on without what is erased', () => {
    const fields = memberFieldsOf(collection.schema);
    const erased = fields.filter(({ member }) => member.as === 'part' && member.fate === 'erase');
    expect(erased.filter(({ isRequired, list }) => isRequired && list === undefined)).toEqual([]);
    expect(fields.filter(({ member }) => member.as === 'owner').length).toBeLessThanOrEqual(1);
  });
});

function unmarked({ schema }: Collection): string[] {
  const goesAsAWhole = memberFieldsOf(schema).some(
    ({ member }) => member.as === 'owner' && member.fate === 'erase',
  );
  return placedFields(schema)
    .filter(({ facts, type, around }) => {
      if (facts.member !== undefined || facts.isNobodys === true || around.length > 0) return false;
      if (isSnowflakeField(facts.rules)) return true;
      const isFree = type.instance === 'Mixed' && facts.rules?.bsonType !== 'timestamp';
      return (isFree || facts.isPrivate === true) && !goesAsAWhole;
    })
    .map(({ path }) => path);
}

const isSnowflakeField = (rules: Readonly<Record<string, unknown>> = {}): boolean =>
  rules.pattern === '^[1-9][0-9]{16,18}$';
