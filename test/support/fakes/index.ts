export { aDiscordError } from './discord-error.js';
export { FakeInteraction, FOLLOW_UP_ID } from './fake-interaction.js';
export { FixedClock } from './fixed-clock.js';
export { silenceLogs } from './silence.js';
