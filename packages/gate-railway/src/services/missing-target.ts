import { programOf } from '../commands/programs.js';
import { baseName, folderOf, joinPath } from './railway-files.js';
import type { RunCommand } from './start.js';

/** What a command names that the repository does not have. */
export interface MissingTarget {
  readonly kind: 'script' | 'file' | 'module';
  readonly name: string;
  /** Where a script would have to be. */
  readonly manifest?: string;
}

/** The files of the repository, by path and by name. */
export interface FileList {
  readonly files: ReadonlySet<string>;
  readonly named: (name: string) => readonly string[];
}

/**
 * Only what is certain: packages, other folders, and files that a build may make are not looked for.
 *
 * @param isBuilt Does something run that may make files?
 */
export function missingTarget(run: RunCommand, list: FileList, isBuilt: boolean): MissingTarget | undefined {
  if (run.missingScript) return missingScript(run, list);
  if (run.entry !== undefined) return undefined;
  const { name, arguments: args } = programOf(run.words);
  if (SCRIPT_RUNNERS.has(name)) return missingFile(args, /\.[cm]?[jt]sx?$/, run.folder, list, isBuilt);
  if (name === 'python') return missingFile(args, /\.py$/, run.folder, list, isBuilt);
  return APP_SERVERS.has(name) ? missingModule(args, list) : undefined;
}

const SCRIPT_RUNNERS: ReadonlySet<string> = new Set(['node', 'nodejs', 'tsx', 'ts-node', 'bun']);
const APP_SERVERS: ReadonlySet<string> = new Set(['uvicorn', 'gunicorn', 'hypercorn', 'daphne', 'granian']);

/** npm and pnpm know scripts only; yarn and bun run programs of the same name too. */
function missingScript({ words, missingScript: missing, folder }: RunCommand, { files }: FileList) {
  const manager = words[0] ?? '';
  if (!missing || (manager !== 'npm' && manager !== 'pnpm')) return undefined;
  const isNamed = words.includes('run') || words.includes('run-script');
  // `npm start` without a script runs server.js; `pnpm x` may be a program.
  const isStart = missing.name === 'start' && !files.has(joinPath(folder, 'server.js') ?? '');
  return isNamed || isStart
    ? { kind: 'script' as const, name: missing.name, manifest: missing.manifest }
    : undefined;
}

/** The first word that is no flag; with flags in front, one of them may take it as its value. */
function missingFile(
  args: readonly string[],
  ending: RegExp,
  folder: string,
  { named }: FileList,
  isBuilt: boolean,
): MissingTarget | undefined {
  const rest = args[0] === 'run' ? args.slice(1) : args;
  const [name = ''] = rest;
  if (!ending.test(name) || /[$*{]|^\/|node_modules/.test(name) || isBuilt) return undefined;
  if (joinPath(folder, name) === undefined) return undefined;
  // The same file elsewhere: then the folder is in doubt, and not the file.
  return stemsOf(baseName(name)).some((one) => named(one).length > 0) ? undefined : { kind: 'file', name };
}

/** What `main.js` may be made of. */
function stemsOf(name: string): string[] {
  const stem = name.replace(/\.[^.]+$/, '');
  const endings = name.endsWith('.py') ? ['py'] : ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts', 'jsx', 'tsx'];
  return endings.map((ending) => `${stem}.${ending}`);
}

/** Names that people give to their own module, and that no package has. */
const OWN_MODULES = /^(?:main|app|server|api|wsgi|asgi|run|src|backend|index|manage|config)$/;

/** `uvicorn app.main:app`: a module of the repository, if its first part is one or can be no package. */
function missingModule(args: readonly string[], { files, named }: FileList): MissingTarget | undefined {
  if (args.some((word) => /^--(?:app-dir|chdir|pythonpath|factory-dir)/.test(word))) return undefined;
  const target = args.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]/.test(word))?.split(':')[0];
  const segments = target?.split('.') ?? [];
  const [first = ''] = segments;
  if (target === undefined || first === '') return undefined;
  const path = segments.join('/');
  const exists = [`${path}.py`, `${path}/__init__.py`].some((one) =>
    named(baseName(one)).some((file) => file === one || file.endsWith(`/${one}`)),
  );
  if (exists || !(OWN_MODULES.test(first) || isFolder(first, files))) return undefined;
  return { kind: 'module', name: target };
}

function isFolder(name: string, files: ReadonlySet<string>): boolean {
  for (const path of files) {
    if (path.endsWith('.py') && folderOf(path).split('/').includes(name)) return true;
  }
  return false;
}
