import { CustomVerifier } from './custom/custom.verifier.js';
import { DiscordJoinVerifier } from './discord_join/discord-join.verifier.js';
import type { Verifier } from './verifier.port.js';
import { Verifiers } from './verifiers.js';

/** Every type of task: the one place where a new one is registered. */
const types = [DiscordJoinVerifier, CustomVerifier];

export const taskTypes = [
  ...types,
  {
    provide: Verifiers,
    inject: types,
    useFactory: (...verifiers: Verifier[]) => new Verifiers(verifiers),
  },
];
