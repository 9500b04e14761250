// Started by ResolverProcess: resolves, prints what it got in one line, writes a document, and stays until
// its stdin ends, which is its order to stop.
import { mongo } from 'mongoose';
import { resolveMongoServer } from '../../../src/infra/database/server/index.js';
import { testMongodOptions } from './test-server.js';

const [dataDir = '', document = ''] = process.argv.slice(2);
const server = await resolveMongoServer({ ...testMongodOptions, dataDir, databaseName: 'test' });
const client = new mongo.MongoClient(server.uri);
await client.db().collection('writers').insertOne({ document });
await client.close();
const { uri, origin, pid } = server;
process.stdout.write(`${JSON.stringify({ uri, origin, pid })}\n`);
process.stdin.resume().once('end', () => {
  void server.stop().then(() => process.exit(0));
});
