import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { ServersModule } from '../servers/index.js';
import { TemplatesControls } from './components/templates.button.js';
import { templates } from './schemas/template.schema.js';
import { TemplatesRepository } from './templates.repository.js';
import { TemplatesService } from './templates.service.js';

@Module({
  imports: [AuditModule, ServersModule, MongooseModule.forFeature([templates.model])],
  providers: [TemplatesControls, TemplatesRepository, TemplatesService],
  exports: [TemplatesService],
})
export class TemplatesModule {}
