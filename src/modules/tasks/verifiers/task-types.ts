import { CustomUrlVerifier } from './custom_url/custom-url.verifier.js';
import { CustomVerifier } from './custom/custom.verifier.js';
import { DiscordJoinVerifier } from './discord_join/discord-join.verifier.js';
import { DiscordMessageVerifier } from './discord_message/discord-message.verifier.js';
import { DiscordReactionVerifier } from './discord_reaction/discord-reaction.verifier.js';
import { DiscordRoleVerifier } from './discord_role/discord-role.verifier.js';
import { TelegramJoinVerifier } from './telegram_join/telegram-join.verifier.js';
import { TwitterFollowVerifier } from './twitter_follow/twitter-follow.verifier.js';
import { TwitterLikeVerifier } from './twitter_like/twitter-like.verifier.js';
import { TwitterRetweetVerifier } from './twitter_retweet/twitter-retweet.verifier.js';
import { QuizVerifier } from './quiz/quiz.verifier.js';
import { SurveyVerifier } from './survey/survey.verifier.js';
import type { Verifier } from './verifier.port.js';
import { Verifiers } from './verifiers.js';

/** Every type of task: the one place where a new one is registered. */
const types = [
  DiscordJoinVerifier,
  DiscordRoleVerifier,
  DiscordMessageVerifier,
  DiscordReactionVerifier,
  TwitterFollowVerifier,
  TwitterLikeVerifier,
  TwitterRetweetVerifier,
  TelegramJoinVerifier,
  QuizVerifier,
  SurveyVerifier,
  CustomUrlVerifier,
  CustomVerifier,
];

export const taskTypes = [
  ...types,
  {
    provide: Verifiers,
    inject: types,
    useFactory: (...verifiers: Verifier[]) => new Verifiers(verifiers),
  },
];
