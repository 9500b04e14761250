export {
  MongoServerStartError,
  MongoServerUnavailableError,
  NotAReplicaSetError,
} from './mongo-server.errors.js';
export { assertReplicaSet } from './replica-set.js';
export { type MongoServer, type MongoServerOptions, resolveMongoServer } from './resolve-mongo-server.js';
