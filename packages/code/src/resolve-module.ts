import { posix } from 'node:path';

import type { Language } from './language.js';

/** The workspace file that an import names, by the rules of its language; nothing for packages. */
export function resolveModule(
  language: Language,
  from: string,
  specifier: string,
  files: ReadonlySet<string>,
): string | undefined {
  if (specifier.length > 500) return undefined;
  if (language === 'python') return pythonModule(from, specifier, files);
  if (language === 'ruby' || language === 'php')
    return relativeFile(from, specifier, files, [`.${ENDINGS[language]}`]);
  return scriptModule(from, specifier, files);
}

const ENDINGS = { ruby: 'rb', php: 'php' } as const;
const SCRIPT_ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];

/** `./config.js` may be `config.ts`; `./config` a file or a folder; `@/config` and `~/config` stand for `src/`. */
function scriptModule(from: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  const alias = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (alias !== undefined) return aliased(from, alias, files);
  return relativeFile(from, specifier, files, SCRIPT_ENDINGS);
}

function aliased(from: string, rest: string, files: ReadonlySet<string>): string | undefined {
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    for (const base of [posix.join(folder, 'src', rest), posix.join(folder, rest)]) {
      const found = withEnding(base, files, SCRIPT_ENDINGS);
      if (found !== undefined) return found;
    }
    if (folder === '.' || folder === '/') return undefined;
  }
}

function relativeFile(
  from: string,
  specifier: string,
  files: ReadonlySet<string>,
  endings: readonly string[],
): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return withEnding(posix.join(posix.dirname(from), specifier), files, endings);
}

function withEnding(
  base: string,
  files: ReadonlySet<string>,
  endings: readonly string[],
): string | undefined {
  const plain = base.replace(/\.[cm]?jsx?$/, '');
  const candidates = [
    base,
    ...endings.map((ending) => base + ending),
    ...endings.map((ending) => plain + ending),
    ...endings.map((ending) => posix.join(base, `index${ending}`)),
  ];
  return candidates.find((candidate) => files.has(candidate));
}

/** `.settings` from the own package, `app.core.config` from any folder above. */
function pythonModule(from: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
  const path = rest.replaceAll('.', '/');
  const inFolder = (folder: string): string | undefined =>
    [posix.join(folder, `${path}.py`), posix.join(folder, path, '__init__.py')].find((one) => files.has(one));
  let folder = posix.dirname(from);
  if (dots !== '') {
    for (let level = 1; level < dots.length; level++) folder = posix.dirname(folder);
    return inFolder(folder);
  }
  for (; ; folder = posix.dirname(folder)) {
    const found = inFolder(folder);
    if (found !== undefined || folder === '.') return found;
  }
}
