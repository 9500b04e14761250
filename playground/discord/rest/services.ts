import { type CommandPermissions } from '../command-permissions.ts';
import { type CommandStore } from '../commands.ts';
import { type IdentifyLimit } from '../gateway/identify-limit.ts';
import { type InteractionRegistry } from '../interactions/registry.ts';
import { type Messaging } from '../messaging.ts';
import { type OAuth } from '../oauth/oauth.ts';
import { type World } from '../world.ts';

/** What the REST routes work with. */
export interface RestServices {
  readonly world: World;
  readonly messaging: Messaging;
  readonly commands: CommandStore;
  readonly permissions: CommandPermissions;
  readonly registry: InteractionRegistry;
  readonly oauth: OAuth;
  readonly identifyLimit: IdentifyLimit;
  readonly privilegedIntents: number;
  readonly shards: number;
  readonly gatewayUrl: () => string;
}
