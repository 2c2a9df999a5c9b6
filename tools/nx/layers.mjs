/**
 * Who may import whom, by the tag `layer:*` of each package: contract ← sarif ← kit ← code, secrets, dependencies,
 * advisories, images ← gates, runner, reporters, upload ← cli.
 * A gate imports no gate and no runner. The lint rule and a test (layers.test.ts) both read this list.
 */
export const LAYERS = {
  contract: [],
  sarif: ['contract'],
  kit: ['contract', 'sarif'],
  code: ['contract', 'kit'],
  secrets: ['contract', 'kit'],
  dependencies: ['contract', 'kit'],
  advisories: ['contract', 'kit'],
  images: ['contract', 'kit'],
  gate: ['contract', 'sarif', 'kit', 'code', 'secrets', 'dependencies', 'advisories', 'images'],
  runner: ['contract', 'sarif', 'kit', 'secrets'],
  reporters: ['contract', 'sarif', 'kit'],
  upload: ['contract', 'sarif', 'kit'],
  cli: [
    'contract',
    'sarif',
    'kit',
    'code',
    'secrets',
    'dependencies',
    'advisories',
    'images',
    'gate',
    'runner',
    'reporters',
    'upload',
  ],
  testkit: ['contract', 'sarif', 'kit'],
};

/** Tests of these may use the testkit, as a development dependency; layers.test.ts holds that their sources do not. */
const TESTED_WITH_TESTKIT = [
  'dependencies',
  'advisories',
  'images',
  'gate',
  'runner',
  'reporters',
  'upload',
  'cli',
  'testkit',
];

export const DEPENDENCY_RULES = Object.entries(LAYERS).map(([layer, below]) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: [...below, ...(TESTED_WITH_TESTKIT.includes(layer) ? ['testkit'] : [])].map(
    (name) => `layer:${name}`,
  ),
}));
