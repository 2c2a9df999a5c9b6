import { ReadError } from '../data/read-error.js';
import type { LockfileRead, Repository } from '../format.js';
import { withoutCredentials } from '../npm/addresses.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * mix.lock: a map of Elixir with one package a line, as `mix` writes it (elixir-lang/elixir, `lib/mix/lib/mix/dep/lock.ex`).
 *
 * @throws {ReadError}
 */
export function readMixLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const lines = source.text.split(/\r\n|\n/).map((line) => line.trim());
  const draft = new DraftLockfile();
  const byName = new Map<string, number>();
  const entries = entriesOf(lines);
  for (const { app, found } of entries) byName.set(app, draft.add(found));
  for (const [from, { wanted }] of entries.entries()) {
    for (const name of wanted) {
      const to = byName.get(name);
      if (to !== undefined && to !== from) draft.depend(from, to, false);
    }
  }
  const facts = {
    path,
    format: 'mix-lock',
    ecosystem: 'Hex',
    manifest: 'mix.exs',
    requirements: [],
  } as const;
  return { lockfile: buildLockfile(facts, draft, repository), gaps: [] };
}

interface Entry {
  /** The application, under which others ask for it. */
  readonly app: string;
  readonly found: DraftPackage;
  readonly wanted: readonly string[];
}

/** `{:hex, :package, "version", "inner checksum", [managers], [dependencies], "repository", "outer checksum"}` */
const HEX = /^"([\w.]+)": ?\{:hex, :"?(\w+)"?, "([^"]*)"(?:, "([^"]*)")?(.*)\},?$/;
const GIT = /^"([\w.]+)": ?\{:git, "([^"]*)", "([^"]*)"(.*)\},?$/;

function entriesOf(lines: readonly string[]): Entry[] {
  const end = lines.findLastIndex((line) => line !== '');
  if (lines[end] !== '}' && lines[end] !== '%{}')
    throw new ReadError('is not a lockfile of mix, or is cut off: it does not end with `}`.', end + 1);
  return lines.slice(0, end).flatMap((line, index): Entry[] => {
    if (line === '' || line === '%{' || line.startsWith('#')) return [];
    const entry = hexEntry(line, index + 1) ?? gitEntry(line, index + 1);
    if (!entry) throw new ReadError('holds a line that is no package of hex or git.', index + 1);
    return [entry];
  });
}

function hexEntry(text: string, line: number): Entry | undefined {
  const [, app, name, version, , rest = ''] = HEX.exec(text) ?? [];
  if (app === undefined || name === undefined || version === undefined) return undefined;
  const [, repository, outer] = /\], "([^"]{1,200})"(?:, "([0-9a-f]{64})")?$/.exec(rest) ?? [];
  const isPublic = repository === undefined || repository === 'hexpm';
  return {
    app,
    found: {
      ...draftPackage(name, version, line),
      ...(name !== app && { alias: app }),
      ...(!isPublic && { resolved: repository }),
      ...(outer !== undefined && { integrity: `sha256:${outer}` }),
    },
    wanted: [...rest.matchAll(/\{:(\w+), "/g)].flatMap(([, wanted]) => wanted ?? []),
  };
}

function gitEntry(text: string, line: number): Entry | undefined {
  const [, app, url, revision] = GIT.exec(text) ?? [];
  if (app === undefined || url === undefined) return undefined;
  const resolved = `${withoutCredentials(url)}#${revision ?? ''}`;
  return { app, found: { ...draftPackage(app, '', line), source: 'git', resolved }, wanted: [] };
}
