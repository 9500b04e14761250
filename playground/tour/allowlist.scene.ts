import { type Message, readableText } from '../discord/client.ts';
import { type User } from '../discord/model.ts';
import { messageOf, type Stage, TourError } from './stage.ts';

const MINT = {
  title: 'Mint of the Sky Cats',
  description: 'One place in the mint for a member of the first hour.',
  prize: 'One free mint',
  kind: 'raffle',
  winners: '1',
};
const HOUR_MS = 3_600_000;
const LISTED_MS = 10_000;

/** A raffle from its draft to a winner who claims, and a member who checks the draw. */
export async function drawAllowlist(stage: Stage): Promise<void> {
  const { admin, members } = stage.server;
  const [cleo, dario, , , gus] = members as [User, User, User, User, User];
  const card = await postRaffle(stage, admin);
  for (const who of [cleo, dario, gus])
    await stage.step({
      who,
      does: 'presses Enter',
      act: () => stage.as(who).press(card, { label: 'Enter' }),
      reads: ["You're in!", '1 ticket', 'will stand in the list'],
    });
  await stage.step({
    who: gus,
    does: 'presses Enter again',
    act: () => stage.as(gus).press(card, { label: 'Enter' }),
    reads: ['It counts once'],
  });
  await said(stage, 'the card now says', '3 tickets');
  await stage.look(dario, 'allowlists', {}, [MINT.title, 'about 33 %', 'entered ✓']);
  const announced = await endAndDraw(stage);
  const winner = members.find(({ id }) => announced.mentions.some((mentioned) => mentioned.id === id));
  if (winner === undefined) throw new TourError('Nobody was pinged as the winner');
  await stage.step({
    who: winner,
    does: 'has won and presses Claim',
    act: () => stage.as(winner).press(announced, { label: 'Claim' }),
    reads: ['is yours', MINT.prize],
  });
  await verify(stage, dario);
}

async function postRaffle(stage: Stage, admin: User): Promise<Message> {
  const ana = stage.as(admin);
  const { modal } = await ana.run('allowlist create', {}, stage.place);
  const draft = await stage.step({
    who: admin,
    does: `runs /allowlist create and fills in the form: ${MINT.title}, a raffle for one place`,
    act: () => ana.submit(modal, MINT),
    reads: [MINT.title, 'Draft', 'choose under Start and end when it ends'],
  });
  const times = await ana.press(draft, { label: 'Start and end' });
  const timed = await stage.step({
    who: admin,
    does: 'opens Start and end: in an hour',
    act: () => ana.submit(times.modal, { start: '', end: '1h' }),
    reads: [/ends <t:/],
  });
  const claims = await ana.press(timed, { label: 'Wallet and claim' });
  const complete = await stage.step({
    who: admin,
    does: 'opens Wallet and claim: winners have a day to claim',
    act: () => ana.submit(claims.modal, { wallet: 'none', chain: 'any', claim: '24h' }),
    reads: [MINT.title],
  });
  await stage.step({
    who: admin,
    does: 'has seen what members will see, and presses Post',
    act: () => ana.press(complete, { label: 'Post' }),
    reads: ['Posted'],
  });
  return said(stage, 'the card', MINT.title);
}

/** Time passes; nobody does anything. */
async function endAndDraw(stage: Stage): Promise<Message> {
  stage.discord.clock.advance(HOUR_MS);
  const closed = said(stage, 'an hour later', 'The list of');
  const moving = setInterval(() => {
    stage.discord.clock.advance(LISTED_MS);
  }, 500);
  try {
    await closed;
    return await said(stage, 'and then', 'Winners of');
  } finally {
    clearInterval(moving);
  }
}

async function said(stage: Stage, when: string, words: string): Promise<Message> {
  const { tasks } = stage.server.channels;
  const message = await stage
    .as(stage.server.admin)
    .waitForMessage(tasks.id, (one) => readableText(one).includes(words));
  stage.show(`in #tasks, ${when}`, message);
  return message;
}

async function verify(stage: Stage, who: User): Promise<void> {
  const choices = await stage.as(who).autocomplete('verify', { name: 'draw', value: 'Mint' }, stage.place);
  const answer = await stage.as(who).run('verify', { draw: String(choices[0]?.value) }, stage.place);
  await stage.step({
    who,
    does: 'doubts it and runs /verify',
    act: () => Promise.resolve(messageOf(answer)),
    reads: ['Everything holds', 'Check it yourself'],
  });
}
