import { posix } from 'node:path';

import type { WorkspaceFiles } from '../extractor.js';

/** The own package: every file of a folder shares its names. */
export const OWN_PACKAGE = '.';

/** The Go files of the package that an import path names, where it is one of the modules of the workspace. */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  const folder = posix.dirname(from);
  if (specifier === OWN_PACKAGE) return goFiles(folder, workspace);
  return localModule(folder, specifier, workspace);
}

function goFiles(folder: string, workspace: WorkspaceFiles): readonly string[] {
  return workspace.inFolder(folder).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
}

/** The path of the module in the nearest go.mod above, and those that it replaces by folders. */
function localModule(folder: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  for (let above = folder; ; above = posix.dirname(above)) {
    const text = workspace.textOf(posix.join(above, 'go.mod'));
    if (text !== undefined) {
      for (const [module, base] of modulesOf(text, above)) {
        if (specifier === module) return goFiles(base, workspace);
        if (specifier.startsWith(`${module}/`)) {
          return goFiles(posix.join(base, specifier.slice(module.length + 1)), workspace);
        }
      }
      return [];
    }
    if (above === '.' || above === '/') return [];
  }
}

function modulesOf(text: string, folder: string): [module: string, folder: string][] {
  const found: [string, string][] = [];
  for (const line of text.slice(0, 100_000).split('\n')) {
    const words = line.replace('replace ', '').trim().split(/\s+/);
    if (words[0] === 'module' && words[1] !== undefined) found.push([words[1].replaceAll('"', ''), folder]);
    const arrow = words.indexOf('=>');
    const target = words[arrow + 1];
    if (arrow > 0 && target?.startsWith('.') === true)
      found.push([words[0] ?? '', posix.join(folder, target)]);
  }
  return found;
}
