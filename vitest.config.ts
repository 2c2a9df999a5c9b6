import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const packages = readdirSync('packages').filter((name) => existsSync(`packages/${name}/package.json`));
const seed = fileURLToPath(new URL('tools/test/seed.mjs', import.meta.url));
const conditions = ['@railgate/source'];
/** Whose tests put something in the place of a module: what the others load is loaded once, and not for each file. */
const ISOLATED = ['gate-secrets'];
/** Whose tests ask what is loaded, or let patterns of V8 work on megabytes: what others left behind counts there. */
const ALONE = ['gate-lint', 'sarif', ...ISOLATED];

/**
 * One project a package for whoever names some: `vitest --project <package>`. Otherwise one for all, since each project
 * transforms for itself, and loads in workers of its own, what the packages share.
 */
const byName = process.argv.some((word) => word.startsWith('--project'));
const together = packages.filter((name) => !ALONE.includes(name));

/** Some of its files compile all tests, or build a gate: begun last, as by its name, one worker would end alone. */
const FIRST = 'tools';

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ project }: TestSpecification): boolean => project.name === FIRST;
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: 'tools/test/fresh-bundles.mjs',
    sequence: { sequencer: LongestFirst },
    // What was transformed once is known by its content: a seventh of a package's processor time when it is tested again.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/railgate/vitest' },
    // More than there are processors: many tests wait for engines, registries and limits of time.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      ...(byName
        ? packages.map((name) => testsOf(name))
        : [testsOf('packages', together), ...ALONE.map((name) => testsOf(name))]),
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: 'tools',
          root: 'tools',
          include: ['**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/cases/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});

function testsOf(name: string, folders: readonly string[] = [name]) {
  const files = ['src/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.e2e.test.ts'];
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: folders.flatMap((folder) => files.map((file) => `packages/${folder}/${file}`)),
      exclude: ['**/node_modules/**', '**/dist/**', '**/example/**'],
      setupFiles: [seed],
      testTimeout: 30_000,
      isolate: ISOLATED.includes(name),
    },
  };
}
