import { hash, randomBytes } from 'node:crypto';
import {
  type ButtonInteraction,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';
import { mongo } from 'mongoose';

/**
 * The least that does a press's work with discord.js: the same insert under the same unique index with the
 * same write concern, and the same answer. No checks, no guards, no texts, no award.
 */
const { MONGODB_URI = '', DISCORD_API_BASE_URL = '', DISCORD_BOT_TOKEN = '' } = process.env;
const mongoClient = await mongo.MongoClient.connect(MONGODB_URI, { maxPoolSize: 20 });
/** What a press writes: the row of a task, or of an allowlist. */
const isEntry = process.argv[2] === 'entry';
const rows = mongoClient.db().collection(isEntry ? 'allowlist_entries' : 'task_completions');
await rows.createIndexes([
  { key: { [isEntry ? 'connectionId' : 'taskPostId']: 1, discordId: 1 }, unique: true },
]);

const completion = (interaction: ButtonInteraction, now: Date): object => ({
  taskPostId: interaction.customId,
  points: 10,
  attempt: 1,
  state: 'verified',
  verifiedAt: now,
  owes: ['points'],
  due: now,
});

function entry(interaction: ButtonInteraction): object {
  const salt = randomBytes(16).toString('hex');
  return {
    connectionId: interaction.customId,
    state: 'valid',
    tickets: 1,
    bonuses: [],
    salt,
    entrant: hash('sha256', `${salt}:${interaction.user.id}`),
    risk: { score: 0, signals: [], verdict: 'accept' },
    seq: new mongo.Timestamp({ t: 0, i: 0 }),
  };
}

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: DISCORD_API_BASE_URL, version: '10' },
});
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isButton()) return;
  const now = new Date();
  rows
    .insertOne({
      guildId: interaction.guildId,
      communityId: '0123456789abcdef01234567',
      discordId: interaction.user.id,
      interactionId: interaction.id,
      createdAt: now,
      ...(isEntry ? entry(interaction) : completion(interaction, now)),
    })
    .then(() =>
      interaction.reply({
        components: [
          {
            type: ComponentType.Container,
            accent_color: 0x3ba55d,
            components: [
              { type: ComponentType.TextDisplay, content: '### Done! +10 points\nYou completed **Bench**.' },
            ],
          },
        ],
        flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
        allowedMentions: { parse: [] },
      }),
    )
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
});
client.once(Events.ClientReady, () => {
  process.stdout.write('ready\n');
});
await client.login(DISCORD_BOT_TOKEN);
