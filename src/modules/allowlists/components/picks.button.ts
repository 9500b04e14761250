import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { announcePicksId, applicationId, askAnnounceId, pickId, picksId } from '../picks/picks.custom-ids.js';
import { type Application, type PicksAt, type PicksPage, PicksService } from '../picks/picks.service.js';
import { announceQuestionView, applicationView, picksView } from '../views/picks.view.js';

/** Where managers choose winners; the right to draw is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.draw')
export class PicksControls {
  constructor(private readonly picks: PicksService) {}

  @Button(picksId.pattern)
  onPage(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('show') show: string,
    @ComponentParam('direction') direction: string,
    @ComponentParam('anchor') anchor: string,
  ): Promise<void> {
    const at: PicksAt = {
      show: show === 'picked' ? 'picked' : 'all',
      direction: direction === 'before' ? 'before' : 'after',
      anchor,
    };
    return showPage(interaction, this.picks.page(actionOf(interaction), connectionId, at));
  }

  @Button(applicationId.pattern)
  onLook(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('entryId') entryId: string,
  ): Promise<void> {
    return showOne(interaction, this.picks.look(actionOf(interaction), connectionId, entryId));
  }

  @Button(pickId.pattern)
  onDecide(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('entryId') entryId: string,
    @ComponentParam('verdict') verdict: string,
  ): Promise<void> {
    const decision = verdict === 'unpick' ? 'unpick' : 'pick';
    return showOne(interaction, this.picks.decide(actionOf(interaction), connectionId, entryId, decision));
  }

  @Button(askAnnounceId.pattern)
  onAsk(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const asked = this.picks.ask(actionOf(interaction), connectionId);
    return updatePanel(interaction, asked, (found) =>
      announceQuestionView(found, textsOf(interaction.locale)),
    );
  }

  @Button(announcePicksId.pattern)
  onAnnounce(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('revision') revision: string,
  ): Promise<void> {
    const seen = /^\d{1,9}$/.test(revision) ? Number(revision) : -1;
    return showPage(interaction, this.picks.announce(actionOf(interaction), connectionId, seen));
  }
}

const showPage = (interaction: ButtonContext[0], page: Promise<PicksPage>): Promise<void> =>
  updatePanel(interaction, page, (found) => picksView(found, textsOf(interaction.locale)));

const showOne = (interaction: ButtonContext[0], application: Promise<Application>): Promise<void> =>
  updatePanel(interaction, application, (found) => applicationView(found, textsOf(interaction.locale)));
