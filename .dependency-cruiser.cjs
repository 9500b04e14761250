/**
 * Who may import whom, from docs/architecture.md. Imports go down only:
 * main, cli → maintenance → modules (tiers below) → infra → config → locales, kernel, draw.
 */
const domain = (...names) => `^src/modules/(${names.join('|')})/`;
const tiers = [
  ['analytics', 'interactions'],
  ['tasks', 'allowlists'],
  ['requirements', 'cards', 'statistics', 'templates'],
  ['servers', 'accounts'],
  ['communities', 'points'],
];
const noUpwardImports = tiers.slice(1).map((tier, index) => ({
  name: `${tier.join('-and-')}-import-nothing-above`,
  severity: 'error',
  comment: 'What follows from a write goes by effect, outbox or projection, not by a call upwards.',
  from: { path: domain(...tier) },
  to: { path: domain(...tiers.slice(0, index + 1).flat()) },
}));

/** Imported by dependency-cruiser with require. */
exports.forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'two-products-stay-apart',
    comment: 'The bot connects to the local Discord by URL only.',
    severity: 'error',
    from: { path: '^(src|migrations)/' },
    to: { path: '^(playground|test)/' },
  },
  {
    name: 'playground-imports-nothing-of-the-bot',
    severity: 'error',
    from: { path: '^playground/' },
    to: { path: '^(src|migrations|test|dist)/' },
  },
  {
    name: 'kernel-and-locales-are-pure',
    severity: 'error',
    from: { path: '^src/(kernel|locales)/' },
    to: { path: '^src/(?!kernel/|locales/)|node_modules/(@nestjs|necord|discord\\.js|mongoose)/' },
  },
  {
    name: 'draw-protocol-is-pure',
    comment: 'It runs in the CLI without settings and in a browser: nothing of Node but in node-sha256.ts.',
    severity: 'error',
    from: { path: '^src/draw/', pathNot: '/node-sha256\\.ts$' },
    to: { pathNot: '^src/draw/(?!node-sha256)|node_modules/@noble/' },
  },
  {
    name: 'config-imports-only-kernel',
    severity: 'error',
    from: { path: '^src/config/' },
    to: { path: '^src/(?!config/|kernel/)' },
  },
  {
    name: 'infra-knows-no-domain',
    severity: 'error',
    from: { path: '^src/infra/' },
    to: { path: '^src/(modules|maintenance|cli|app\\.module|cli\\.module|main|cli)' },
  },
  {
    name: 'modules-import-nothing-above',
    severity: 'error',
    from: { path: '^src/modules/' },
    to: { path: '^src/(maintenance/|cli/|app\\.module|cli\\.module|main|cli\\.ts)' },
  },
  ...noUpwardImports,
  {
    name: 'modules-meet-at-the-front-door',
    comment:
      'Another module only through its index.ts, also between modules of one tier; but for the sub-document that schemas share.',
    severity: 'error',
    from: { path: '^src/modules/([^/]+)/' },
    to: {
      path: '^src/modules/([^/]+)/',
      pathNot: [
        '^src/modules/$1/',
        '^src/modules/[^/]+/index\\.ts$',
        '^src/modules/requirements/schemas/requirement\\.schema\\.ts$',
        '^src/modules/cards/schemas/card\\.schema\\.ts$',
      ],
    },
  },
  {
    name: 'use-cases-know-no-discord',
    comment: 'Services, rules, repositories and ports run without discord.js, also from the CLI.',
    severity: 'error',
    from: { path: '^src/modules/.*\\.(service|rules|repository|port|schema|verifier)\\.ts$' },
    to: { path: 'node_modules/(discord\\.js|necord)/' },
  },
  {
    name: 'no-dev-packages-at-run-time',
    severity: 'error',
    from: { path: '^(src|migrations)/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unlisted-packages',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];
exports.options = {
  doNotFollow: { path: 'node_modules' },
  tsConfig: { fileName: 'tsconfig.json' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
  },
};
