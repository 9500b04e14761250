import { InfrastructureError } from '../../../kernel/errors.js';

/** None of the ways to a mongod worked; the message says what each of them answered. */
export class MongoServerUnavailableError extends InfrastructureError {
  readonly code = 'MONGO_SERVER_UNAVAILABLE';
  readonly retryable = false;

  constructor(answers: readonly { way: string; answer: string }[]) {
    const lines = answers.map(({ way, answer }, index) => `  ${index + 1}. ${way}: ${answer}`);
    super(
      ['There is no MongoDB to run on. Set MONGODB_URI, or make one of these ways work:', ...lines].join(
        '\n',
      ),
    );
  }
}

/** A mongod was found, but could not be brought up on the data folder. */
export class MongoServerStartError extends InfrastructureError {
  readonly code = 'MONGO_SERVER_START_FAILED';
  readonly retryable = true;
}

/** The server behind MONGODB_URI has no transactions and no change streams, which the service needs. */
export class NotAReplicaSetError extends InfrastructureError {
  readonly code = 'MONGO_NOT_A_REPLICA_SET';
  readonly retryable = false;

  constructor(isWaitingForInitiation: boolean) {
    const step = isWaitingForInitiation
      ? 'The MongoDB server was started with --replSet, but its replica set was never initiated.'
      : 'The MongoDB server is standalone. Start it with "--replSet rs0" (or set replication.replSetName).';
    super(
      `${step} Then open mongosh on it and run rs.initiate() once: one member is enough, the data stay. ` +
        'Without a replica set there are no transactions, and acknowledged writes can be lost.',
    );
  }
}
