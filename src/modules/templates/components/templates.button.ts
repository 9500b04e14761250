import { Injectable, UseGuards } from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import {
  chooseTemplateId,
  deleteTemplateId,
  nameTemplateId,
  openTemplatesId,
  saveTemplateId,
} from '../templates.custom-ids.js';
import { TemplatesGuard } from '../templates.guard.js';
import { type TemplatesPage, TemplatesService } from '../templates.service.js';
import { templateNameModal, templatesView } from '../views/templates.view.js';

/** The templates of a server, reached from the editor of what could become one. */
@Injectable()
@UseGuards(GuildOnlyGuard, TemplatesGuard)
export class TemplatesControls {
  constructor(private readonly templates: TemplatesService) {}

  @Button(openTemplatesId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('ownerId') ownerId: string,
  ): Promise<void> {
    await show(interaction, this.templates.page(actionOf(interaction), { owner, ownerId }));
  }

  @Button(nameTemplateId.pattern)
  async onName(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('ownerId') ownerId: string,
  ): Promise<void> {
    const kind = this.templates.kindOf({ owner, ownerId });
    await interaction.showModal(templateNameModal(kind, ownerId, textsOf(interaction.locale)));
  }

  @Modal(saveTemplateId.pattern)
  async onSave(
    @Context() [interaction]: ModalContext,
    @ModalParam('owner') owner: string,
    @ModalParam('ownerId') ownerId: string,
  ): Promise<void> {
    const name = typedIn(interaction, 'name');
    await show(interaction, this.templates.save(actionOf(interaction), { owner, ownerId }, name));
  }

  @StringSelect(chooseTemplateId.pattern)
  async onChoose(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('ownerId') ownerId: string,
  ): Promise<void> {
    const [templateId = ''] = interaction.values;
    await show(interaction, this.templates.choose(actionOf(interaction), { owner, ownerId }, templateId));
  }

  @Button(deleteTemplateId.pattern)
  async onDelete(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('ownerId') ownerId: string,
    @ComponentParam('templateId') templateId: string,
  ): Promise<void> {
    await show(interaction, this.templates.remove(actionOf(interaction), { owner, ownerId }, templateId));
  }
}

const show = (interaction: RepliableInteraction, page: Promise<TemplatesPage>): Promise<void> =>
  updatePanel(interaction, page, (shown) => templatesView(shown, textsOf(interaction.locale)));
