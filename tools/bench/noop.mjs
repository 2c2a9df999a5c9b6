// What the runner itself costs: six gates that do nothing, beside six processes that do nothing and Nx running them.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ROOT, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-noop-'));
const target = join(folder, 'target');
mkdirSync(target);
writeFileSync(join(target, 'a.ts'), 'export const a = 1;\n');
const workspace = join(folder, 'nx');
makeNxWorkspace(workspace);

compare('six gates that do nothing', [
  {
    name: 'railgate, six no-op gates',
    command: ['node', fileURLToPath(new URL('noop-run.cjs', import.meta.url)), target, join(folder, 'out')],
  },
  {
    name: 'six × node -e 0, in parallel',
    command: ['sh', '-c', 'for i in 1 2 3 4 5 6; do node -e 0 & done; wait'],
  },
  {
    name: 'nx run-many, six × node -e 0',
    command: [
      'node',
      join(ROOT, 'node_modules/nx/dist/bin/nx.js'),
      'run-many',
      '-t',
      'noop',
      '--skip-nx-cache',
    ],
    cwd: workspace,
    env: {
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
      CI: 'true',
    },
  },
  { name: 'node -e 0', command: ['node', '-e', '0'] },
]);
rmSync(folder, { recursive: true, force: true });

function makeNxWorkspace(root) {
  const write = (path, value) => writeFileSync(join(root, path), JSON.stringify(value));
  mkdirSync(root);
  write('nx.json', { analytics: false, neverConnectToCloud: true, tui: { enabled: false } });
  write('package.json', { name: 'noop', private: true, workspaces: ['packages/*'] });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    mkdirSync(join(root, 'packages', name), { recursive: true });
    write(`packages/${name}/package.json`, { name, nx: { targets: { noop: { command: 'node -e 0' } } } });
  }
}
