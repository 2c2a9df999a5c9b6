/**
 * Who may import whom, by the tag `layer:*` of each package: contract ← sarif ← kit ← gates, runner, reporters ← cli.
 * A gate imports no gate and no runner. The lint rule and a test (layers.test.ts) both read this list.
 */
export const LAYERS = {
  contract: [],
  sarif: ['contract'],
  kit: ['contract', 'sarif'],
  gate: ['contract', 'sarif', 'kit'],
  runner: ['contract', 'sarif', 'kit'],
  reporters: ['contract', 'sarif', 'kit'],
  cli: ['contract', 'sarif', 'kit', 'gate', 'runner', 'reporters'],
  testkit: ['contract', 'sarif', 'kit', 'gate', 'runner', 'reporters', 'cli'],
};

export const DEPENDENCY_RULES = Object.entries(LAYERS).map(([layer, below]) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: below.map((name) => `layer:${name}`),
}));
