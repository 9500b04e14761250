import {
  type Collection,
  type MemberData,
  type MemberField,
  memberFieldsOf,
} from '../../../src/infra/database/schema/index.js';
import { code, generatedFrom, page, table } from './markdown.js';

/** `docs/privacy.md`, from what the schemas say of members. */
export function privacyPage(collections: readonly Collection[]): string {
  const rows = collections.flatMap((collection) =>
    memberFieldsOf(collection.schema).map((field) => rowOf(collection, field)),
  );
  const silent = collections.filter(({ schema }) => memberFieldsOf(schema).length === 0);
  return page(
    generatedFrom('what the schemas in `src/**/*.schema.ts` say of members'),
    '# Privacy',
    'What the bot holds of a member, and what becomes of it at `/account privacy delete`. Erasure and export ' +
      'read the same marks as this page, so nothing is erased, kept or exported that is not said here. A test plants a ' +
      'member everywhere, has them erased by the command, and finds no byte of their id, name or wallet outside the ' +
      'fields that are kept.',
    [
      '- **erase (row)**: the whole document goes, with every field in it, also those that have no line here.',
      '- **erase**: the value goes, the document stays. In a list its item goes.',
      '- **pseudonymise**: a random id stands in the place of the member’s, the same one in all documents. It has 19 digits ' +
        'and begins with 9, as no id at Discord will before 2083. It is made for the erasure, derived from nothing, and ' +
        'forgotten at its end: nobody can tell whose it was, the operator included.',
      '- **keep**: stays as it is, for the reason given.',
    ].join('\n'),
    '## Field by field',
    table(['Collection', 'Field', 'Holds', 'At erasure', 'Why'], rows),
    '## Nothing of a member',
    `${silent.map(({ name }) => code(name)).join(', ')}.`,
    ORDER,
  );
}

function rowOf({ name }: Collection, { path, list, facts, isRequired, member }: MemberField): string[] {
  const place = list === undefined ? path : `${list}[]${path.slice(list.length)}`;
  return [code(name), code(place), facts.description ?? '–', fateOf(member, isRequired, list), member.why];
}

function fateOf({ as, fate }: MemberData, isRequired: boolean, list: string | undefined): string {
  if (as === 'lines') return 'erase (line masked)';
  if (fate !== 'erase') return fate;
  const isWholeRow = as === 'owner' || (as === 'searched' && isRequired && list === undefined);
  return isWholeRow ? 'erase (row)' : 'erase';
}

const ORDER = `## How an erasure runs

It begins ten seconds after the member has confirmed, so that what they do at this very moment is written by then, and
goes on after a crash where it stopped: each step may run twice. Every step but the last leaves the erasure itself due.

1. Points that are owed are paid, open payments for entries are finished or taken back, refunds that are due are made.
2. Entries in open allowlists are withdrawn, undecided attempts at tasks taken out of the review.
3. Tokens are revoked at Discord and deleted.
4. Ledger and balances get the random id, community by community, both in one transaction: sums stay what they were.
5. All other documents follow the table above; lines of frozen lists are masked as the draw protocol says.
6. Figures and cards that named the member are counted and drawn anew.
7. The member is told, by a direct message. The erasure forgets who it was for, and its random id with it.

What the member does after that is done by a new account, which nothing connects to the old one.`;
