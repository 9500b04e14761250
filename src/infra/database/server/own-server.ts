import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { makePrimary } from './replica-set.js';

const host = '127.0.0.1';

/**
 * Waits until the mongod with this pid takes writes on this port.
 *
 * @returns the feature compatibility version of its data, such as `6.0`
 */
export async function whenWritable(port: number, pid: number, signal: AbortSignal): Promise<string> {
  for (;;) {
    // The driver would try only every 500 ms.
    while (!(await isListening(port))) await sleep(20, undefined, { signal });
    const version = await withServer(port, async (client) => {
      // Before ours finds the port taken, a stranger answers on it, who must not be reconfigured.
      const { pid: answering } = await client.db('admin').command({ serverStatus: 1 });
      if (Number(answering) !== pid) return undefined;
      await makePrimary(client, `${host}:${port}`, signal);
      return await featureCompatibilityVersion(client);
    }).catch(passNetworkError);
    if (version !== undefined) return version;
    await sleep(50, undefined, { signal });
  }
}

/**
 * Ends a mongod on our data that has lost its guardian, and so nobody else will.
 *
 * @returns whether there was one, or one that is shutting down already; a foreign server is left alone
 */
export async function shutDownLeftover(port: number, dbPath: string): Promise<boolean> {
  if (!(await isListening(port))) return false;
  try {
    return await withServer(port, async (client) => {
      const admin = client.db('admin');
      const { parsed } = await admin.command({ getCmdLineOpts: 1 });
      if ((parsed as { storage?: { dbPath?: string } }).storage?.dbPath !== dbPath) return false;
      await admin.command({ shutdown: 1, force: true, timeoutSecs: 1 }).catch(passNetworkError);
      return true;
    });
  } catch (error) {
    return error instanceof mongo.MongoServerError && shutdownCodes.has(error.code);
  }
}

const shutdownCodes = new Set<unknown>([
  91, // ShutdownInProgress
  11600, // InterruptedAtShutdown
]);

async function withServer<T>(port: number, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const options = { directConnection: true, serverSelectionTimeoutMS: 1_000, socketTimeoutMS: 10_000 };
  const client = new mongo.MongoClient(`mongodb://${host}:${port}/`, options);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

async function featureCompatibilityVersion(client: mongo.MongoClient): Promise<string> {
  const command = { getParameter: 1, featureCompatibilityVersion: 1 };
  const answer = await client.db('admin').command(command);
  return (answer as unknown as { featureCompatibilityVersion: { version: string } })
    .featureCompatibilityVersion.version;
}

/** Servers close their connections when their role in the set changes, and on their way out. */
function passNetworkError(error: unknown): undefined {
  if (error instanceof mongo.MongoNetworkError || error instanceof mongo.MongoServerSelectionError)
    return undefined;
  throw error;
}

export async function isListening(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
