import type { Collection } from '../../../src/infra/database/schema/index.js';
import { serviceRole, SERVICE_ROLE } from '../../../src/maintenance/service-role.js';
import { generatedFrom, page } from './markdown.js';

const DATABASE = 'discord-community-bot';

/** `docs/database-user.md`: how the service gets a user of its own. */
export function databaseUserPage(collections: readonly Collection[]): string {
  const role = JSON.stringify(serviceRole(DATABASE, collections), null, 2);
  const user = `{ createUser: "bot", pwd: passwordPrompt(), roles: ["${SERVICE_ROLE}"] }`;
  return page(
    generatedFrom('`src/maintenance/service-role.ts` and the schemas'),
    "# The service's own database user",
    'Give the service a user that can do what it does and no more: it adds to the audit trail and can neither change nor ' +
      'remove an entry of it, and it migrates nothing. Migrations run as another user, with `dbOwner` on the database: ' +
      '`MONGODB_URI=… discord-db-manager migrate`.',
    `In \`mongosh\`, as an administrator; replace \`${DATABASE}\` if your database has another name:`,
    ['```js', 'use admin', `db.runCommand(${role})`, `db.runCommand(${user})`, '```'].join('\n'),
    'The service then has `MONGODB_URI=mongodb://bot:…@host/' + DATABASE + '?replicaSet=…&authSource=admin`.',
    'A collection that comes with a later version needs the role anew: run the command with `updateRole` in the place of ' +
      '`createRole`. Until then the service says which collection it may not use.',
  );
}
