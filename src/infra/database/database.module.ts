import './mongoose-defaults.js';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { Database } from './database.js';
import { DatabaseMonitor } from './monitoring/index.js';
import { type Collection, Collections } from './schema/index.js';

/**
 * Unconnected at first: `Database` opens it, so that the process lives while MongoDB is away.
 * (Not `MongooseModule.forRoot`, whose lazy connection still opens the address that it doesn't have yet.)
 */
const connection = { provide: getConnectionToken(), useFactory: () => mongoose.createConnection() };

@Global()
@Module({})
export class DatabaseModule {
  static register(all: readonly Collection[]): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [connection, Database, DatabaseMonitor, { provide: Collections, useValue: { all } }],
      exports: [connection, Database, DatabaseMonitor, Collections],
    };
  }
}
