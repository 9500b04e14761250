import { Command, CommandRunner } from 'nest-commander';
import { MaintenanceDatabase } from '../infra/database/index.js';

/** `discord-db-manager migrate`: brings the database up to the newest migration. */
@Command({ name: 'migrate', description: 'Run the migrations that are pending' })
export class MigrateCommand extends CommandRunner {
  constructor(private readonly database: MaintenanceDatabase) {
    super();
  }

  override async run(): Promise<void> {
    await this.database.use(async ({ target, migrations }) => {
      process.stderr.write(`Database: ${target}\n`);
      const applied = await migrations.migrate(() => {
        process.stderr.write('Another process is migrating, waiting for it…\n');
      });
      for (const { id, name } of applied) process.stdout.write(`applied ${id}-${name}\n`);
      if (applied.length === 0) process.stdout.write('nothing to do: the database is current\n');
    });
  }
}
