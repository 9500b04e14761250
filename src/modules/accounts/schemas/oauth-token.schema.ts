import { Prop, Schema } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import {
  collection,
  date,
  list,
  optional,
  ownerId,
  personal,
  snowflake,
  text,
  wholeNumber,
} from '../../../infra/database/schema/index.js';

/** The tokens of a linked account, encrypted; a collection of their own, as a TTL takes whole documents. */
@Schema()
export class OauthToken {
  _id!: Types.ObjectId;

  @Prop(ownerId('erase', 'Revoked at Discord first.', snowflake('The member.')))
  discordId!: string;

  @Prop(personal(text(4096, 'The access token, encrypted.')))
  accessToken!: string;

  @Prop(optional(personal(text(4096, 'The refresh token, encrypted; absent where none was given.'))))
  refreshToken?: string;

  @Prop(list(text(60, 'A scope.'), 20, 'What the member allowed.'))
  scopes!: string[];

  @Prop(date('When the access token ends.'))
  expiresAt!: Date;

  @Prop(
    date(
      'From when neither token is worth anything, nor that they failed: refresh moves it, unlink brings it near.',
    ),
  )
  deleteAt!: Date;

  @Prop(
    optional(text(60, 'Why they serve no more: code of what failed for good. The member is asked again.')),
  )
  failure?: string;

  @Prop(optional(date('When they are refreshed next; absent where they never will be.')))
  refreshDue?: Date;

  @Prop(optional(date('A refresh is under way until then, in one process.')))
  refreshingUntil?: Date;

  @Prop(optional(wholeNumber({ min: 0 }, 'Refreshes in a row that began and whose outcome nobody knows.')))
  unknownRefreshes?: number;

  @Prop(optional(wholeNumber({ min: 0 }, 'Refreshes in a row that Discord was away for: each waits longer.')))
  awayRefreshes?: number;

  @Prop(optional(date('When Discord is told next of points and tier; absent where it knows them.')))
  roleDue?: Date;

  @Prop(optional(date('When Discord was last told of points and tier.')))
  rolePushedAt?: Date;

  @Prop(optional(date('When the member unlinked: revoked from then on, and used for nothing else.')))
  unlinkedAt?: Date;
}

export const oauthTokens = collection(OauthToken, {
  name: 'oauth_tokens',
  holds: 'The encrypted tokens of one member; read as `DiscordAccountLink.oauthTokens`.',
  writtenBy: 'linking the accounts; refresh replaces it',
  ends: 'Once revoked; TTL at `deleteAt`, from when neither token is worth anything.',
  retention: {
    expires: {
      group: 'tokens',
      field: 'deleteAt',
      afterSeconds: 0,
      ttl: { name: 'delete_ttl', serves: 'Ends what can no longer be used.' },
    },
    orphans: { of: 'discord_account_links', field: 'discordId', key: 'discordId' },
    keeps: 'A pair of tokens of which one can still be used, while the account is there.',
  },
  indexes: [
    { name: 'discord_unique', key: { discordId: 1 }, unique: true, serves: 'One pair of tokens per member.' },
    {
      name: 'refresh_due',
      key: { refreshDue: 1 },
      partialFilterExpression: { refreshDue: { $gt: new Date(0) } },
      serves: 'The worker: tokens that are refreshed before they end.',
    },
    {
      name: 'role_due',
      key: { roleDue: 1 },
      partialFilterExpression: { roleDue: { $gt: new Date(0) } },
      serves: 'The worker: members of whom linked roles hear.',
    },
  ],
});
