/** Real: the environment as the playground hands it to its bot. */
import { botEnvironment } from '../../../playground/bot-environment.ts';
import { settings } from '../../../src/config/env.schema.js';

const OWN = {
  dataDir: '/tmp/playground',
  apiBaseUrl: 'http://127.0.0.1:4000/api',
  token: 'local.token',
  clientId: '100000000000000001',
  clientSecret: 'local-secret-of-16',
  port: 4001,
};

describe('the environment of the playground’s bot', () => {
  it('holds no setting of the caller, however it is called', () => {
    const caller = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, 'of a real bot']));
    const given = botEnvironment({ ...caller, NODE_OPTIONS: '--inspect', AWS_SECRET: 'of a real bot' }, OWN);
    expect(Object.entries(given).filter(([, value]) => value === 'of a real bot')).toEqual([]);
    expect(given).not.toHaveProperty('NODE_OPTIONS');
    expect(given).toMatchObject({
      DISCORD_CLIENT_ID: OWN.clientId,
      DISCORD_CLIENT_SECRET: OWN.clientSecret,
      PORT: '4001',
      PUBLIC_URL: 'http://127.0.0.1:4001',
    });
  });

  it('passes on what it takes to run and to find a MongoDB', () => {
    const needed = {
      PATH: '/usr/bin',
      HOME: '/home/me',
      https_proxy: 'http://proxy',
      MONGOMS_VERSION: '7.0.0',
    };
    expect(botEnvironment(needed, OWN)).toMatchObject(needed);
  });
});
