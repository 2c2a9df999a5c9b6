import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One project a package, so that `nx test <package>` and `vitest --project <package>` name the same thing. */
const projects = readdirSync('packages').filter((name) => existsSync(`packages/${name}/package.json`));
const seed = fileURLToPath(new URL('tools/test/seed.mjs', import.meta.url));
const conditions = ['@railgate/source'];
/** Whose tests put something in the place of a module: what the others load is loaded once, and not for each file. */
const ISOLATED = ['gate-secrets'];

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
    // More than there are processors: many tests wait for engines, registries and limits of time.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    projects: [
      ...projects.map((name) => ({
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name,
          root: `packages/${name}`,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/example/**'],
          setupFiles: [seed],
          testTimeout: 30_000,
          isolate: ISOLATED.includes(name),
        },
      })),
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
