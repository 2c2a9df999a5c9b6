import { joinPath } from './railway-files.js';

/** The source file of the workspace that a command runs, or nothing where it is none or cannot be told. */
export function entryOf(
  words: readonly string[],
  folder: string,
  files: ReadonlySet<string>,
): string | undefined {
  const [first = ''] = words;
  const program = first.slice(first.lastIndexOf('/') + 1).replace(/[\d.]+$/, '');
  if (SCRIPT_RUNNERS.has(program)) return scriptEntry(words, folder, files);
  if (program === 'python' || program === 'python-') return pythonEntry(words, folder, files);
  if (APP_SERVERS.has(program)) return appEntry(words, folder, files);
  if (program === 'ruby') return plainScript(words, '.rb', folder, files);
  if (program === 'php') return phpEntry(words, folder, files);
  if (program === 'nest') return inFolder(folder, 'src/main.ts', files);
  if (OWN_RUNNERS.has(program)) return scriptEntry(words, folder, files);
  return undefined;
}

const SCRIPT_RUNNERS: ReadonlySet<string> = new Set([
  'node',
  'nodejs',
  'tsx',
  'ts-node',
  'bun',
  'deno',
  'nodemon',
  'babel-node',
]);
const OWN_RUNNERS: ReadonlySet<string> = new Set(['pm2-runtime', 'pm2']);
const APP_SERVERS: ReadonlySet<string> = new Set([
  'uvicorn',
  'gunicorn',
  'hypercorn',
  'daphne',
  'granian',
  'waitress-serve',
]);

/** The first word that is no flag; what a build makes of a source file is that file. */
function scriptEntry(
  words: readonly string[],
  folder: string,
  files: ReadonlySet<string>,
): string | undefined {
  for (const word of words.slice(1)) {
    if (word.startsWith('-') || word === 'run' || word === 'start' || word === 'watch') continue;
    const found = sourceOf(word, folder, files);
    if (found !== undefined) return found;
    if (/\.[cm]?[jt]sx?$/.test(word)) return undefined;
  }
  return undefined;
}

const ENDINGS = ['', '.ts', '.js', '.mts', '.mjs', '.cjs', '.tsx', '/index.ts', '/index.js'];

/** `dist/server/main.js` was `src/server/main.ts`, or `server/main.ts`. */
function sourceOf(word: string, folder: string, files: ReadonlySet<string>): string | undefined {
  const plain = word.replace(/^\.\//, '').replace(/\.[cm]?js$/, '');
  const built = /^(?:dist|build|out|lib|\.output)\/(.+)$/.exec(plain)?.[1];
  const sources = built === undefined ? [] : [`src/${built}`, built, built.replace(/^src\//, '')];
  // What a build made may be tracked; nobody reads it. `lib` is a folder of sources as often.
  const names = plain.startsWith('lib/') ? [word, plain, ...sources] : [...sources, word, plain];
  for (const name of names) {
    for (const ending of ENDINGS) {
      const found = inFolder(folder, name + ending, files);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `python main.py`, `python -m app.main`. */
function pythonEntry(
  words: readonly string[],
  folder: string,
  files: ReadonlySet<string>,
): string | undefined {
  const module = words.indexOf('-m');
  if (module > 0) {
    const name = words[module + 1] ?? '';
    if (APP_SERVERS.has(name)) return appEntry(words.slice(module + 1), folder, files);
    return pythonModule(name, folder, files);
  }
  const script = words.slice(1).find((word) => word.endsWith('.py'));
  return script === undefined ? undefined : inFolder(folder, script, files);
}

/** The built-in server answers with any file of its folder, `artisan` and `bin/console` with the whole application. */
function phpEntry(words: readonly string[], folder: string, files: ReadonlySet<string>): string | undefined {
  const isServer = words.some((word) => /^-[Sr]/.test(word));
  return isServer ? undefined : plainScript(words, '.php', folder, files);
}

/** `ruby -W0 app.rb -p 3000`: the first word that is no flag, and no setting of one. */
function plainScript(
  words: readonly string[],
  ending: string,
  folder: string,
  files: ReadonlySet<string>,
): string | undefined {
  const script = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='));
  return script?.endsWith(ending) === true ? inFolder(folder, script, files) : undefined;
}

/** `uvicorn app.main:app`, `gunicorn "app:create_app()"`. */
function appEntry(words: readonly string[], folder: string, files: ReadonlySet<string>): string | undefined {
  const target = words
    .slice(1)
    .find((word) => /^[\w.]+:[\w.]+(?:\(.*\))?$/.test(word) && !/^[\d.]+:\d+$/.test(word));
  return target === undefined ? undefined : pythonModule(target.split(':')[0] ?? '', folder, files);
}

function pythonModule(name: string, folder: string, files: ReadonlySet<string>): string | undefined {
  const path = name.replaceAll('.', '/');
  return (
    inFolder(folder, `${path}.py`, files) ??
    inFolder(folder, `${path}/__main__.py`, files) ??
    inFolder(folder, `${path}/__init__.py`, files) ??
    inFolder(folder, `src/${path}.py`, files)
  );
}

function inFolder(folder: string, path: string, files: ReadonlySet<string>): string | undefined {
  const joined = joinPath(folder, path);
  return joined !== undefined && files.has(joined) ? joined : undefined;
}
