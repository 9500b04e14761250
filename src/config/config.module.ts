import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from './app.config.js';
import { DatabaseConfig } from './database.config.js';
import { DrawsConfig } from './draws.config.js';
import { DiscordConfig } from './discord.config.js';
import { EncryptionConfig } from './encryption.config.js';
import type { Env } from './env.schema.js';
import { RedisConfig } from './redis.config.js';
import { ChainsConfig } from './chains.config.js';

/** Gives each part of the service its own slice of the settings, already checked and typed. */
@Module({})
export class ConfigModule {
  static register(env: Env): DynamicModule {
    const slices = [
      { provide: AppConfig, useValue: new AppConfig(env) },
      { provide: DatabaseConfig, useValue: new DatabaseConfig(env) },
      { provide: DiscordConfig, useValue: new DiscordConfig(env) },
      { provide: EncryptionConfig, useValue: new EncryptionConfig(env) },
      { provide: RedisConfig, useValue: new RedisConfig(env) },
      { provide: ChainsConfig, useValue: new ChainsConfig(env) },
      { provide: DrawsConfig, useValue: new DrawsConfig(env) },
    ];
    return { module: ConfigModule, global: true, providers: slices, exports: slices };
  }
}
