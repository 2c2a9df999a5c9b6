import { shellWords, simpleCommands, type ConfigDocument, type DockerfileDocument } from '@railgate/code';
import type { Place } from '@railgate/contract';

import { startedProcess, type ProcfileDocument } from '../documents/procfile.js';
import { builtEntry, type Build } from './built-programs.js';
import { entryOf } from './entry.js';
import { joinPath } from './railway-files.js';
import { baseString, settingsOf } from './settings.js';

/** What starts a service: config before Procfile before the manifest's script; of an image its CMD. */
export interface StartCommand {
  readonly source: 'config' | 'iac' | 'procfile' | 'package-script' | 'dockerfile';
  /** As it is written. */
  readonly command: string;
  /** Absent where railway.ts says it: its place is the service's. */
  readonly place: Place | undefined;
  /** Whether a shell runs it, so that `$PORT` is expanded. */
  readonly inShell: boolean;
  /** The words of the commands that it comes to in the end, through `npm start` and its like; wrappers taken off. */
  readonly runs: readonly RunCommand[];
  /** Set where only this environment starts like that. */
  readonly environment?: string;
}

export interface RunCommand {
  readonly words: readonly string[];
  /** Where it is written: the start command, or the script of package.json. */
  readonly place: Place | undefined;
  /** The folder that it runs in, relative to the repository root. */
  readonly folder: string;
  /** The source file that it runs, where it is one of the workspace. */
  readonly entry: string | undefined;
  /** The whole text of the file that `place` is in, for edits inside of it. */
  readonly text?: string;
  /** Assignments in front of it, `HOST=::`, as they are written. */
  readonly assignments?: readonly string[];
  /** It calls a script that the package.json of its folder does not have. */
  readonly missingScript?: { readonly name: string; readonly manifest: string };
}

export interface StartSources {
  readonly root: string;
  readonly config: ConfigDocument | undefined;
  readonly iacStart: string | undefined;
  readonly procfile: ProcfileDocument | undefined;
  readonly dockerfile: DockerfileDocument | undefined;
  /** package.json of a folder, where there is one that can be read. */
  readonly manifest: (folder: string) => ConfigDocument | undefined;
  readonly files: ReadonlySet<string>;
}

/** Undefined where nothing says it: then Railpack finds one by itself, or there is none. */
export function startCommand(sources: StartSources): StartCommand | undefined {
  const written = writtenStart(sources);
  return written && resolved(written, sources);
}

/** With what environments start instead. */
export function startCommands(sources: StartSources): StartCommand[] {
  const { config, dockerfile } = sources;
  const base = startCommand(sources);
  const others = config ? settingsOf(config, 'deploy', 'startCommand') : [];
  return [
    ...(base ? [base] : []),
    ...others.flatMap(({ pointer, value, environment }) => {
      if (!config || environment === undefined || typeof value !== 'string') return [];
      const place = config.place(pointer, 'value');
      const inShell = dockerfile === undefined;
      const written: Written = { source: 'config', command: value, place, inShell, text: config.text };
      return [{ ...resolved(written, sources), environment }];
    }),
  ];
}

/** The commands that another setting comes to: a build command, a pre-deploy command. */
export function commandRuns(
  command: string,
  { place, text }: { readonly place: Place; readonly text: string },
  sources: StartSources,
): RunCommand[] {
  return resolved({ source: 'config', command, place, text, inShell: true }, sources).runs.slice();
}

type Written = Omit<StartCommand, 'runs'> & { readonly exec?: readonly string[]; readonly text?: string };

function resolved(written: Written, sources: StartSources): StartCommand {
  const commands = written.exec ? [written.exec] : simpleCommands(written.command);
  const limits: Limits = { depth: DEPTH_LIMIT, commands: { left: COMMANDS_LIMIT } };
  const runs = inFolders(commands, sources.root).flatMap(({ words, folder }) =>
    runsOf(words, written, folder, sources, limits),
  );
  const { source, command, place, inShell } = written;
  return { source, command, place, inShell, runs };
}

