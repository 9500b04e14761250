import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ChannelSelect,
  type ChannelSelectContext,
  ComponentParam,
  Context,
  SelectedStrings,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { type DrawPanel, DrawPanelService } from '../steering/draw-panel.service.js';
import {
  askDrawNowId,
  chooseDrawId,
  drawNowId,
  drawPanelId,
  tellInId,
} from '../steering/steering.custom-ids.js';
import { drawNowView, drawPanelView } from '../views/draw-panel.view.js';

/** What is pressed in the panel of a draw; the right to draw is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.draw')
export class DrawPanelControls {
  constructor(private readonly panels: DrawPanelService) {}

  @StringSelect(chooseDrawId.pattern)
  onChoose(
    @Context() [interaction]: StringSelectContext,
    @SelectedStrings() [connectionId = '']: string[],
  ): Promise<void> {
    return show(interaction, this.panels.open(actionOf(interaction), connectionId, isManager(interaction)));
  }

  @Button(drawPanelId.pattern)
  onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.panels.open(actionOf(interaction), connectionId, isManager(interaction)));
  }

  @Button(askDrawNowId.pattern)
  onAsk(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const panel = this.panels.open(actionOf(interaction), connectionId, isManager(interaction));
    return updatePanel(interaction, panel, (found) => drawNowView(found, textsOf(interaction.locale)));
  }

  @Button(drawNowId.pattern)
  onStart(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.panels.start(actionOf(interaction), connectionId, isManager(interaction)));
  }

  @ChannelSelect(tellInId.pattern)
  onChannel(
    @Context() [interaction]: ChannelSelectContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const [channelId = ''] = interaction.values;
    const manages = isManager(interaction);
    return show(interaction, this.panels.tellIn(actionOf(interaction), connectionId, channelId, manages));
  }
}

const show = (
  interaction: ButtonContext[0] | ChannelSelectContext[0] | StringSelectContext[0],
  panel: Promise<DrawPanel>,
): Promise<void> =>
  updatePanel(interaction, panel, (found) => drawPanelView(found, textsOf(interaction.locale)));
