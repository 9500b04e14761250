import { TestEnvironment } from 'jest-environment-node';
import type jestRuntime from 'jest-runtime';

type Arguments = ConstructorParameters<typeof TestEnvironment>;

/** What circus and `jest.setTimeout` leave on the global object: the next file starts without it. */
const OF_ONE_FILE = ['EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'RETRY_TIMES'].map((name) => Symbol.for(name));

let shared: SharedEnvironment | undefined;

/**
 * The spec files of a worker run one after the other in one global scope, so that what they import can stay loaded
 * (docs/adr/0016-modules-loaded-once.md). What a file changes on the scope is put back after it.
 * `@jest-environment node` at the top of a file gives it a scope and modules of its own.
 */
export default class SharedEnvironment extends TestEnvironment {
  /** Set and used by shared-runtime.ts: it loads the shared modules and holds them. */
  keeper: jestRuntime.default | undefined;
  readonly isShared!: boolean;
  private readonly exit = this.global.process.exit;

  constructor(...args: Arguments) {
    if (shared !== undefined) return shared; // as a constructor may
    super(...args);
    const { watch, watchAll, collectCoverage } = args[0].globalConfig;
    // While Jest watches, sources change; and coverage is counted for each file.
    this.isShared = !watch && !watchAll && !collectCoverage;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- it stays for the next file
    if (this.isShared) shared = this;
  }

  override async teardown(): Promise<void> {
    if (!this.isShared) {
      await super.teardown();
      return;
    }
    this.fakeTimersModern?.useRealTimers();
    this.moduleMocker?.restoreAllMocks();
    const { process: ours } = this.global;
    ours.exit = this.exit; // Jest wraps it for every file
    for (const name of Object.keys(ours.env))
      if (!(name in process.env)) Reflect.deleteProperty(ours.env, name);
    Object.assign(ours.env, process.env);
    for (const name of OF_ONE_FILE) Reflect.deleteProperty(this.global, name);
  }
}