function writtenStart(sources: StartSources): Written | undefined {
  const { config, iacStart, procfile, dockerfile, manifest, root } = sources;
  const configured = baseString(config, 'deploy', 'startCommand');
  const inShell = dockerfile === undefined;
  if (config && configured !== undefined) {
    const place = config.place(['deploy', 'startCommand'], 'value');
    return { source: 'config', command: configured, place, inShell, text: config.text };
  }
  if (iacStart !== undefined) return { source: 'iac', command: iacStart, place: undefined, inShell };
  if (dockerfile) return ofImage(dockerfile);
  const entry = procfile && startedProcess(procfile);
  if (procfile && entry) {
    const place = { path: procfile.path, region: entry.region };
    return { source: 'procfile', command: entry.command, place, inShell: true, text: procfile.text };
  }
  const script = scriptOf(manifest(root), 'start');
  return script && { source: 'package-script', ...script, inShell: true };
}

/** ENTRYPOINT with the words of CMD behind it; a shell form runs in a shell. */
function ofImage({ path, final, text }: DockerfileDocument): Written | undefined {
  const last = (keyword: string) => final.instructions.findLast((one) => one.keyword === keyword);
  const [entrypoint, cmd] = [last('ENTRYPOINT'), last('CMD')];
  const main = entrypoint ?? cmd;
  if (!main) return undefined;
  const place = { path, region: main.region };
  if (!main.exec) return { source: 'dockerfile', command: main.raw, place, inShell: true, text };
  // The shell form of CMD is `/bin/sh -c` behind the words of ENTRYPOINT.
  const given = cmd && (cmd.exec ?? ['/bin/sh', '-c', cmd.raw]);
  const exec = entrypoint && given ? [...main.exec, ...given] : main.exec;
  const inShell = entrypoint !== undefined && cmd !== undefined && !cmd.exec;
  return { source: 'dockerfile', command: main.raw, place, inShell, exec, text };
}

function scriptOf(
  manifest: ConfigDocument | undefined,
  name: string,
): { command: string; place: Place; text: string } | undefined {
  const command = manifest?.get(['scripts', name]);
  if (!manifest || typeof command !== 'string') return undefined;
  return { command, place: manifest.place(['scripts', name], 'value'), text: manifest.text };
}

const DEPTH_LIMIT = 5;
/** Commands of all scripts together: ten calls of ten calls are many. What is beyond is shown and not followed. */
const COMMANDS_LIMIT = 500;

interface Limits {
  readonly depth: number;
  readonly commands: { left: number };
}

/** Where a command is written. */
type Origin = Pick<RunCommand, 'place' | 'text'>;

/** Follows `npm run x`, `cd x &&`, wrappers such as `dotenv --` and `sh -c`. */
function runsOf(
  words: readonly string[],
  origin: Origin,
  folder: string,
  sources: StartSources,
  limits: Limits,
): RunCommand[] {
  const bare = withoutWrappers(words);
  const isFollowed = limits.depth > 0 && limits.commands.left > 0;
  const follow = (text: string, from: Origin, start: string, rest: readonly string[] = []): RunCommand[] => {
    const commands = inFolders(simpleCommands(text), start);
    limits.commands.left -= commands.length + 1;
    const next = { ...limits, depth: limits.depth - 1 };
    return commands.flatMap((one) => runsOf([...one.words, ...rest], from, one.folder, sources, next));
  };
  const inner = shellText(bare);
  if (inner !== undefined && isFollowed) return follow(inner, origin, folder);
  const called = calledScript(bare, folder);
  const manifest = called && sources.manifest(called.folder);
  const script = called && scriptOf(manifest, called.name);
  if (called && script && isFollowed) return follow(script.command, script, called.folder, called.rest);
  const { place, text } = origin;
  const assignments = words.slice(0, words.length - bare.length).filter((word) => ASSIGNMENT.test(word));
  return [
    {
      words: bare,
      place,
      folder,
      entry: entryOf(bare, folder, sources.files) ?? builtEntry(bare, folder, buildOf(sources)),
      ...(text !== undefined && { text }),
      ...(assignments.length > 0 && { assignments }),
      ...(called && manifest && !script && { missingScript: { name: called.name, manifest: manifest.path } }),
    },
  ];
}

