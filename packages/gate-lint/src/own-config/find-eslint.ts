import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';

import type { Workspace } from '@railgate/contract';
import { readSource } from '@railgate/kit';

const CONFIG = /^(?:eslint\.config\.(?:js|mjs|cjs|ts|mts|cts)|\.eslintrc(?:\.(?:js|cjs|json|ya?ml))?)$/;

/** The nearest configuration of ESLint at or above a folder, as a path of the repository. */
export function findConfig(workspace: Workspace, folder: string): string | undefined {
  const files = new Map<string, string>();
  for (const { path } of workspace.files) {
    const [name = '', ...above] = path.split('/').reverse();
    if (CONFIG.test(name) || (name === 'package.json' && isConfigured(workspace, path)))
      files.set(above.reverse().join('/') || '.', path);
  }
  for (const place of placesAbove(folder)) if (files.has(place)) return files.get(place);
  return undefined;
}

/** `eslintConfig`, which create-react-app writes and ESLint up to 8 reads. */
function isConfigured(workspace: Workspace, path: string): boolean {
  const source = readSource(workspace, path);
  try {
    return 'text' in source && Object.hasOwn(Object(JSON.parse(source.text)) as object, 'eslintConfig');
  } catch {
    return false;
  }
}

export interface InstalledEslint {
  /** Absolute. */
  readonly script: string;
  readonly version: string;
}

/** The ESLint that is installed for a folder: never one from outside the repository, and never ours. */
export function findEslint(workspace: Workspace, folder: string): InstalledEslint | undefined {
  for (const place of placesAbove(folder)) {
    const script = join(workspace.root, place, 'node_modules/eslint/bin/eslint.js');
    if (existsSync(script)) return { script, version: versionOf(join(script, '../../package.json')) };
  }
  return undefined;
}

function versionOf(manifest: string): string {
  try {
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** `a/b`, `a`, `.`. */
function placesAbove(folder: string): string[] {
  if (folder === '.') return ['.'];
  const parts = folder.split('/');
  return [...parts.map((_, i) => parts.slice(0, parts.length - i).join('/')), '.'];
}
