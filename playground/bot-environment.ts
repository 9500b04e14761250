/** What the playground decides for its bot. */
export interface BotSettings {
  /** Fresh: the bot's own MongoDB keeps its files here, its key and its log. */
  readonly dataDir: string;
  readonly apiBaseUrl: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it serves, on the loopback interface. */
  readonly port: number;
}

/**
 * What programs need to run at all: paths, languages, proxies and certificates; and how a MongoDB is found or
 * fetched. Nothing else of the caller's environment is the bot's: a setting there may be that of a real bot.
 */
const PASSED_ON = [
  /^(path|pathext|home|user|userprofile|appdata|localappdata|temp|tmp|tmpdir|systemroot|comspec|windir)$/i,
  /^(lang|language|lc_[a-z]+|tz|xdg_[a-z_]+)$/i,
  /^((http|https|all|no)_proxy|ssl_cert_(file|dir)|node_extra_ca_certs|requests_ca_bundle|curl_ca_bundle)$/i,
  /^(mongoms|npm_config|pip)_/i,
];

export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The whole environment of the bot's process. */
export function botEnvironment(
  caller: Readonly<Record<string, string | undefined>>,
  { dataDir, apiBaseUrl, token, clientId, clientSecret, port }: BotSettings,
): Record<string, string> {
  const passedOn = Object.entries(caller).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && PASSED_ON.some((name) => name.test(entry[0])),
  );
  return {
    ...Object.fromEntries(passedOn),
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: originOf(port),
    LOG_LEVEL: 'info',
    DRAND_URLS: 'none', // without a network, and with a clock that somebody moves, draws come to their end too
    DISCORD_API_BASE_URL: apiBaseUrl,
    DISCORD_API_VERSION: '10',
    DISCORD_BOT_TOKEN: token,
    DISCORD_CLIENT_ID: clientId,
    DISCORD_CLIENT_SECRET: clientSecret,
  };
}