/** Commands that may compile what is started. */
function buildOf({ root, config, dockerfile, files }: StartSources): Build {
  const configured = baseString(config, 'build', 'buildCommand');
  const run = (dockerfile?.stages ?? []).flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => keyword === 'RUN').map(({ raw }) => raw.replaceAll('\\\n', ' ')),
  );
  return { root, files, commands: [...(configured === undefined ? [] : [configured]), ...run] };
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** `cd x && y`: what follows runs in x. */
function inFolders(
  commands: readonly (readonly string[])[],
  folder: string,
): { words: readonly string[]; folder: string }[] {
  const found: { words: readonly string[]; folder: string }[] = [];
  let here = folder;
  for (const words of commands) {
    if (words[0] === 'cd') here = joinPath(here, words[1] ?? '.') ?? here;
    else found.push({ words, folder: here });
  }
  return found;
}

/** Programs that run what follows them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'exec', 'tini', 'dumb-init', 'env', 'nohup', 'time', 'dotenv', 'cross-env', 'dotenvx', 'doppler', 'infisical', 'npx',
  'pnpx', 'bunx', 'poetry', 'pipenv', 'uv', 'pdm', 'hatch', 'rye', 'bundle', 'sudo', 'gosu', 'su-exec', 'corepack', 'op',
]); // prettier-ignore

/** Scripts of images that end with `exec "$@"`. */
const ENTRYPOINT = /^(?:docker-)?(?:php-)?entrypoint(?:\.sh)?$/;

function withoutWrappers(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let steps = 0; steps < 10; steps++) {
    const [first = ''] = rest;
    const name = first.slice(first.lastIndexOf('/') + 1);
    if (ASSIGNMENT.test(first)) rest = rest.slice(1);
    else if (WRAPPERS.has(name) || (rest.length > 1 && ENTRYPOINT.test(name))) rest = afterWrapper(rest);
    else return rest;
  }
  return rest;
}

/** Flags of the wrapper, `run`, `exec` and `--` belong to it. */
function afterWrapper(words: readonly string[]): readonly string[] {
  const dashes = words.indexOf('--');
  if (dashes > 0 && dashes < 8) return words.slice(dashes + 1);
  let at = 1;
  while (at < words.length && /^-|^(?:run|exec)$/.test(words[at] ?? '')) at++;
  return words.slice(at);
}

/** The text that a shell is given: `sh -c "…"`. */
function shellText(words: readonly string[]): string | undefined {
  const [first = ''] = words;
  if (!/(?:^|\/)(?:sh|bash|dash|ash|zsh)$/.test(first)) return undefined;
  const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return flag > 0 ? words[flag + 1] : undefined;
}

const MANAGERS: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const NO_SCRIPTS: ReadonlySet<string> = new Set([
  'install',
  'ci',
  'add',
  'exec',
  'dlx',
  'x',
  'build',
  'prune',
  'init',
]);

/** `npm run start:prod -- --x`, `yarn start`, `pnpm --filter api start`, `npm --prefix server start`. */
function calledScript(
  words: readonly string[],
  folder: string,
): { name: string; folder: string; rest: readonly string[] } | undefined {
  if (!MANAGERS.has(words[0] ?? '')) return undefined;
  let where = folder;
  const plain: string[] = [];
  let at = 1;
  for (; at < words.length && plain.length < 2; at++) {
    const word = words[at] ?? '';
    if (word === '--') break;
    const taken = /^(?:--prefix|-C|--cwd|--dir)$/.test(word);
    if (taken) where = joinPath(folder, words[++at] ?? '.') ?? where;
    // A workspace by its name may be anywhere.
    else if (/^(?:--filter|-F|--workspace|-w)(?:=|$)/.test(word) || word === 'workspace') return undefined;
    else if (!word.startsWith('-')) plain.push(word);
    if (plain.length === 1 && plain[0] !== 'run' && plain[0] !== 'run-script') break;
  }
  const isNamed = plain[0] === 'run' || plain[0] === 'run-script';
  const name = isNamed ? plain[1] : plain[0];
  if (name === undefined || (!isNamed && NO_SCRIPTS.has(name))) return undefined;
  return { name, folder: where, rest: words.slice(at + 1).filter((word) => word !== '--') };
}

/** The words of a command, for rules that look at one. */
export function wordsOf(command: string): readonly string[] {
  return shellWords(command).map((word) => word.text);
}
