import './mongoose-defaults.js';
import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Database } from './database.js';

@Global()
@Module({
  // Unconnected at first: `Database` opens it, so that the process lives while MongoDB is away.
  imports: [MongooseModule.forRootAsync({ useFactory: () => ({ lazyConnection: true }) })],
  providers: [Database],
  exports: [Database],
})
export class DatabaseModule {}
