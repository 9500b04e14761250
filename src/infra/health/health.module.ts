import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseHealth } from './database.health.js';
import { DiscordHealth } from './discord.health.js';
import { HealthController } from './health.controller.js';
import { Lifecycle } from './lifecycle.js';
import { RedisHealth } from './redis.health.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [DatabaseHealth, DiscordHealth, RedisHealth, Lifecycle],
  exports: [Lifecycle],
})
export class HealthModule {}
