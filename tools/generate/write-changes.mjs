import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from './root.mjs';

/**
 * What differs between the generated files and the ones on disk.
 *
 * @param {Map<string, string>} files contents by path relative to `root`
 * @param {readonly string[]} folders folders whose every file is generated
 * @returns {{ kind: 'added' | 'changed' | 'removed'; path: string; text?: string }[]} sorted by path
 */
export function changesOf(files, folders, root = ROOT) {
  const changes = [];
  for (const [path, text] of files) {
    const file = join(root, path);
    if (!existsSync(file)) changes.push({ kind: 'added', path, text });
    else if (readFileSync(file, 'utf8') !== text) changes.push({ kind: 'changed', path, text });
  }
  for (const path of folders.flatMap((folder) => listFiles(root, folder))) {
    if (!files.has(path)) changes.push({ kind: 'removed', path });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function writeChanges(changes, root = ROOT) {
  for (const { kind, path, text } of changes) {
    const file = join(root, path);
    if (kind === 'removed') rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return changes;
}

function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}
