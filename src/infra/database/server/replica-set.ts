import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { NotAReplicaSetError } from './mongo-server.errors.js';

export const replicaSetName = 'bot';

interface SetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

interface Hello {
  readonly setName?: string;
  readonly me?: string;
  readonly msg?: string;
  readonly isreplicaset?: boolean;
  readonly isWritablePrimary?: boolean;
}

/** The server is still reading its own configuration, or another step of ours is under way. */
const passingCodes = new Set<unknown>([
  94, // NotYetInitialized
  23, // AlreadyInitialized
  109, // ConfigurationInProgress
]);

/**
 * Refuses a server without transactions and change streams. A mongos is accepted.
 *
 * @throws NotAReplicaSetError which tells the operator what to do
 */
export async function assertReplicaSet(client: mongo.MongoClient): Promise<void> {
  const hello = await sayHello(client);
  if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
    throw new NotAReplicaSetError(hello.isreplicaset === true);
  }
}

/**
 * Why no server could be chosen. An address with `replicaSet=` makes the driver pass over a standalone
 * server and wait for others, for ever: then the operator has to know.
 *
 * @returns NotAReplicaSetError, or the error as it was
 */
export async function whyNoServer(uri: string, error: unknown): Promise<unknown> {
  const { reason } = Object(error) as { reason?: { servers?: ReadonlyMap<string, unknown> } };
  // Nobody is left to wait for: each server answered, and none is of the set.
  const isEverybodyOut = reason?.servers?.size === 0;
  return isEverybodyOut && (await isStandalone(uri)) ? new NotAReplicaSetError(false) : error;
}

/** By the first answer of a server, which the driver itself shows to nobody once it passed over it. */
async function isStandalone(uri: string): Promise<boolean> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_500 });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  client.on('serverHeartbeatSucceeded', ({ reply }) => {
    const { setName, msg, isreplicaset } = reply as unknown as Hello;
    resolve(setName === undefined && msg === undefined && isreplicaset !== true);
  });
  const noAnswer = (): void => {
    resolve(false);
  };
  client.connect().then(noAnswer, noAnswer);
  try {
    return await promise;
  } finally {
    await client.close();
  }
}

/**
 * Makes an own mongod the writable primary of its one-member set, whatever port it had before.
 * Ends only by success, by an error of the server or by `signal`.
 */
export async function makePrimary(
  client: mongo.MongoClient,
  host: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const hello = await sayHello(client);
    if (hello.isWritablePrimary === true && hello.me === host) return;
    try {
      await configure(client, host);
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError) || !passingCodes.has(error.code)) throw error;
    }
    await sleep(20, undefined, { signal });
  }
}

async function configure(client: mongo.MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const members = [{ _id: 0, host }];
  const config = await readConfig(client);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: replicaSetName, members } });
  } else if (config.members.length !== 1 || config.members[0]?.host !== host) {
    // By force: under its old address the only member finds itself in no set, so nobody could agree.
    const replSetReconfig = { ...config, version: config.version + 1, members };
    await admin.command({ replSetReconfig, force: true });
  }
}

async function readConfig(client: mongo.MongoClient): Promise<SetConfig | undefined> {
  try {
    const { config } = (await client.db('admin').command({ replSetGetConfig: 1 })) as unknown as {
      config: SetConfig;
    };
    return config;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 94) return undefined;
    throw error;
  }
}

async function sayHello(client: mongo.MongoClient): Promise<Hello> {
  return await client.db('admin').command({ hello: 1 });
}
