import { NotImplementedHere, refuse } from '../api-error.ts';
import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { type Messaging } from '../messaging.ts';
import { type StoredMessage } from '../model.ts';
import { checkChoice } from '../validation/command.ts';
import { checkForm } from '../validation/form.ts';
import { checkMessageEdit, checkNewMessage } from '../validation/message.ts';
import { checkModal } from '../validation/modal.ts';
import { CallbackType, InteractionType, MessageFlag, OptionType } from '../wire.ts';
import { type World } from '../world.ts';
import { type Choice, type Interaction, type Reply } from './interaction.ts';
import { type InteractionRegistry } from './registry.ts';
import { createReply, type MessageSent } from './replies.ts';

const CHOICES_MAX = 25;
const UNDER_DATA = ['data'] as const;

interface Services {
  readonly world: World;
  readonly messaging: Messaging;
  readonly registry: InteractionRegistry;
}

/**
 * The first answer to an interaction. A refused one does not count: the bot may try again within its 3 seconds.
 *
 * @returns the body for `with_response=true`
 * @throws ApiError 10062 unknown or late, 40060 answered before, 50035 wrong type or content
 */
export function takeCallback(
  services: Services,
  id: string,
  token: string,
  { body, uploads }: MessageSent,
): JsonObject {
  const { registry } = services;
  const interaction = registry.find(id);
  if (interaction?.token !== token) throw refuse('unknownInteraction');
  if (interaction.callbackType !== null) throw refuse('alreadyAcknowledged');
  if (registry.isTooLate(interaction)) throw refuse('unknownInteraction');
  const type = checkedType(interaction, body.type);
  const reply = respond(services, interaction, type, {
    body: isObject(body.data) ? body.data : {},
    uploads,
  });
  interaction.callbackType = type;
  registry.answer(interaction, reply);
  return responseBody(interaction, type, reply);
}

function checkedType(interaction: Interaction, value: unknown): number {
  const type = numberOf(value);
  if (type === 10 || type === 12) throw new NotImplementedHere(`interaction callback type ${type}`);
  checkForm({ type: value }, (root) => {
    root.at('type').oneOf(allowedTypes(interaction), { required: true });
  });
  return type ?? 0;
}

function allowedTypes({ type, source }: Interaction): number[] {
  if (type === InteractionType.Autocomplete) return [CallbackType.Choices];
  const types: number[] = [CallbackType.Message, CallbackType.DeferredMessage];
  if (source !== null) types.push(CallbackType.DeferredUpdate, CallbackType.Update);
  if (type !== InteractionType.ModalSubmit) types.push(CallbackType.Modal);
  return types;
}

function respond(services: Services, interaction: Interaction, type: number, sent: MessageSent): Reply {
  const { body: data, uploads } = sent;
  switch (type) {
    case CallbackType.Message:
      checkNewMessage(data, UNDER_DATA, { uploads, stored: [] });
      return { outcome: 'message', message: createReply(services, interaction, sent) };
    case CallbackType.DeferredMessage:
      return {
        outcome: 'deferred',
        message: createReply(
          services,
          interaction,
          { body: deferral(data), uploads: [] },
          MessageFlag.Loading,
        ),
      };
    case CallbackType.DeferredUpdate:
      return { outcome: 'deferred-update' };
    case CallbackType.Update:
      return { outcome: 'update', message: update(services, interaction, sent) };
    case CallbackType.Choices:
      return {
        outcome: 'choices',
        choices: checkedChoices(data, interaction.focusedType ?? OptionType.String),
      };
    default:
      return openModal(interaction, data);
  }
}

function deferral(data: JsonObject): JsonObject {
  checkForm(
    data,
    (root) => {
      const flags = root.at('flags').integer({ min: 0 }) ?? 0;
      if ((flags & ~MessageFlag.Ephemeral) !== 0) {
        root
          .at('flags')
          .fail('BASE_TYPE_CHOICES', 'Only the EPHEMERAL flag may be set on a deferred response');
      }
    },
    UNDER_DATA,
  );
  return { flags: data.flags };
}

function update(
  { messaging }: Services,
  { source }: Interaction,
  { body, uploads }: MessageSent,
): StoredMessage {
  if (source === null) throw refuse('unknownMessage');
  if (messaging.store.find(source.wire.channel_id, source.wire.id) === undefined)
    throw refuse('unknownMessage');
  checkMessageEdit(body, source.wire, UNDER_DATA, { uploads, stored: source.files });
  return messaging.edit(source, body, uploads);
}

function checkedChoices(data: JsonObject, type: number): Choice[] {
  checkForm(
    data,
    (root) => {
      for (const choice of root.at('choices').list({ max: CHOICES_MAX, required: true }))
        checkChoice(choice, type);
    },
    UNDER_DATA,
  );
  return objectsOf(data.choices).map(({ name, value }) => ({
    name: textOf(name) ?? '',
    value: value as string | number,
  }));
}

function openModal(interaction: Interaction, data: JsonObject): Reply {
  checkForm(data, checkModal, UNDER_DATA);
  const modal = {
    interactionId: interaction.id,
    customId: textOf(data.custom_id) ?? '',
    title: textOf(data.title) ?? '',
    components: objectsOf(data.components),
  };
  return { outcome: 'modal', modal };
}

function responseBody(interaction: Interaction, type: number, { message }: Reply): JsonObject {
  const body: JsonObject = { id: interaction.id, type: interaction.type };
  if (message !== undefined) {
    body.response_message_id = message.wire.id;
    body.response_message_loading = (message.wire.flags & MessageFlag.Loading) !== 0;
    body.response_message_ephemeral = message.visibleTo !== null;
  }
  const carriesMessage = type === CallbackType.Message || type === CallbackType.Update;
  return {
    interaction: body,
    resource: { type, ...(carriesMessage && message !== undefined && { message: message.wire }) },
  };
}
