import { refuse } from '../api-error.ts';
import { type StoredCommand } from '../commands.ts';
import { installationOwners } from '../interactions/installation.ts';
import { type Interaction } from '../interactions/interaction.ts';
import { isObject, listOf, numberOf, type JsonObject } from '../json.ts';
import { type Channel, type StoredMessage } from '../model.ts';
import { isPressable } from '../validation/components.ts';
import { CommandType, ComponentType, InteractionType, SELECT_TYPES } from '../wire.ts';
import { type ActionServices } from './action-services.ts';
import {
  findTarget,
  isAutocompleted,
  optionValues,
  partialValues,
  pathOf,
  type OptionValue,
  type Target,
} from './command-options.ts';
import { checkPicked, findControl, submittedComponents, type ModalValue } from './controls.ts';
import { ClientRefusal } from './refusal.ts';
import { Resolved } from './resolved.ts';
import { canSee } from './views.ts';
import { visibleCommands } from './visible-commands.ts';

export interface CommandUse {
  readonly userId: string;
  readonly channelId: string;
  /** With its sub-commands: `task create`. */
  readonly command: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

export interface ControlUse {
  readonly userId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly customId: string;
}

/** What a member can do with the bot; checks what Discord's own client checks before anything is sent. */
export class MemberActions {
  private readonly services: ActionServices;

  constructor(services: ActionServices) {
    this.services = services;
  }

  run(use: CommandUse): Interaction {
    const { channel, command, target } = this.lookUp(use);
    const resolved = this.resolved(channel, use.userId);
    const options = target.wrap(optionValues(target.options, use.options, resolved));
    return this.services.sender.send({
      type: InteractionType.Command,
      userId: use.userId,
      channel,
      owners: this.owners(use.userId, channel, command),
      metadata: { name: pathOf(use.command).join(' '), command_type: CommandType.ChatInput },
      data: commandData(command, options, resolved.toJson()),
    });
  }

  /** A command of the menu of a message or a member. */
  menu(use: { userId: string; channelId: string; commandId: string; targetId: string }): Interaction {
    const { sender } = this.services;
    const channel = this.channel(use.channelId, use.userId);
    const command = visibleCommands(this.services, use.userId, channel).find(
      ({ id }) => id === use.commandId,
    );
    if (command === undefined || command.type === CommandType.ChatInput)
      throw new ClientRefusal('This member sees no such command in a menu here', 404);
    const target = this.menuTarget(command, use, channel);
    return sender.send({
      type: InteractionType.Command,
      userId: use.userId,
      channel,
      owners: this.owners(use.userId, channel, command),
      metadata: { name: command.name, command_type: command.type, ...target.metadata },
      data: { ...commandData(command, []), target_id: use.targetId, resolved: target.resolved },
    });
  }

  autocomplete(use: CommandUse, focused: { name: string; value: string }): Interaction {
    const { channel, command, target } = this.lookUp(use);
    const owners = this.owners(use.userId, channel, command);
    const option = target.options.find(({ name }) => name === focused.name);
    if (option === undefined || !isAutocompleted(option))
      throw new ClientRefusal(`Option "${focused.name}" has no suggestions`);
    return this.services.sender.send({
      type: InteractionType.Autocomplete,
      userId: use.userId,
      channel,
      owners,
      data: commandData(command, target.wrap(partialValues(target.options, use.options, focused))),
      focusedType: numberOf(option.type) ?? 0,
    });
  }

  press(use: ControlUse): Interaction {
    const { control, message } = this.control(use);
    if (control.type !== ComponentType.Button || !isPressable(control))
      throw new ClientRefusal(`${use.customId} is no button`);
    return this.sendControl(use, message, {
      custom_id: use.customId,
      component_type: ComponentType.Button,
      id: control.id,
    });
  }

  choose(use: ControlUse, values: readonly string[]): Interaction {
    const { control, message } = this.control(use);
    const type = numberOf(control.type) ?? 0;
    if (!SELECT_TYPES.includes(type)) throw new ClientRefusal(`${use.customId} is no select`);
    const resolved = this.resolved(this.services.world.channel(use.channelId), use.userId);
    checkPicked(control, values, resolved);
    const chosen = resolved.toJson();
    return this.sendControl(use, message, {
      custom_id: use.customId,
      component_type: type,
      id: control.id,
      values,
      ...(chosen !== undefined && { resolved: chosen }),
    });
  }

