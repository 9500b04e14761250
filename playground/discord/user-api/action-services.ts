import { type CommandPermissions } from '../command-permissions.ts';
import { type CommandStore } from '../commands.ts';
import { type FileStore } from '../files/file-store.ts';
import { type InteractionRegistry } from '../interactions/registry.ts';
import { type InteractionSender } from '../interactions/sender.ts';
import { type Messaging } from '../messaging.ts';
import { type World } from '../world.ts';

/** What the actions of members work with. */
export interface ActionServices {
  readonly world: World;
  readonly messaging: Messaging;
  readonly commands: CommandStore;
  readonly permissions: CommandPermissions;
  readonly registry: InteractionRegistry;
  readonly sender: InteractionSender;
  readonly files: FileStore;
}
