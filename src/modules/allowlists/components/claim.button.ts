import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { ACCENT, actionOf, answer, GuildOnlyGuard, literal, notice } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { ClaimsService } from '../winners/claims.service.js';
import { claimId, declineId } from '../winners/winners.custom-ids.js';

/** Under an announcement: for those who won. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class ClaimButtons {
  constructor(private readonly claims: ClaimsService) {}

  @Button(claimId.pattern)
  async onClaim(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await answer(interaction, this.claims.claim(actionOf(interaction), connectionId), ({ allowlist }) => {
      const { title, prize } = allowlist.allowlistData;
      const { claimed } = textsOf(interaction.locale).draws.claims;
      return notice(claimed(literal(title), literal(prize)), ACCENT.success);
    });
  }

  @Button(declineId.pattern)
  async onDecline(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await answer(interaction, this.claims.decline(actionOf(interaction), connectionId), ({ allowlist }) => {
      const { declined } = textsOf(interaction.locale).draws.claims;
      return notice(declined(literal(allowlist.allowlistData.title)));
    });
  }
}
