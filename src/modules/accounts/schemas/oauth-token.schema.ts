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

  @Prop(date('From when neither token can be used: refresh moves it, revoke sets it to now.'))
  deleteAt!: Date;

  @Prop(optional(text(60, 'Code of the refresh that failed last; the member is asked again.')))
  failure?: string;
}

export const oauthTokens = collection(OauthToken, {
  name: 'oauth_tokens',
  holds: 'The encrypted tokens of one member; read as `DiscordAccountLink.oauthTokens`.',
  writtenBy: 'linking the accounts; refresh replaces it',
  ends: 'TTL: at `deleteAt`, the moment from which neither token can be used.',
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
    { name: 'refresh_due', key: { expiresAt: 1 }, serves: 'Tokens that are refreshed before they end.' },
  ],
});
