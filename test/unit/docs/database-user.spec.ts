import { collections } from '../../../src/maintenance/collections.js';
import { databaseUserPage } from '../../support/docs/database-user-page.js';
import { expectWritten } from '../../support/docs/golden.js';

it('docs/database-user.md names the collections that there are', () => {
  expectWritten('docs/database-user.md', databaseUserPage(collections));
});
