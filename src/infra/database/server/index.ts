export {
  MongoServerStartError,
  MongoServerUnavailableError,
  NotAReplicaSetError,
} from './mongo-server.errors.js';
export { assertReplicaSet, whyNoServer } from './replica-set.js';
export { type MongoServer, type MongoServerOptions, resolveMongoServer } from './resolve-mongo-server.js';
