import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, GuildOnlyGuard, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { taskEndId } from '../life/manage.custom-ids.js';
import { ManagePostService } from '../manage-post.service.js';
import { endAnswerView } from '../views/manage-post.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskEndModal {
  constructor(
    private readonly managed: ManagePostService,
    private readonly clock: Clock,
  ) {}

  @Modal(taskEndId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
    @ModalParam('seen') seen: string,
  ): Promise<void> {
    const form = { postId, seen, typed: typedIn(interaction, 'end') };
    const changed = this.managed.changeEnd(actionOf(interaction), form, isManager(interaction));
    await updatePanel(interaction, changed, (answer) =>
      endAnswerView(answer, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
