import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { auditEntries } from './audit-entry.schema.js';
import { AuditTrail } from './audit-trail.js';

@Module({
  imports: [MongooseModule.forFeature([auditEntries.model])],
  providers: [AuditTrail],
  exports: [AuditTrail],
})
export class AuditModule {}
