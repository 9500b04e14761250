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
import { actionOf, answer, GuildOnlyGuard, inTime, sentIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { enterId, entryFormId } from '../entries/entries.custom-ids.js';
import { EnteringService } from '../entries/entering.service.js';
import { enteredView, entryFormModal } from '../views/entering.view.js';
import { TellsOfEntries } from './tells-of-entries.js';

/** *Enter*: at once, or by a form where a wallet or an answer is asked for. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class EnterControls {
  constructor(private readonly entering: EnteringService) {}

  @Button(enterId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const action = actionOf(interaction);
    const texts = textsOf(interaction.locale);
    const form = await inTime(this.entering.formFor(action, connectionId));
    if (form !== null) await interaction.showModal(entryFormModal(form, texts));
    else
      await answer(interaction, this.entering.enter(action, connectionId), (entered) =>
        enteredView(entered, texts),
      );
  }

  @TellsOfEntries()
  @Modal(entryFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
  ): Promise<void> {
    const entered = this.entering.enter(actionOf(interaction), connectionId, sentIn(interaction));
    await answer(interaction, entered, (outcome) => enteredView(outcome, textsOf(interaction.locale)));
  }
}
