// Who may import whom. The picture of it is in ARCHITECTURE.md; `npm run borders` checks it and
// scripts/borders.test.ts plants a violation of every rule to show that it is caught.

const tests = '\\.(test|test-d)\\.ts$|/src/testing/|/test/';

const severity = /** @type {const} */ ('error');

/** The rooms of core in the way of the data: each may import those before it, never those after it. */
const coreRooms = ['json', 'kernel', 'document', 'predicate', 'compile', 'decide', 'guard'];

/** Third-party packages the published code may import, by package; everything else is an error. */
const thirdParty = {
  node: ['@guanmingchiu/sqlparser-ts', 'libpg-query', 're2js', 'yaml'],
  mcp: [],
  cli: ['cli-table3'],
};

/** Other packages of this workspace a package may import, always through the public entry; core has its own rule. */
const neighbours = {
  node: ['core'],
  mcp: ['core', 'node'],
  cli: ['core', 'node', 'mcp'],
};

const coreOrder = coreRooms.slice(0, -1).map((room, index) => {
  const later = coreRooms.slice(index + 1).join('|');
  return {
    name: `core-order-${room}`,
    comment: `inside core, \`${room}\` comes before ${later.replaceAll('|', ', ')}; only the decision's types may be named`,
    severity,
    from: { path: `^packages/core/src/${room}/`, pathNot: tests },
    to: {
      path: `^packages/core/src/(${later})/`,
      pathNot: '^packages/core/src/decide/decision\\.ts$',
    },
  };
});

const neighbourRules = Object.entries(neighbours).map(([name, allowed]) => ({
  name: `${name}-neighbours`,
  comment: `${name} may import ${allowed.join(', ')} of this workspace`,
  severity,
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

const installed = /** @type {const} */ ([
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-no-pkg',
  'npm-unknown',
  'npm-bundled',
]);

const thirdPartyRules = Object.entries(thirdParty).map(([name, allowed]) => ({
  name: `${name}-third-party`,
  comment: `${name} may import ${allowed.join(', ') || 'nothing'} from outside; see docs/dependencies.md`,
  severity,
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: {
    dependencyTypes: [...installed],
    pathNot: allowed.length === 0 ? '^packages/' : `^packages/|(^|/)node_modules/(${allowed.join('|')})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'modules that need each other are one module, or want a third; what is loaded when asked for may lead back',
      severity,
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: [/** @type {const} */ ('dynamic-import')] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'an import that leads nowhere',
      severity,
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
    {
      name: 'core-imports-nothing',
      comment: 'core runs anywhere: no built-in module, no third-party package, nothing of this workspace',
      severity,
      from: { path: '^packages/core/src/', pathNot: tests },
      to: { pathNot: '^packages/core/src/' },
    },
    ...coreOrder,
    {
      name: 'core-order-decision-types-only',
      comment: 'the rooms before `decide` may name the types of a decision, not use its values',
      severity,
      from: { path: '^packages/core/src/(json|kernel|document|predicate|compile)/', pathNot: tests },
      to: {
        path: '^packages/core/src/decide/decision\\.ts$',
        dependencyTypesNot: [/** @type {const} */ ('type-only')],
      },
    },
    {
      name: 'core-rooms-not-through-index',
      comment: 'inside core the rooms import each other by file, never through the public list of names',
      severity,
      from: { path: '^packages/core/src/[^/]+/', pathNot: tests },
      to: { path: '^packages/core/src/index\\.ts$' },
    },
    ...neighbourRules,
    ...thirdPartyRules,
    {
      name: 'public-entry-only',
      comment: 'other packages are imported by name, through their public entry',
      severity,
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/|^packages/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'packages-stand-alone',
      comment: 'published code imports nothing of the repository around it',
      severity,
      from: { path: '^packages/', pathNot: tests },
      to: { path: '^(spec|e2e|bench|conformance|examples|scripts|docs)/' },
    },
    {
      name: 'no-test-imports',
      comment: 'published code imports no tests and no test support',
      severity,
      from: { path: '^packages/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'reference-imports-nothing',
      comment: 'the reference evaluator is the oracle: it shares no line with what it judges',
      severity,
      from: { path: '^spec/reference/', pathNot: tests },
      to: { path: '.+', pathNot: '^spec/reference/' },
    },
    {
      name: 'examples-use-public-entries',
      comment: 'an example imports what a user can import',
      severity,
      from: { path: '^examples/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/src/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/|^coverage/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['@proviso/source', 'import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
