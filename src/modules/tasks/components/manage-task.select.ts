import { Injectable, UseGuards } from '@nestjs/common';
import { Context, SelectedStrings, StringSelect, type StringSelectContext } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { chooseTaskId } from '../life/manage.custom-ids.js';
import { ManagePostService } from '../manage-post.service.js';
import { managePostView } from '../views/manage-post.view.js';

/** One of the tasks that `/task manage` found. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class ManageTaskSelect {
  constructor(
    private readonly managed: ManagePostService,
    private readonly clock: Clock,
  ) {}

  @StringSelect(chooseTaskId.pattern)
  async onChoose(
    @Context() [interaction]: StringSelectContext,
    @SelectedStrings() [postId = '']: string[],
  ): Promise<void> {
    const opened = this.managed.open(actionOf(interaction), postId, isManager(interaction));
    await updatePanel(interaction, opened, (found) =>
      managePostView(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
