import type { Message } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { button, DiscordApi, row } from '../../../src/infra/discord/index.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import {
  allowlistDetailsId,
  enterId,
  ownEntryId,
} from '../../../src/modules/allowlists/entries/entries.custom-ids.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import { anAllowlist } from '../builders/index.js';
import type { TestApp } from './start-app.js';

export interface PostedAllowlist {
  readonly connectionId: string;
  readonly communityId: string;
  /** The message in #tasks, with the buttons of a card. */
  readonly card: Message;
}

/** An open raffle of a day, unless told otherwise, and a message with its buttons. */
export async function postAllowlist(
  app: TestApp,
  allowlistData: Partial<AllowlistData> = {},
  server: DemoServer = app.server,
): Promise<PostedAllowlist> {
  const guildId = server.guild.id;
  const { communityId } = await app.get(ServersService).requireLinked(guildId);
  const channelId = server.channels.tasks.id;
  const createdAt = app.clock.now();
  const allowlist = anAllowlist({ guildId, channelId, communityId, createdAt, allowlistData });
  const connectionId = allowlist._id.toHexString();
  const card = await postButtons(app, connectionId, server);
  await app.get(AllowlistsRepository).insert({ ...allowlist, messageId: card.id });
  return { connectionId, communityId, card };
}

/** A message in #tasks with the buttons that the card of an allowlist has. */
export async function postButtons(
  app: TestApp,
  connectionId: string,
  server: DemoServer = app.server,
): Promise<Message> {
  const buttons = [
    button(enterId.build({ connectionId }), 'Enter'),
    button(allowlistDetailsId.build({ connectionId }), 'Details'),
    button(ownEntryId.build({ connectionId }), 'My entry'),
  ];
  const channelId = server.channels.tasks.id;
  const { id } = await app.get(DiscordApi).post(channelId, [row(...buttons)], connectionId);
  return app.as(server.admin).message({ channel_id: channelId, id });
}
