import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import {
  actionOf,
  answer,
  GuildOnlyGuard,
  inTime,
  literal,
  notice,
  sentIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { claimedView, claimWalletModal, proveFirstView, sureToDeclineView } from '../views/claim.view.js';
import { ClaimsService } from '../winners/claims.service.js';
import { claimId, claimWalletId, declineId, letGoId } from '../winners/winners.custom-ids.js';

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
    const action = actionOf(interaction);
    const texts = textsOf(interaction.locale);
    const { allowlist, step } = await inTime(this.claims.stepFor(action, connectionId));
    if (step?.kind === 'fill-in')
      await interaction.showModal(claimWalletModal(allowlist, step.fields, texts));
    else if (step?.kind === 'prove')
      await answer(interaction, Promise.resolve(allowlist), (found) => proveFirstView(found, texts));
    else
      await answer(interaction, this.claims.claim(action, connectionId), (claimed) =>
        claimedView(claimed, texts),
      );
  }

  @Modal(claimWalletId.pattern)
  async onWallet(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
  ): Promise<void> {
    const claimed = this.claims.claim(actionOf(interaction), connectionId, sentIn(interaction));
    await answer(interaction, claimed, (outcome) => claimedView(outcome, textsOf(interaction.locale)));
  }

  @Button(declineId.pattern)
  async onAskDecline(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await answer(interaction, this.claims.mayDecline(actionOf(interaction), connectionId), (allowlist) =>
      sureToDeclineView(allowlist, textsOf(interaction.locale)),
    );
  }

  @Button(letGoId.pattern)
  async onDecline(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(
      interaction,
      this.claims.decline(actionOf(interaction), connectionId),
      ({ allowlist }) => {
        const { declined } = textsOf(interaction.locale).draws.claims;
        return notice(declined(literal(allowlist.allowlistData.title)));
      },
    );
  }
}
