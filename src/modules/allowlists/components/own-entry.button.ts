import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { MessageFlags } from 'discord.js';
import { actionOf, answer, GuildOnlyGuard, updatePanel, type View } from '../../../infra/discord/index.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import {
  allowlistDetailsId,
  askLeaveId,
  entryFileId,
  leaveId,
  ownEntryId,
  refreshEntryId,
} from '../entries/entries.custom-ids.js';
import { type OwnEntry, OwnEntriesService } from '../entries/own-entries.service.js';
import { allowlistDetailsView, askLeaveView, entryFileView, ownEntryView } from '../views/own-entry.view.js';
import { TellsOfEntries } from './tells-of-entries.js';

/** What a member sees of an allowlist and of their entry, and does with it. */
@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsOfEntries()
export class OwnEntryButtons {
  constructor(private readonly own: OwnEntriesService) {}

  @Button(allowlistDetailsId.pattern)
  async onDetails(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await answer(interaction, this.own.details(actionOf(interaction), connectionId), (standing) =>
      allowlistDetailsView(standing, textsOf(interaction.locale)),
    );
  }

  /** From the card, which everybody sees, and from private panels, which become the answer. */
  @Button(ownEntryId.pattern)
  async onEntry(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const own = this.own.own(actionOf(interaction), connectionId);
    await (isPrivate ? updatePanel : answer)(interaction, own, (found) =>
      ownEntryView(found, textsOf(interaction.locale)),
    );
  }

  @Button(refreshEntryId.pattern)
  onRefresh(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.own.refresh(actionOf(interaction), connectionId), ownEntryView);
  }

  @Button(askLeaveId.pattern)
  onAskLeave(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.own.own(actionOf(interaction), connectionId), askLeaveView);
  }

  @Button(leaveId.pattern)
  onLeave(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.own.leave(actionOf(interaction), connectionId), ownEntryView);
  }

  @Button(entryFileId.pattern)
  async onFile(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await answer(interaction, this.own.file(actionOf(interaction), connectionId), (file) =>
      entryFileView(file, textsOf(interaction.locale)),
    );
  }
}

const show = (
  interaction: ButtonContext[0],
  own: Promise<OwnEntry>,
  view: (own: OwnEntry, texts: Texts) => View,
): Promise<void> => updatePanel(interaction, own, (found) => view(found, textsOf(interaction.locale)));
