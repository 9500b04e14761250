// Real: the whole service, the discord.js client and a MongoDB of this file. Fake: Discord (the local one) and the time.
import { Client } from 'discord.js';
import { useTestApp } from '../../support/app/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const testApp = useTestApp({ databaseUri: useTestDatabase().uri });

it('members, users and messages that were heard of are not kept in memory', async () => {
  const { discord, server } = testApp();
  const guildId = server.guild.id;
  const channelId = server.channels.general.id;
  for (let member = 0; member < 20; member += 1) {
    const { id: userId } = discord.createUser({ username: `member${String(member)}` });
    discord.addMember({ guildId, userId });
    await testApp().as({ id: userId }).say(channelId, 'hello');
    await testApp().as({ id: userId }).run('tasks', {}, { channelId });
  }
  const client = testApp().get(Client);
  const guild = client.guilds.cache.get(guildId)!;
  expect([...client.users.cache.keys()].filter((id) => id !== client.user?.id)).toEqual([]);
  expect([...guild.members.cache.keys()].filter((id) => id !== client.user?.id)).toEqual([]);
  const channel = guild.channels.cache.get(channelId)!;
  expect(channel.isTextBased() && channel.messages.cache.size).toBe(0);
});
