import { NOTHING_SENT } from '../../../../src/infra/discord/index.js';
import { NotDoneYetError } from '../../../../src/modules/tasks/tasks.errors.js';
import { CustomVerifier } from '../../../../src/modules/tasks/verifiers/custom/custom.verifier.js';
import { DiscordJoinVerifier } from '../../../../src/modules/tasks/verifiers/discord_join/discord-join.verifier.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../../support/builders/index.js';

const roleId = aSnowflake();

describe('being in the server', () => {
  const verifier = new DiscordJoinVerifier();
  const asking = () => aTaskPost({ taskData: { asks: { roleId } } });
  const check = async (
    post: Parameters<typeof verifier.check>[0],
    action: Parameters<typeof verifier.check>[1],
  ) => verifier.check(post, action);

  it('is one press', () => {
    expect(verifier.pages()).toEqual([]);
  });

  it('is enough where no role is asked for', async () => {
    await expect(check(aTaskPost(), aMemberAction())).resolves.toEqual({ state: 'verified' });
  });

  it('with the role is enough where one is asked for', async () => {
    const action = aMemberAction({ roleIds: [aSnowflake(), roleId] });
    await expect(check(asking(), action)).resolves.toEqual({ state: 'verified' });
  });

  it('without the role is not', async () => {
    const action = aMemberAction({ roleIds: [aSnowflake()] });
    await expect(check(asking(), action)).rejects.toThrow(NotDoneYetError);
  });

  it('does not count before the rules are accepted', async () => {
    await expect(check(aTaskPost(), aMemberAction({ isPending: true }))).rejects.toThrow(NotDoneYetError);
  });
});

it('anything a person can judge needs a proof, which waits for a moderator', async () => {
  const verifier = new CustomVerifier();
  expect(verifier.pages().flat()).toHaveLength(1);
  const verdict = await verifier.check(aTaskPost(), aMemberAction(), { ...NOTHING_SENT, proof: ['seen'] });
  expect(verdict).toEqual({ state: 'pending', proof: 'seen' });
});
