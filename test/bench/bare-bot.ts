import { Client, ComponentType, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { mongo } from 'mongoose';

/**
 * The least that does a press's work with discord.js: the same insert under the same unique index with the
 * same write concern, and the same answer. No checks, no guards, no texts, no award.
 */
const { MONGODB_URI = '', DISCORD_API_BASE_URL = '', DISCORD_BOT_TOKEN = '' } = process.env;
const mongoClient = await mongo.MongoClient.connect(MONGODB_URI, { maxPoolSize: 20 });
const completions = mongoClient.db().collection('task_completions');
await completions.createIndexes([{ key: { taskPostId: 1, discordId: 1 }, unique: true }]);

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: DISCORD_API_BASE_URL, version: '10' },
});
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isButton()) return;
  const now = new Date();
  completions
    .insertOne({
      taskPostId: interaction.customId,
      guildId: interaction.guildId,
      communityId: '0123456789abcdef01234567',
      discordId: interaction.user.id,
      interactionId: interaction.id,
      points: 10,
      attempt: 1,
      createdAt: now,
      state: 'verified',
      verifiedAt: now,
      owes: ['points'],
      due: now,
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
