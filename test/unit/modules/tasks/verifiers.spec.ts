import { NotDoneYetError } from '../../../../src/modules/tasks/tasks.errors.js';
import { TASK_TYPES } from '../../../../src/modules/tasks/schemas/task-post.schema.js';
import { CustomVerifier } from '../../../../src/modules/tasks/verifiers/custom.verifier.js';
import { DiscordJoinVerifier } from '../../../../src/modules/tasks/verifiers/discord-join.verifier.js';
import { Verifiers } from '../../../../src/modules/tasks/verifiers/verifiers.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../../support/builders/index.js';

const verifiers = new Verifiers(new DiscordJoinVerifier(), new CustomVerifier());
const roleId = aSnowflake();

it.each(TASK_TYPES)('there is a verifier for %s', (type) => {
  expect(verifiers.for(type).type).toBe(type);
});

describe('being in the server', () => {
  const verifier = verifiers.for('discord_join');
  const check = async (
    post: Parameters<typeof verifier.check>[0],
    action: Parameters<typeof verifier.check>[1],
  ) => {
    await verifier.check(post, action);
  };

  it('needs no proof', () => {
    expect(verifier.needsProof).toBe(false);
  });

  it('is enough where no role is asked for', async () => {
    await expect(check(aTaskPost(), aMemberAction())).resolves.toBeUndefined();
  });

  it('with the role is enough where one is asked for', async () => {
    const post = aTaskPost({ taskData: { roleId } });
    await expect(check(post, aMemberAction({ roleIds: [aSnowflake(), roleId] }))).resolves.toBeUndefined();
  });

  it('without the role is not', async () => {
    const post = aTaskPost({ taskData: { roleId } });
    await expect(check(post, aMemberAction({ roleIds: [aSnowflake()] }))).rejects.toThrow(NotDoneYetError);
  });

  it('does not count before the rules are accepted', async () => {
    await expect(check(aTaskPost(), aMemberAction({ isPending: true }))).rejects.toThrow(NotDoneYetError);
  });
});

it('anything a person can judge needs a proof and is not checked by us', async () => {
  const verifier = verifiers.for('custom');
  expect(verifier.needsProof).toBe(true);
  await expect(verifier.check(aTaskPost(), aMemberAction())).resolves.toBeUndefined();
});
