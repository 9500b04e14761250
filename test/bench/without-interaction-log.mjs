// Loaded before the bot: no interaction leaves a record, so no row is queued or written. The rest stays.
import 'reflect-metadata';

const { InteractionJournal } = await import('../../dist/infra/discord/interaction-journal.js');
InteractionJournal.prototype.keep = () => undefined;
