import { type Message, readableText } from '../discord/client.ts';
import { type Channel, type User } from '../discord/model.ts';
import { messageOf, plain, type Stage, TourError } from './stage.ts';

export interface Form {
  readonly title: string;
  readonly description: string;
  readonly points: string;
  readonly duration: string;
}

export const WELCOME: Form = {
  title: 'Join the Sky Cats',
  description: 'Be here and hold the Collector role.',
  points: '50',
  duration: '7d',
};
export const FAN_ART: Form = {
  title: 'Draw a sky cat',
  description: 'Post your drawing anywhere and send us the link.',
  points: '200',
  duration: '2w',
};

export async function createTask(
  stage: Stage,
  who: User,
  options: Readonly<Record<string, string>>,
  form: Form,
): Promise<Message> {
  return postDraft(stage, who, await makeDraft(stage, who, options, form), form);
}

/** @returns its preview, with what can be done with it */
export async function makeDraft(
  stage: Stage,
  who: User,
  options: Readonly<Record<string, string>>,
  form: Form,
): Promise<Message> {
  const opened = await stage.as(who).run('task create', options, stage.place);
  return stage.step({
    who,
    does: `runs /task create type:${options.type ?? ''} and fills in the form: ${form.title}, ${form.points} points, ${form.duration}`,
    act: () => stage.as(who).submit(opened.modal, { ...form }),
    reads: [form.title, 'Draft', 'Nothing is posted yet'],
  });
}

/** The card appears in the default channel. */
export async function postDraft(stage: Stage, who: User, draft: Message, form: Form): Promise<Message> {
  await stage.step({
    who,
    does: 'has seen what members will see, and presses Post',
    act: () => stage.as(who).press(draft, { label: 'Post' }),
    reads: ['Posted'],
  });
  const card = await stage
    .as(who)
    .waitForMessage(stage.server.channels.tasks.id, (message) => readableText(message).includes(form.title));
  stage.show('in #tasks', card);
  return card;
}

export async function completeAtOnce(stage: Stage, cleo: User, dario: User, card: Message): Promise<void> {
  const press = (who: User, does: string, reads: string): Promise<Message> =>
    stage.step({ who, does, act: () => stage.as(who).press(card, { label: 'Complete' }), reads: [reads] });
  await press(dario, 'presses Complete without the role', 'You need the role');
  await press(cleo, 'has the role and presses Complete', 'Done! +50 points');
  await press(cleo, 'presses Complete again', 'It counts once');
}

export async function sendProofs(stage: Stage, emma: User, gus: User, card: Message): Promise<void> {
  const send = async (who: User, does: string, reads: string): Promise<void> => {
    const opened = await stage.as(who).press(card, { label: 'Complete' });
    const act = () => stage.as(who).submit(opened.modal, { proof: proofOf(who) });
    await stage.step({ who, does, act, reads: [reads] });
  };
  await send(emma, 'presses Complete and sends a proof (her Discord is German)', 'Zur Prüfung gesendet');
  await send(gus, 'sends one too', 'Sent for review');
}

const proofOf = ({ username }: User): string => `https://example.com/${username}/sky-cat.png`;

/** A helper sees no manager command, and gets there by the post. */
export async function manageByPost(stage: Stage, finn: User, card: Message): Promise<void> {
  await stage.step({
    who: finn,
    does: 'is a helper: right-clicks the post and chooses Apps → Manage this post',
    act: () => stage.as(finn).menu('Manage this post', card.id, { channelId: card.channel_id }),
    reads: [FAN_ART.title, 'Posted by'],
  });
}

/** The review channel has a message for each proof; it closes when anybody has decided. */
export async function decideOnCard(
  stage: Stage,
  moderator: User,
  gus: User,
  channel: Channel,
): Promise<void> {
  const bo = stage.as(moderator);
  const shows = (words: string): Promise<Message> =>
    bo.waitForMessage(channel.id, (message) => plain(message).includes(words));
  const waiting = await shows(proofOf(gus));
  stage.show(`in #${channel.name}`, waiting);
  await stage.step({
    who: moderator,
    does: `presses Approve there, in #${channel.name}`,
    act: () => bo.press(waiting, { label: 'Approve' }),
    reads: ['Approved', '200 points'],
  });
  stage.show(`in #${channel.name}, the message now says`, await shows(`<@${gus.id}>: approved by`));
}

export async function reviewProof(stage: Stage, moderator: User, emma: User): Promise<void> {
  const panel = await stage.look(moderator, 'task review', {}, ['1 submission waiting', proofOf(emma)]);
  await stage.step({
    who: moderator,
    does: 'presses Approve',
    act: () => stage.as(moderator).press(panel, { label: 'Approve' }),
    reads: ['Approved', '200 points', 'Nothing is waiting'],
  });
  const { id } = await stage.as(emma).directChannel(stage.discord.applicationId);
  const told = await stage
    .as(emma)
    .waitForMessage(id, (message) => readableText(message).includes('approved'));
  stage.show('to Emma, as a direct message', told);
}

/** The count on the card follows by itself. */
export async function cardShows(stage: Stage, card: Message, completions: number): Promise<void> {
  const shown = `Completed by ${String(completions)} member`;
  const edited = await stage
    .as(stage.server.admin)
    .waitForMessage(card.channel_id, (message) => message.id === card.id && plain(message).includes(shown));
  stage.show('in #tasks, the card now says', edited);
}

/** Ranks, with one's own. */
export async function leaderboardShows(stage: Stage, cleo: User, emma: User): Promise<void> {
  await stage.look(cleo, 'leaderboard', {}, [`<@${emma.id}> · 200 points`, /You: rank \d of 3/]);
}

/** Points are settled right after the press, by a worker: asked until they are there. */
export async function pointsArrive(stage: Stage, who: User, points: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await stage.as(who).run('account profile', {}, stage.place);
    if (!plain(messageOf(answer)).includes(points)) continue;
    const act = (): Promise<typeof answer> => Promise.resolve(answer);
    await stage.step({ who, does: 'runs /account profile', act, reads: [points] });
    return;
  }
  throw new TourError(`${who.username} never got ${points}`);
}
