/**
 * Who may import whom: the table of docs/architecture.md as rules.
 *
 * A part is a top-level folder. Parts meet only at their public entry (`<part>/index.ts`), and only
 * along the arrows of MAY_IMPORT. Type-only imports count too: a type is a dependency as well.
 */

const PARTS = [
  'contracts',
  'tiles',
  'simulations',
  'server',
  'client',
  'feed',
  'e2e',
  'bench',
  'launch',
];

const MAY_IMPORT = {
  contracts: [],
  tiles: ['contracts'],
  simulations: ['contracts'],
  server: ['contracts', 'simulations'],
  client: ['contracts'],
  feed: ['contracts', 'simulations'],
  e2e: ['contracts', 'tiles', 'client'],
  bench: ['contracts', 'tiles', 'simulations', 'server', 'client', 'feed', 'launch', 'e2e'],
  launch: ['contracts'],
};

/** Parts that are pure: their only packages, and no Node built-in at all. */
const PURE_PACKAGES = { contracts: ['zod'], simulations: [] };

/** One adapter folder per engine; nothing else in the client may know that engine. */
const ENGINES = {
  cesium: 'cesium/|@cesium/',
  three: 'three/|@types/three/|3d-tiles-renderer/',
  deck: '@deck\\.gl/|@luma\\.gl/|@loaders\\.gl/|@math\\.gl/',
};

const TEST_TOOLS = 'vitest|fast-check|@vitest|playwright-core|@playwright|@axe-core';
const TEST_FILE = '\\.test\\.tsx?$';

const partRules = PARTS.map((part) => ({
  name: `${part}-may-import`,
  comment: `${part}/ may import: ${MAY_IMPORT[part].join(', ') || 'no other part'}.`,
  severity: 'error',
  from: { path: `^${part}/` },
  to: {
    path: `^(${PARTS.filter((other) => other !== part && !MAY_IMPORT[part].includes(other)).join('|')})/`,
  },
}));

const pureRules = Object.entries(PURE_PACKAGES).flatMap(([part, packages]) => [
  {
    name: `${part}-no-node`,
    comment: `${part}/ is pure: no file, socket, clock or timer of Node's.`,
    severity: 'error',
    from: { path: `^${part}/` },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: `${part}-packages`,
    comment: `${part}/ may use these packages: ${packages.join(', ') || 'none'}.`,
    severity: 'error',
    from: { path: `^${part}/` },
    to: {
      path: '^node_modules/',
      pathNot: `^node_modules/(${[...packages, TEST_TOOLS].join('|')})/`,
    },
  },
]);

const engineRules = Object.entries(ENGINES).map(([engine, packages]) => ({
  name: `only-engines-${engine}-knows-${engine}`,
  comment: `Only client/engines/${engine}/ may import ${engine}, so that it can be replaced.`,
  severity: 'error',
  from: { path: '^client/', pathNot: `^client/engines/${engine}/` },
  to: { path: `^node_modules/(${packages})` },
}));

module.exports = {
  forbidden: [
    ...partRules,
    ...pureRules,
    ...engineRules,
    {
      name: 'parts-meet-at-their-index',
      comment: 'Another part is imported through its index.ts only, so its insides stay free.',
      severity: 'error',
      from: { path: '^([^/]+)/' },
      to: { path: `^(${PARTS.join('|')})/`, pathNot: ['^$1/', '^[^/]+/index\\.ts$'] },
    },
    {
      name: 'layers-and-store-know-no-engine',
      comment: 'Layers and the store describe what to draw as plain data.',
      severity: 'error',
      from: { path: '^client/(layers|store)/' },
      to: { path: '^client/engines/' },
    },
    {
      name: 'engines-do-not-know-each-other',
      comment: 'Engines share the store and draw records, never each other.',
      severity: 'error',
      from: { path: '^client/engines/([^/]+)/' },
      to: { path: '^client/engines/[^/]+/', pathNot: '^client/engines/$1/' },
    },
    {
      name: 'client-no-node',
      comment: 'The client runs in a browser.',
      severity: 'error',
      from: { path: '^client/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-tools-in-the-product',
      comment: 'Test tools belong to tests, e2e and bench.',
      severity: 'error',
      from: { path: `^(${PARTS.join('|')})/`, pathNot: [TEST_FILE, '^(e2e|bench)/'] },
      to: { path: `^node_modules/(${TEST_TOOLS})/` },
    },
    {
      name: 'no-tests-imported',
      comment: 'A test is imported by nobody.',
      severity: 'error',
      from: {},
      to: { path: TEST_FILE },
    },
    {
      name: 'no-cycles',
      comment: 'No circular imports, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages',
      comment: 'Every package that is imported is listed in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: '^(node_modules|dist)/' },
    exclude: { path: '^(dist|data|coverage|test-results)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
