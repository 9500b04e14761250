import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { type Env, envSchema, settings } from './config/env.schema.js';
import { ConfigurationError, loadEnv, processEnvironment } from './config/load-env.js';
import { secretValuesOf } from './config/secret-values.js';
import { warningsOf } from './config/warnings.js';
import { Engines } from './engines.js';
import { setUpHttp } from './infra/web/index.js';
import { createPino, JsonLogger, Metrics, scrubber } from './infra/observability/index.js';
import { EXIT, FatalError } from './kernel/errors.js';
import { within } from './kernel/within.js';

/** One clear line for the operator; the log has the rest. */
function tell(line: string): void {
  process.stderr.write(`${scrubber(secretValuesOf(processEnvironment()))(line)}\n`);
}

function leave(line: string, exitCode: number): never {
  tell(line);
  process.exit(exitCode);
}

function readSettings(): Env {
  try {
    return loadEnv(envSchema);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    if (error.faults.length === 1 && error.names('DISCORD_BOT_TOKEN')) {
      leave(
        'DISCORD_BOT_TOKEN is not set. To try the bot without a token, run: npm run playground',
        EXIT.configuration,
      );
    }
    leave(error.message, EXIT.configuration);
  }
}

const env = readSettings();
const logger = new JsonLogger(
  createPino(env.LOG_LEVEL, { scrub: scrubber(secretValuesOf(processEnvironment())) }),
);
// Node itself would write it to stderr as it is, with whatever stands in it.
process.on('uncaughtException', (err) => {
  logger.fatal({ msg: 'Uncaught exception', err });
  leave(`The service ends by an error of its own: ${err.name}. The log has it.`, EXIT.failure);
});
for (const msg of warningsOf(env, processEnvironment(), Object.keys(settings.shape))) logger.warn({ msg });
const app = await NestFactory.create<NestExpressApplication>(AppModule.register(env), {
  logger,
  abortOnError: false,
  bodyParser: false,
  // Kept connections must not hold up the end.
  forceCloseConnections: true,
}).catch((error: unknown) => {
  if (error instanceof ConfigurationError) leave(error.message, EXIT.configuration);
  throw error;
});
setUpHttp(app);
/** Longer than probes, scrapers and balancers keep theirs: who closes first may cut off a request that just came. */
const KEEP_ALIVE_MS = 65_000;
app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
const engines = app.get(Engines);
const metrics = app.get(Metrics);

process.on('unhandledRejection', (err) => {
  metrics.unhandledRejections.inc();
  logger.error({ msg: 'Unhandled rejection', err });
});

/** Under the 30 s after which Kubernetes kills. */
const END_LIMIT_MS = 25_000;
let ending: Promise<void> | undefined;
/** Stops once, whatever asks for it: a signal, or an error that ends the service. */
function end(exitCode: number, line?: string): void {
  ending ??= (async () => {
    if (line !== undefined) tell(line);
    await within(END_LIMIT_MS, engines.stop());
    await app.close();
    process.exit(exitCode);
  })().catch((err: unknown) => {
    logger.fatal({ msg: 'The service did not stop cleanly', err });
    process.exit(EXIT.failure);
  });
}
const endBy = (error: unknown): void => {
  if (ending !== undefined) return;
  if (error instanceof FatalError) end(error.exitCode, error.message);
  else {
    logger.fatal({ msg: 'The service could not start', err: error });
    end(EXIT.failure, `The service could not start: ${String(error)}`);
  }
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    end(0);
  });
}

try {
  await app.listen(env.PORT, env.HOST);
  logger.log({ msg: 'Health and metrics are served', url: await app.getUrl() });
} catch (error) {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  leave(
    isTaken ? `PORT ${String(env.PORT)} is taken: stop what listens there, or set PORT.` : String(error),
    EXIT.failure,
  );
}
engines.start(endBy).catch(endBy);
