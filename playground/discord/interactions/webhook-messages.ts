import { refuse } from '../api-error.ts';
import { isLoading, type Messaging } from '../messaging.ts';
import { type StoredMessage } from '../model.ts';
import { checkMessageEdit, checkNewMessage } from '../validation/message.ts';
import { CallbackType } from '../wire.ts';
import { type World } from '../world.ts';
import { isByUserAlone } from './installation.ts';
import { type Interaction } from './interaction.ts';
import { type InteractionRegistry } from './registry.ts';
import { createReply, type MessageSent } from './replies.ts';

/** Of an application that is only the guest of one person. */
const GUEST_FOLLOW_UPS_MAX = 5;

interface Services {
  readonly world: World;
  readonly messaging: Messaging;
  readonly registry: InteractionRegistry;
}

/** What the bot does with an interaction's token after its first answer. */
export class WebhookMessages {
  private readonly services: Services;

  constructor(services: Services) {
    this.services = services;
  }

  /** The first one after a deferral fills the waiting message; being ephemeral was decided by the deferral. */
  followUp(applicationId: string, token: string, sent: MessageSent): StoredMessage {
    const interaction = this.authorised(applicationId, token);
    checkNewMessage(sent.body, [], { uploads: sent.uploads, stored: [] });
    const { original } = interaction;
    if (original !== null && isLoading(original) && this.isKept(original))
      return this.change(interaction, original, sent);
    const followUps = [...interaction.messages.values()].filter((message) => message !== original).length;
    if (
      isByUserAlone(interaction.metadata.authorizing_integration_owners) &&
      followUps >= GUEST_FOLLOW_UPS_MAX
    )
      throw refuse('tooManyFollowUps');
    const message = createReply(this.services, interaction, sent);
    this.services.registry.settle(interaction, { outcome: 'message', message });
    return message;
  }

  get(applicationId: string, token: string, messageId: string): StoredMessage {
    return this.find(this.authorised(applicationId, token), messageId);
  }

  edit(applicationId: string, token: string, messageId: string, sent: MessageSent): StoredMessage {
    const interaction = this.authorised(applicationId, token);
    const message = this.find(interaction, messageId);
    checkMessageEdit(sent.body, message.wire, [], { uploads: sent.uploads, stored: message.files });
    return this.change(interaction, message, sent);
  }

  delete(applicationId: string, token: string, messageId: string): void {
    const interaction = this.authorised(applicationId, token);
    const message = this.find(interaction, messageId);
    this.services.messaging.delete(message);
    if (interaction.first !== null)
      this.services.registry.settle(interaction, { outcome: interaction.first.outcome });
  }

  private change(
    interaction: Interaction,
    message: StoredMessage,
    { body, uploads }: MessageSent,
  ): StoredMessage {
    this.services.messaging.edit(message, body, uploads);
    const outcome = message === interaction.source ? 'update' : 'message';
    this.services.registry.settle(interaction, { outcome, message });
    return message;
  }

  /** @throws ApiError 50027 unknown or older than 15 minutes, 10015 not answered yet or never in time */
  private authorised(applicationId: string, token: string): Interaction {
    if (applicationId !== this.services.world.bot.id) throw refuse('unknownWebhook');
    const interaction = this.services.registry.findByToken(token);
    if (interaction === undefined || this.services.registry.hasExpired(interaction))
      throw refuse('invalidWebhookToken');
    const { callbackType } = interaction;
    if (callbackType === null || callbackType === CallbackType.Choices) throw refuse('unknownWebhook');
    return interaction;
  }

  /** @throws ApiError 10008 */
  private find(interaction: Interaction, messageId: string): StoredMessage {
    const isUpdate =
      interaction.callbackType === CallbackType.Update ||
      interaction.callbackType === CallbackType.DeferredUpdate;
    const own = isUpdate ? interaction.source : interaction.original;
    const message =
      messageId === '@original' || messageId === own?.wire.id ? own : interaction.messages.get(messageId);
    if (message === null || message === undefined || !this.isKept(message)) throw refuse('unknownMessage');
    return message;
  }

  private isKept({ wire }: StoredMessage): boolean {
    return this.services.messaging.store.find(wire.channel_id, wire.id) !== undefined;
  }
}
