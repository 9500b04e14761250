import './mongoose-defaults.js';
import { Global, Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { Database } from './database.js';

/**
 * Unconnected at first: `Database` opens it, so that the process lives while MongoDB is away.
 * (Not `MongooseModule.forRoot`, whose lazy connection still opens the address that it doesn't have yet.)
 */
const connection = { provide: getConnectionToken(), useFactory: () => mongoose.createConnection() };

@Global()
@Module({ providers: [connection, Database], exports: [connection, Database] })
export class DatabaseModule {}