  submit(userId: string, interactionId: string, values: Readonly<Record<string, ModalValue>>): Interaction {
    const { interaction: opener, modal } = this.services.registry.openModal(interactionId, userId);
    const channel = this.services.world.channel(opener.channelId);
    const resolved = this.resolved(channel, userId);
    const components = submittedComponents(modal.components, values, resolved);
    const chosen = resolved.toJson();
    return this.services.sender.send({
      type: InteractionType.ModalSubmit,
      userId,
      channel,
      source: opener.source,
      owners: opener.metadata.authorizing_integration_owners,
      metadata: { triggering_interaction_metadata: opener.metadata },
      data: { custom_id: modal.customId, components, ...(chosen !== undefined && { resolved: chosen }) },
    });
  }

  /** A channel that this member can open. @throws ApiError 404 */
  channel(channelId: string, userId: string): Channel {
    const channel = this.services.world.channel(channelId);
    if (!this.services.world.canView(channel, userId)) throw refuse('missingAccess');
    return channel;
  }

  /** A message whoever sees it. @throws ApiError 404 */
  anyMessage(channelId: string, messageId: string): StoredMessage {
    const message = this.services.messaging.store.find(channelId, messageId);
    if (message === undefined) throw refuse('unknownMessage');
    return message;
  }

  /** A message that this member has on the screen. @throws ApiError 404; 403 for an ephemeral one of somebody else */
  message(channelId: string, messageId: string, userId: string): StoredMessage {
    this.channel(channelId, userId);
    const message = this.anyMessage(channelId, messageId);
    if (!canSee(this.services.world, message, userId)) throw refuse('missingAccess');
    return message;
  }

  private menuTarget(
    command: StoredCommand,
    { userId, targetId }: { userId: string; targetId: string },
    channel: Channel,
  ): { metadata: JsonObject; resolved: JsonObject } {
    if (command.type === CommandType.Message) {
      const { wire } = this.message(channel.id, targetId, userId);
      return {
        metadata: { target_message_id: targetId },
        resolved: { messages: { [targetId]: wire } },
      };
    }
    const resolved = this.resolved(channel, userId);
    resolved.add('user', targetId);
    const { user } = this.services.world.account(targetId);
    return { metadata: { target_user: user }, resolved: resolved.toJson() ?? {} };
  }

  private lookUp({ userId, channelId, command: text }: CommandUse): {
    channel: Channel;
    command: StoredCommand;
    target: Target;
  } {
    const channel = this.channel(channelId, userId);
    const [name = '', ...path] = pathOf(text);
    const command = visibleCommands(this.services, userId, channel).find(
      (candidate) => candidate.name === name && candidate.type === CommandType.ChatInput,
    );
    if (command === undefined) throw new ClientRefusal(`This member sees no command /${name} here`, 404);
    return { channel, command, target: findTarget(command, path) };
  }

  private control(use: ControlUse): { control: JsonObject; message: StoredMessage } {
    const message = this.message(use.channelId, use.messageId, use.userId);
    const control = findControl(message.wire.components, use.customId);
    if (control === undefined) throw new ClientRefusal(`The message has no component "${use.customId}"`, 404);
    if (control.disabled === true) throw new ClientRefusal(`Component "${use.customId}" is disabled`, 409);
    return { control, message };
  }

  private sendControl(use: ControlUse, message: StoredMessage, data: JsonObject): Interaction {
    const origin = message.wire.interaction_metadata;
    return this.services.sender.send({
      type: InteractionType.Component,
      userId: use.userId,
      channel: this.services.world.channel(use.channelId),
      source: message,
      ...(isObject(origin) && { owners: origin.authorizing_integration_owners }),
      metadata: { interacted_message_id: message.wire.id },
      data,
    });
  }

  private owners(userId: string, channel: Channel, command: StoredCommand): JsonObject {
    return installationOwners(this.services.world, userId, channel, listOf(command.integration_types));
  }

  private resolved(channel: Channel, userId: string): Resolved {
    return new Resolved(this.services, channel, userId);
  }
}

function commandData(command: StoredCommand, options: JsonObject[], resolved?: JsonObject): JsonObject {
  const { id, name, type } = command;
  const guildId = command.guild_id;
  return {
    id,
    name,
    type,
    ...(options.length > 0 && { options }),
    ...(guildId !== undefined && { guild_id: guildId }),
    ...(resolved !== undefined && { resolved }),
  };
}
