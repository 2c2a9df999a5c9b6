import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/** One project a package, so that `nx test <package>` and `vitest --project <package>` name the same thing. */
const projects = readdirSync('packages').filter((name) => existsSync(`packages/${name}/package.json`));
const seed = fileURLToPath(new URL('tools/test/seed.mjs', import.meta.url));
const conditions = ['@railgate/source'];
/** Whose tests put something in the place of a module: what the others load is loaded once, and not for each file. */
const ISOLATED = ['cli', 'gate-secrets'];

export default defineConfig({
  test: {
    globalSetup: 'tools/test/fresh-bundles.mjs',
    // One fewer is the default, and many tests only wait for processes that they started.
    maxWorkers: availableParallelism(),
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
