// A whole run on the flawed example, beside ESLint's own command with the same parser and plugins on the same files.
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CLI, ROOT, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-example-'));
const example = join(folder, 'flawed');
cpSync(join(ROOT, 'packages/testkit/example/flawed'), example, { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(
  join(folder, 'eslint.config.mjs'),
  `import tseslint from 'typescript-eslint';
import security from 'eslint-plugin-security';
export default [
  { files: ['**/*.{js,jsx,ts,tsx}'], languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  security.configs.recommended,
];`,
);

/** Nothing is kept from one run to the next. */
function railgate(what, ...args) {
  return {
    name: `railgate run (${what})`,
    command: ['node', CLI, 'run', example, '--no-cache', '--out', join(folder, 'out'), '--quiet', ...args],
    accept: [1, 2],
  };
}

compare(
  'the example repository, cold',
  [
    railgate('lint, railway', '--gate', 'lint', '--gate', 'railway'),
    {
      name: 'eslint + eslint-plugin-security',
      command: ['node', join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--no-warn-ignored', 'flawed'],
      cwd: folder,
      accept: [0, 1],
    },
    railgate('every gate, offline', '--offline'),
    { name: 'node -e 0', command: ['node', '-e', '0'] },
  ],
  { runs: 7 },
);
rmSync(folder, { recursive: true, force: true });
