import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StaticImports {
  /** Files of the package that are loaded with the entry, the entry included. */
  readonly files: ReadonlySet<string>;
  /** Packages that are loaded with it, types aside. */
  readonly packages: ReadonlySet<string>;
}

/**
 * What is loaded when a TypeScript entry is imported. Every start of the command imports the gates, for their rules
 * and options: parsers must wait until a gate scans.
 *
 * @throws when an imported file of the package is not there.
 */
export function staticImports(entry: URL): StaticImports {
  const files = new Set<string>();
  const packages = new Set<string>();
  for (const queue = [fileURLToPath(entry)]; queue.length > 0;) {
    const file = queue.pop() as string;
    if (files.has(file)) continue;
    files.add(file);
    for (const from of importsOf(readFileSync(file, 'utf8'))) {
      if (!from.startsWith('.')) packages.add(from);
      else queue.push(join(dirname(file), from.replace(/\.js$/, '.ts')));
    }
  }
  return { files, packages };
}

/** What stays after types are taken off. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) (?!type )([^;]*?)from '([^']+)';/gm)].flatMap(
    ([, names = '', from]) => (from === undefined || isOnlyTypes(names) ? [] : [from]),
  );
}

function isOnlyTypes(names: string): boolean {
  return /^\{[^}]*\}\s*$/.test(names) && !/[{,]\s*(?!type )\w/.test(names.replace(/,\s*\}/, '}'));
}
