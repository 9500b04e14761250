import './mongoose-defaults.js';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { Database } from './database.js';
import { DatabaseMonitor, DatabaseVitals, SealedFields } from './monitoring/index.js';
import { type Collection, Collections } from './schema/index.js';

/**
 * Unconnected at first: `Database` opens it, so that the process lives while MongoDB is away.
 * (Not `MongooseModule.forRoot`, whose lazy connection still opens the address that it doesn't have yet.)
 */
const connection = { provide: getConnectionToken(), useFactory: () => mongoose.createConnection() };

@Global()
@Module({})
export class DatabaseModule {
  static register(all: readonly Collection[], sealed: SealedFields['all']): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        connection,
        Database,
        DatabaseMonitor,
        DatabaseVitals,
        { provide: Collections, useValue: { all } },
        { provide: SealedFields, useValue: { all: sealed } },
      ],
      exports: [connection, Database, DatabaseMonitor, DatabaseVitals, Collections],
    };
  }
}
