import { Module } from '@nestjs/common';
import { HelpSlash } from './commands/help.slash.js';

@Module({ providers: [HelpSlash] })
export class AnalyticsModule {}
