// Loaded before the bot: its services fail with errors that carry secrets, in turn, as libraries make them.
import { Buffer } from 'node:buffer';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { URL } from 'node:url';
import 'reflect-metadata';
import { DiscordAPIError, HTTPError } from 'discord.js';
import { mongo } from 'mongoose';

const dist = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
const { TasksService } = await dist('modules/tasks/tasks.service.js');
const { ProfilesService } = await dist('modules/accounts/profiles/profiles.service.js');
const secrets = JSON.parse(process.env.PLANTED);
delete process.env.PLANTED;
const { botToken, clientSecret, encryptionKey, mongoPassword, redisPassword, accessToken, refreshToken } =
  secrets;
const { authorizationCode, state, verifier, interactionToken, transferCode } = secrets;

const bare = () => new Error(`refused: ${Object.values(secrets).join(' ')}`);
const uris = () =>
  new Error(
    `connect mongodb://bot:${mongoPassword}@db.example/bot and redis://:${redisPassword}@cache.example`,
  );
/** As HTTP clients report: the whole request and the whole answer. */
const axiosLike = () =>
  Object.assign(new Error('Request failed with status code 400'), {
    config: {
      url: `https://discord.com/api/oauth2/token?code=${authorizationCode}&state=${state}`,
      headers: {
        Authorization: `Basic ${Buffer.from(`1100000000000000001:${clientSecret}`).toString('base64')}`,
        Cookie: [`__Host-link=${state}`],
      },
      data: `grant_type=authorization_code&code=${authorizationCode}&code_verifier=${verifier}&client_secret=${clientSecret}`,
    },
    response: {
      data: { access_token: accessToken, refresh_token: refreshToken },
      text: JSON.stringify({ error: 'invalid_grant', refresh_token: refreshToken }),
    },
  });
const ofDiscord = () =>
  new DiscordAPIError(
    {
      code: 50_035,
      message: `Invalid Form Body https://discord.com/api/webhooks/1100000000000000001/${interactionToken}`,
    },
    50_035,
    400,
    'POST',
    `https://discord.com/api/v10/webhooks/1100000000000000001/${interactionToken}/messages/@original`,
    { body: { token: interactionToken, code: transferCode }, files: undefined },
  );
const ofHttp = () =>
  new HTTPError(
    500,
    'Server Error',
    'POST',
    `https://discord.com/api/v10/interactions/1100000000000000001/${interactionToken}/callback`,
    {
      body: { authorization: `Bot ${botToken}` },
      files: undefined,
    },
  );
const ofMongo = () =>
  new mongo.MongoServerError({
    message: `E11000 dup key: { secret: "${transferCode}" }`,
    code: 11_000,
    keyValue: { token: accessToken, secret: encryptionKey },
  });
const chain = () =>
  new AggregateError([axiosLike(), uris(), bare()], `all failed, ${state}`, {
    cause: new TypeError(`inner ${verifier}`, { cause: ofDiscord() }),
  });

const errors = [bare, uris, axiosLike, ofDiscord, ofHttp, ofMongo, chain];
let turn = 0;
const fail = () => Promise.reject(errors[turn++ % errors.length]());
for (const [service, method] of [
  [TasksService, 'complete'],
  [ProfilesService, 'see'],
]) {
  if (typeof service.prototype[method] !== 'function') throw new TypeError(`no ${service.name}.${method}`);
  service.prototype[method] = fail;
}

process.on('SIGUSR2', () => {
  for (const make of errors) void Promise.reject(make());
  void Promise.reject(`a text: ${accessToken}`);
});
process.on('SIGWINCH', () => {
  setImmediate(() => {
    throw chain();
  });
});
