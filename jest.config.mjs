// TypeScript and the ESM packages of Nest become CommonJS here: necord and nest-commander are CommonJS
// and require Nest, which Jest's native ESM mode refuses (docs/adr/0002-esm-and-jest.md).
const shared = {
  jsc: { target: 'es2023', keepClassNames: true },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};
const typescript = {
  ...shared,
  jsc: {
    ...shared.jsc,
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
const javascript = { ...shared, jsc: { ...shared.jsc, parser: { syntax: 'ecmascript' } } };

const esmPackages = [
  '@nestjs',
  'load-esm',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  '@noble',
  '@scure',
  'eta',
  'oauth4webapi',
];

const project = (name, extra = {}) => ({
  displayName: name,
  // What spec files import is evaluated once per worker (docs/adr/0016-modules-loaded-once.md).
  testEnvironment: '<rootDir>/test/support/jest/shared-environment.ts',
  runtime: '<rootDir>/test/support/jest/shared-runtime.ts',
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  // The second: `import()` of a file URL, as the migrations are loaded, became a `require`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^file://(/.*)$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.m?js$': ['@swc/jest', javascript] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  ...extra,
});

const mongo = {
  globalSetup: '<rootDir>/test/support/mongo/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/mongo/global-teardown.ts',
};

export default {
  testTimeout: 30_000,
  maxWorkers: 2,
  projects: [
    project('unit'),
    project('integration', mongo),
    project('e2e', mongo),
    project('browser', mongo),
    project('soak', mongo),
    project('faults'),
  ],
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts', '!src/cli.ts'],
  coverageDirectory: 'coverage',
  coverageThreshold: { './src/modules/': { lines: 90 } },
};
