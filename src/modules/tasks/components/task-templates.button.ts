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
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { type TemplatesPage, TaskTemplatesService } from '../creation/task-templates.service.js';
import {
  chooseTemplateId,
  deleteTemplateId,
  nameTemplateId,
  saveTemplateId,
  taskTemplatesId,
} from '../tasks.custom-ids.js';
import { taskTemplatesView, templateNameModal } from '../views/task-templates.view.js';

/** The templates of a server, reached from the editor of a task. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskTemplatesControls {
  constructor(private readonly templates: TaskTemplatesService) {}

  @Button(taskTemplatesId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await show(interaction, this.templates.page(actionOf(interaction), postId));
  }

  @Button(nameTemplateId.pattern)
  async onName(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await interaction.showModal(templateNameModal(postId, textsOf(interaction.locale)));
  }

  @Modal(saveTemplateId.pattern)
  async onSave(@Context() [interaction]: ModalContext, @ModalParam('postId') postId: string): Promise<void> {
    const saved = this.templates.save(actionOf(interaction), postId, typedIn(interaction, 'name'));
    await show(interaction, saved);
  }

  @StringSelect(chooseTemplateId.pattern)
  async onChoose(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const [templateId = ''] = interaction.values;
    await show(interaction, this.templates.choose(actionOf(interaction), postId, templateId));
  }

  @Button(deleteTemplateId.pattern)
  async onDelete(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('templateId') templateId: string,
  ): Promise<void> {
    await show(interaction, this.templates.remove(actionOf(interaction), postId, templateId));
  }
}

const show = (interaction: RepliableInteraction, page: Promise<TemplatesPage>): Promise<void> =>
  updatePanel(interaction, page, (shown) => taskTemplatesView(shown, textsOf(interaction.locale)));
