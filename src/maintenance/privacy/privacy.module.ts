import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { AccountsModule, PersonalData } from '../../modules/accounts/index.js';
import { AllowlistsModule } from '../../modules/allowlists/index.js';
import { TasksModule } from '../../modules/tasks/index.js';
import { DocumentEraser } from './document-eraser.js';
import { DocumentReader } from './document-reader.js';
import { EraseMemberEffect } from './erase-member.effect.js';
import { erasures } from './erasure.schema.js';
import { ErasureSteps } from './erasure-steps.js';
import { ErasuresRepository } from './erasures.repository.js';
import { PersonalDataService } from './personal-data.service.js';

/** Global, as the commands of members lie below it. */
@Global()
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    TasksModule,
    AllowlistsModule,
    MongooseModule.forFeature([erasures.model]),
  ],
  providers: [
    DocumentEraser,
    DocumentReader,
    ErasureSteps,
    ErasuresRepository,
    EraseMemberEffect,
    { provide: PersonalData, useClass: PersonalDataService },
  ],
  exports: [PersonalData],
})
export class PrivacyModule implements OnModuleInit {
  constructor(
    private readonly effects: DueRunner,
    private readonly eraseMember: EraseMemberEffect,
  ) {}

  onModuleInit(): void {
    this.effects.register(this.eraseMember);
  }
}
