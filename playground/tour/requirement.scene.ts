import { type Message } from '../discord/client.ts';
import { type User } from '../discord/model.ts';
import { messageOf, type Stage } from './stage.ts';
import { type Form, makeDraft, postDraft } from './tasks.scene.ts';

const REGULARS: Form = {
  title: 'For regulars',
  description: 'A gift for those who came before.',
  points: '20',
  duration: '7d',
};

/** Who lacks what a task requires reads what it is, and how they stand with it. */
export async function requirePoints(stage: Stage): Promise<void> {
  const { admin, members } = stage.server;
  const [, dario, , , gus] = members as [User, User, User, User, User];
  const card = await postDraft(stage, admin, await prepared(stage, admin), REGULARS);
  const press = (who: User, does: string, reads: readonly string[]): Promise<Message> =>
    stage.step({ who, does, act: () => stage.as(who).press(card, { label: 'Complete' }), reads });
  const missing = ['At least 50 points in this community', 'you have 0 points'];
  await press(dario, 'has no points yet and presses Complete', missing);
  await press(gus, 'has 200 points and presses Complete', ['Done! +20 points']);
}

async function prepared(stage: Stage, who: User): Promise<Message> {
  const ana = stage.as(who);
  const draft = await makeDraft(stage, who, { type: 'discord_join' }, REGULARS);
  const requirements = messageOf(await ana.press(draft, { label: 'Requirements' }));
  const { modal } = await ana.choose(requirements, { startsWith: 'requirements/add/' }, ['points']);
  const required = await stage.step({
    who,
    does: 'opens Requirements and adds 50 points',
    act: () => ana.submit(modal, { points: '50' }),
    reads: ['At least 50 points in this community'],
  });
  return messageOf(await ana.press(required, { label: 'Back' }));
}
