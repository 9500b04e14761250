import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, ManagerGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { auditPageId, filterOf } from '../audit/audit.custom-ids.js';
import { auditView } from '../views/audit.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class AuditPageButton {
  constructor(private readonly log: AuditLogService) {}

  @Button(auditPageId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('direction') direction: string,
    @ComponentParam('anchor') id: string,
    @ComponentParam('who') who: string,
    @ComponentParam('what') what: string,
  ): Promise<void> {
    const anchor = { direction: direction === 'before' ? 'before' : 'after', id } as const;
    const page = this.log.page(actionOf(interaction).guildId, filterOf(who, what), anchor);
    await updatePanel(interaction, page, (found) => auditView(found, textsOf(interaction.locale)));
  }
}
