import { type Channel, type User } from '../discord/model.ts';
import { useAccount } from './account.scene.ts';
import { drawAllowlist } from './allowlist.scene.ts';
import { requirePoints } from './requirement.scene.ts';
import { lookAtServer, setUpServer } from './server.scene.ts';
import { type Stage, TourError } from './stage.ts';
import {
  cardShows,
  completeAtOnce,
  createTask,
  decideOnCard,
  FAN_ART,
  leaderboardShows,
  manageByPost,
  pointsArrive,
  reviewProof,
  sendProofs,
  WELCOME,
} from './tasks.scene.ts';

/**
 * Plays the journey of a server and its members and prints it: who did what, what the bot answered.
 *
 * @throws TourError when an answer is not as promised
 */
export async function playTour(stage: Stage): Promise<void> {
  const { admin, members } = stage.server;
  const [cleo] = members as [User];
  const reviews = privateChannel(stage);
  await setUpServer(stage, reviews);
  await doTasks(stage, reviews);
  await requirePoints(stage);
  await useAccount(stage, cleo);
  await drawAllowlist(stage);
  await lookAtServer(stage);
  await stage.look(cleo, 'help', {}, ['/account profile', '/account wallet', '/tasks'], ['/task create']);
  await stage.look(admin, 'help', {}, ['/task create', '/community setup']);
  const { unimplemented } = stage.discord;
  if (unimplemented.length > 0)
    throw new TourError(`Not in the local Discord yet: ${unimplemented.join(', ')}`);
}

async function doTasks(stage: Stage, reviews: Channel): Promise<void> {
  const { admin, moderator, members, roles } = stage.server;
  const [cleo, dario, emma, finn, gus] = members as [User, User, User, User, User];
  const join = await createTask(stage, admin, { type: 'discord_join', role: roles.collector.id }, WELCOME);
  const proof = await createTask(stage, moderator, { type: 'custom' }, FAN_ART);
  await completeAtOnce(stage, cleo, dario, join);
  await sendProofs(stage, emma, gus, proof);
  await manageByPost(stage, finn, proof);
  await decideOnCard(stage, moderator, gus, reviews);
  await reviewProof(stage, moderator, emma);
  await cardShows(stage, join, 1);
  await cardShows(stage, proof, 2);
  await stage.look(cleo, 'tasks', {}, ['Open tasks', WELCOME.title, 'done ✓', FAN_ART.title, 'not done yet']);
  await stage.look(emma, 'tasks', { show: 'mine' }, ['Deine Aufgaben', 'erledigt ✓']);
  await pointsArrive(stage, cleo, '50 points');
  await pointsArrive(stage, emma, '200 Punkte');
  await pointsArrive(stage, gus, '200 points');
  await leaderboardShows(stage, cleo, emma);
}

/** Where only moderators read, and the bot. */
function privateChannel({ discord, server: { guild, roles } }: Stage): Channel {
  const VIEW = 1n << 10n;
  return discord.createChannel({
    guildId: guild.id,
    name: 'moderators',
    overwrites: [
      { id: guild.id, kind: 'role', deny: VIEW },
      { id: roles.moderator.id, kind: 'role', allow: VIEW },
      { id: discord.world.bot.id, kind: 'member', allow: VIEW },
    ],
  });
}
