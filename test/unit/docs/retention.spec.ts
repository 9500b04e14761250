import { collections } from '../../../src/maintenance/collections.js';
import { expectWritten } from '../../support/docs/golden.js';
import { retentionPage } from '../../support/docs/retention-page.js';

it('docs/retention.md is what the schemas and the cleanup say', () => {
  expectWritten('docs/retention.md', retentionPage(collections));
});

it.each(collections)('$name says which rows never go', ({ retention }) => {
  expect(retention.keeps).toMatch(/^[A-Z][^\n]*\.$/);
});
