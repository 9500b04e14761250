import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { actionOfFilter } from '../audit/audit-actions.rules.js';
import { AuditLogService } from '../audit/audit-log.service.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { auditView } from '../views/audit.view.js';
import { AuditActionAutocomplete } from './options/audit-action.autocomplete.js';
import { AuditCommunityOptions } from './options/audit-community.options.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class AuditCommunitySlash {
  constructor(private readonly log: AuditLogService) {}

  @UseInterceptors(AuditActionAutocomplete)
  @Subcommand(localizedCommand('communityAudit'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { who, what }: AuditCommunityOptions,
  ): Promise<void> {
    const texts = textsOf(interaction.locale);
    const filter = { actorId: who?.id, action: actionOfFilter(what, texts) };
    await answer(interaction, this.log.page(actionOf(interaction).guildId, filter), (page) =>
      auditView(page, texts),
    );
  }
}
