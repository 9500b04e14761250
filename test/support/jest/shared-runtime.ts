import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type jestRuntime from 'jest-runtime';
import type SharedEnvironment from './shared-environment.ts';

// Its types describe what `require` gives, and `import` gives something else.
const { default: Runtime } = createRequire(import.meta.url)('jest-runtime') as typeof jestRuntime;
type Runtime = jestRuntime.default;
type Arguments = ConstructorParameters<typeof Runtime>;
/** What Jest resolves a name with; not part of its declared interface. */
interface WithResolution {
  readonly _resolution: {
    isCoreModule(name: string): boolean;
    resolveCjs(from: string, name: string): string;
  };
}

/**
 * Evaluates a spec file and its helpers, all below `test`, for that file; and everything else once for all spec files
 * of a worker, with a runtime that is never torn down.
 */
export default class SharedRuntime extends Runtime {
  private readonly keeper: Runtime | undefined;
  private readonly ownFolder: string;

  constructor(...args: Arguments) {
    super(...args);
    const [config, environment, resolver, transformer, , coverage, path, globalConfig] = args;
    this.ownFolder = join(config.rootDir, 'test') + sep;
    if (!isShared(environment)) return;
    const newKeeper = (): Runtime =>
      new Runtime(config, environment, resolver, transformer, new Map(), coverage, path, globalConfig);
    this.keeper = environment.keeper ??= newKeeper();
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Jest declares it
  override requireModule<T = unknown>(...args: Parameters<Runtime['requireModule']>): T {
    const [from, name, options] = args;
    const { _resolution: resolution } = this as unknown as WithResolution;
    const isOwn =
      name === undefined ||
      options?.isInternalModule === true ||
      resolution.isCoreModule(name) ||
      resolution.resolveCjs(from, name).startsWith(this.ownFolder);
    return this.keeper === undefined || isOwn
      ? super.requireModule<T>(...args)
      : this.keeper.requireModule<T>(from, name);
  }

  override setMock(...args: Parameters<Runtime['setMock']>): void {
    if (this.keeper !== undefined)
      throw new Error(
        'jest.mock() would not reach shared modules: begin the file with @jest-environment node',
      );
    super.setMock(...args);
  }
}

function isShared(environment: object): environment is SharedEnvironment {
  return 'isShared' in environment && environment.isShared === true;
}
