import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { mongo } from 'mongoose';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../../src/infra/discord/index.js';
import { OutcomeUnknownError } from '../../../../src/infra/discord/answer.js';
import {
  NeedsPermission,
  PermissionGuard,
  type PermissionsService,
} from '../../../../src/modules/servers/index.js';
import { aSnowflake } from '../../../support/builders/index.js';

@NeedsPermission('tasks.create')
class Creating {}
class Anything {
  readonly needs = undefined;
}

const contextOf = (handlers: new () => object, bits = 0n) =>
  ({
    getArgByIndex: () => [
      {
        guildId: aSnowflake(),
        channelId: aSnowflake(),
        user: { id: aSnowflake(), username: 'cleo', globalName: null, bot: false },
        member: { roles: [] },
        memberPermissions: new PermissionsBitField(bits),
      },
    ],
    getHandler: () => () => undefined,
    getClass: () => handlers,
  }) as unknown as ExecutionContext;

const guardWith = (assertAny: () => Promise<void>) =>
  new PermissionGuard(new Reflector(), { assertAny } as unknown as PermissionsService);

describe('the guard of permissions', () => {
  it('asks nothing of the database for who may manage the server', async () => {
    const guard = guardWith(() => Promise.reject(new Error('asked')));
    for (const bits of [PermissionFlagsBits.ManageGuild, PermissionFlagsBits.Administrator])
      expect(await guard.canActivate(contextOf(Creating, bits))).toBe(true);
  });

  it('does not open while the database is away', async () => {
    const away = new mongo.MongoServerSelectionError('away', {} as never);
    const guard = guardWith(() => Promise.reject(away));
    await expect(guard.canActivate(contextOf(Creating))).rejects.toBe(away);
  });

  it('does not open when the database is slow, and leaves time for the answer', async () => {
    jest.useFakeTimers();
    const guard = guardWith(() => new Promise(() => undefined));
    const opened = guard.canActivate(contextOf(Creating)).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS);
    expect(await opened).toBeInstanceOf(OutcomeUnknownError);
    jest.useRealTimers();
  });

  it('does not open where nobody said what is needed', async () => {
    const guard = guardWith(() => Promise.resolve());
    await expect(guard.canActivate(contextOf(Anything))).rejects.toThrow(TypeError);
  });
});
