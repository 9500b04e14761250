// Real: the client of drand, HTTP, a beacon of quicknet as it was recorded, and the pinned key. Fake: the hosts, which
// are servers in this process, and how long the client waits for a slow one.
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { DrawsConfig } from '../../../src/config/draws.config.js';
import { QUICKNET } from '../../../src/draw/index.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { DrandChainPinned } from '../../../src/modules/allowlists/draws/drand-chain.js';
import { BeaconLateError, DrandClient } from '../../../src/modules/allowlists/draws/drand.client.js';
import { signatureOf } from '../../support/draws/drand-host.js';
import { vectorOf } from '../../support/draws/vectors.js';

const { round, signature } = vectorOf('drand').proof.randomness as { round: number; signature: string };
const recorded = { round, signature, randomness: vectorOf('drand').value };
const PATH = `/${QUICKNET.hash}/public/${String(round)}`;
const flipped = (hex: string): string => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`;

beforeAll(() => {
  Logger.overrideLogger(false);
});
const servers: Server[] = [];
const asked: string[] = [];

async function host(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
afterEach(async () => {
  asked.length = 0;
  jest.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const saying =
  (body: unknown, status = 200): RequestListener =>
  (_, response: ServerResponse) => {
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
/** As hosts of drand are: what is of another chain they don't know. */
const good: RequestListener = (request, response) => {
  if (request.url === PATH) saying(recorded)(request, response);
  else saying('', 404)(request, response);
};
const clientOf = (...drandUrls: string[]): DrandClient =>
  new DrandClient(new DrawsConfig({ DRAND_URLS: drandUrls }), new DrandChainPinned(), new SystemClock());

const bad: [string, string, RequestListener][] = [
  ['with a flipped bit', 'not signed', saying({ round, signature: flipped(signature) })],
  ['of another round', 'another round', saying({ ...recorded, round: round + 1 })],
  [
    'with other randomness',
    'its randomness',
    saying({ ...recorded, randomness: flipped(recorded.randomness) }),
  ],
  ['of another chain', 'not signed', saying({ round, signature: signatureOf(round) })],
  ['that is cut short', 'no JSON', saying(JSON.stringify(recorded).slice(0, -9))],
  ['that is no object', 'not of the form', saying('null')],
  ['without a signature', 'not of the form', saying({ round, randomness: recorded.randomness })],
  ['with a round that is no number', 'not of the form', saying({ ...recorded, round: String(round) })],
  ['in capitals', 'not of the form', saying({ round, signature: signature.toUpperCase() })],
  [
    'with megabytes behind it',
    'too large',
    saying(JSON.stringify({ ...recorded, more: 'x'.repeat(2 ** 22) })),
  ],
  ['that it does not have', 'status 404', saying('', 404)],
  ['and an error', 'status 500', saying(recorded, 500)],
  [
    'elsewhere',
    'unexpected redirect',
    (_, response) => void response.writeHead(302, { location: PATH }).end(),
  ],
  ['by hanging up', 'UND_ERR_SOCKET', (_, response) => void response.destroy()],
];

it('takes the recorded beacon, by the address of the pinned chain', async () => {
  expect(await clientOf(await host(good)).round(round)).toEqual({ round, signature, source: 'drand' });
  expect(asked).toEqual([PATH]);
});

it.each(bad)(
  'a host that gives a beacon %s is refused with the reason, and the next one is asked',
  async (_, why, answer) => {
    const liar = await host(answer);
    const alone = clientOf(liar).round(round);
    await expect(alone).rejects.toThrow(BeaconLateError);
    await expect(alone).rejects.toThrow(`${liar}: ${why}`);
    expect(await clientOf(liar, await host(good)).round(round)).toEqual({
      round,
      signature,
      source: 'drand',
    });
  },
);

it('a host that is slow is left, and so is one that is not there', async () => {
  const really = AbortSignal.timeout.bind(AbortSignal);
  const waited: number[] = [];
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    waited.push(ms);
    return really(ms / 40);
  });
  const slow = await host((_, response) => void response.writeHead(200).write('{"round":'));
  const client = clientOf(slow, 'http://127.0.0.1:9', await host(good));
  expect((await client.round(round)).round).toBe(round);
  expect(waited).toEqual([4_000, 4_000, 4_000]);
  await expect(clientOf(slow, 'http://127.0.0.1:9').round(round)).rejects.toThrow(
    /TimeoutError; .*(bad port|ECONNREFUSED)/,
  );
});

it('the right signature of another round is refused', async () => {
  const later = await host(saying({ round: round + 1, signature }));
  await expect(clientOf(later).round(round + 1)).rejects.toThrow('not signed by this chain for this round');
});

it('of old beacons none is current, however right', async () => {
  expect(await clientOf(await host(saying(recorded))).isCurrent()).toBe(false);
});
