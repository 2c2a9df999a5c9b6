import { posix } from 'node:path';

import { ReadError } from '../data/read-error.js';
import type { LockfileRead, Repository } from '../format.js';
import { partSkipped } from '../gaps.js';
import type { Requirement } from '../lockfile.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * go.mod (go.dev/ref/mod): since Go 1.17 it lists all modules that the build may need, at the versions that are taken. Of a
 * go.work, what it puts in the place of modules, whatever the go.mod files of its workspace say.
 *
 * @throws {ReadError}
 */
export function readGoMod(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const file = parseGoMod(source.text);
  const draft = new DraftLockfile();
  const requirements: Requirement[] = [];
  const isWorkspace = posix.basename(path) === 'go.work';
  if (!isWorkspace && file.module === undefined)
    throw new ReadError('names no module: it is no go.mod, or is cut off.', 1);
  for (const required of isWorkspace ? replacements(file) : file.required) {
    const target = draft.add(toPackage(required, file));
    if (!required.isIndirect)
      requirements.push({
        name: required.name,
        kind: 'prod',
        range: required.version,
        target,
        line: required.line,
      });
  }
  const standard = file.toolchain ?? file.go;
  if (standard && RELEASE.test(standard.version)) {
    const target = draft.add(draftPackage('stdlib', standard.version, standard.line));
    requirements.push({ name: 'stdlib', kind: 'prod', range: standard.version, target, line: standard.line });
  }
  const facts = {
    path,
    format: 'go-mod',
    ecosystem: 'Go',
    manifest: posix.basename(path),
    requirements,
  } as const;
  const lockfile = buildLockfile(
    { ...facts, name: file.module, version: file.go?.version },
    draft,
    repository,
  );
  return { lockfile, gaps: listsAll(file) ? [] : [partSkipped(path, file.go?.line ?? 1, INCOMPLETE)] };
}

/** `go 1.22` is a version of the language: which release, and so which standard library, is taken is not said. */
const RELEASE = /^(?:go)?\d+\.\d+(?:\.\d+|rc\d+|beta\d+)/;

const INCOMPLETE = 'is of a Go before 1.17, which does not list what its requirements need in turn.';

interface Required {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly isIndirect: boolean;
}

interface Replacement {
  readonly name: string;
  /** Empty for a folder. */
  readonly version: string;
  readonly line: number;
}

/** What the files of the workspace ask for of the same names stands there. */
function replacements({ replaced }: GoMod): Required[] {
  return [...replaced].map(([key, { line }]) => {
    const [name = key, version = ''] = key.split('@');
    return { name, version, line, isIndirect: false };
  });
}

interface GoMod {
  module?: string;
  go?: { readonly version: string; readonly line: number };
  toolchain?: { readonly version: string; readonly line: number };
  readonly required: Required[];
  /** By `name` and `name@version`. */
  readonly replaced: Map<string, Replacement>;
}

/** Those that say nothing of what is depended on. */
const PASSED_OVER = new Set(['exclude', 'retract', 'tool', 'godebug', 'ignore', 'use']);

function parseGoMod(text: string): GoMod {
  const file: GoMod = { required: [], replaced: new Map() };
  let block: string | undefined;
  let line = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    line++;
    const { words, comment } = wordsOf(raw);
    const [first] = words;
    if (first === undefined) continue;
    if (block !== undefined && first === ')') block = undefined;
    else if (block !== undefined) addDirective(file, block, words, comment, line);
    else if (words[1] === '(' && words.length === 2) block = first;
    else addDirective(file, first, words.slice(1), comment, line);
  }
  if (block !== undefined) throw new ReadError('is not a go.mod: a block has no end.', line);
  return file;
}

function wordsOf(raw: string): { words: string[]; comment: string } {
  const at = raw.indexOf('//');
  const words = (at < 0 ? raw : raw.slice(0, at)).replace('(', ' ( ').trim().split(/\s+/);
  return {
    words: words.filter((word) => word !== '').map((word) => word.replace(/^["`]|["`]$/g, '')),
    comment: at < 0 ? '' : raw.slice(at + 2).trim(),
  };
}

function addDirective(
  file: GoMod,
  directive: string,
  words: readonly string[],
  comment: string,
  line: number,
): void {
  const [first = '', second = ''] = words;
  if (directive === 'module') file.module = first;
  else if (directive === 'go') file.go = { version: first, line };
  else if (directive === 'toolchain') {
    if (first.startsWith('go'))
      file.toolchain = { version: first.slice('go'.length).split('-', 1)[0] ?? '', line };
  } else if (directive === 'require' && words.length === 2)
    file.required.push({ name: first, version: second, line, isIndirect: /^indirect(?:;|$)/.test(comment) });
  else if (directive === 'replace') addReplacement(file, words, line);
  else if (!PASSED_OVER.has(directive))
    throw new ReadError('is not a go.mod: the line is no directive of one.', line);
}

/** `old [version] => new [version]` */
function addReplacement({ replaced }: GoMod, words: readonly string[], line: number): void {
  const arrow = words.indexOf('=>');
  const [name, version] = words.slice(0, Math.max(arrow, 0));
  const [target, targetVersion = ''] = words.slice(arrow + 1);
  if (name === undefined || target === undefined)
    throw new ReadError('is not a go.mod: a `replace` lacks its `=>`.', line);
  replaced.set(version === undefined ? name : `${name}@${version}`, {
    name: target,
    version: targetVersion,
    line,
  });
}

function toPackage({ name, version, line }: Required, { replaced }: GoMod): DraftPackage {
  const replacement = replaced.get(`${name}@${version}`) ?? replaced.get(name);
  if (!replacement) return draftPackage(name, version, line);
  if (replacement.version === '')
    return { ...draftPackage(name, '', line), source: 'file', resolved: replacement.name };
  const isFork = replacement.name !== name;
  return { ...draftPackage(replacement.name, replacement.version, line), ...(isFork && { alias: name }) };
}

function listsAll({ go, required }: GoMod): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(go?.version ?? '1.16') ?? [];
  return required.length === 0 || Number(major) > 1 || Number(minor) >= 17;
}
