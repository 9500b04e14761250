import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { AllowlistListService } from '../entries/allowlist-list.service.js';
import { allowlistsPageId } from '../entries/entries.custom-ids.js';
import { allowlistListView } from '../views/allowlist-list.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
export class AllowlistsPageButton {
  constructor(private readonly lists: AllowlistListService) {}

  @Button(allowlistsPageId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('show') show: string,
    @ComponentParam('direction') direction: string,
    @ComponentParam('anchor') anchor: string,
  ): Promise<void> {
    const from = { direction: direction === 'before' ? 'before' : 'after', id: anchor } as const;
    const page = this.lists.page(actionOf(interaction), show === 'mine' ? 'mine' : 'open', from);
    await updatePanel(interaction, page, (found) => allowlistListView(found, textsOf(interaction.locale)));
  }
}
