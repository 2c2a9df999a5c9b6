import { ReadError } from '../data/read-error.js';
import type { LockfileRead, Repository } from '../format.js';
import type { PackageSource, Requirement } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { DraftLockfile, draftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * Gemfile.lock: rubygems/rubygems, `bundler/lib/bundler/lockfile_parser.rb`.
 *
 * @throws {ReadError}
 */
export function readGemfileLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const reader = new GemfileLockReader();
  for (const [index, line] of source.text.split(/\r\n|\n/).entries()) reader.add(line, index + 1);
  const requirements = reader.finish();
  const manifest = path.endsWith('gems.locked') ? 'gems.rb' : 'Gemfile';
  const facts = { path, format: 'gemfile-lock', ecosystem: 'RubyGems', manifest, requirements } as const;
  return { lockfile: buildLockfile(facts, reader.draft, repository), gaps: [] };
}

const SOURCES = new Map<string, PackageSource>([
  ['GEM', 'registry'],
  ['GIT', 'git'],
  ['PATH', 'file'],
  ['PLUGIN SOURCE', 'url'],
]);
const SPEC = /^ {4}([^\s()]+) \(([^()]*)\)$/;
const DEPENDENCY = /^ {6}([^\s()!]+)/;
const ASKED = /^ {2}([^\s()!]+)(?: \(([^()]*)\))?!?$/;
/** `remote: https://…`, `specs:`; bundler's own `OPTIONS`. */
const SETTING = /^ {2}[a-z]+:/i;
const CHECKSUM = /^ {2}([^\s()]+) \(([^()]*)\) (\S{1,200})$/;

class GemfileLockReader {
  readonly draft = new DraftLockfile();
  /** A gem stands once for each platform, and once is what it counts. */
  readonly #byKey = new Map<string, number>();
  readonly #byName = new Map<string, number>();
  readonly #wanted: { readonly from: number; readonly name: string }[] = [];
  readonly #asked: { readonly name: string; readonly range: string }[] = [];
  #section = '';
  #hasDependencies = false;
  #remotes: string[] = [];
  #revision = '';
  #here: number | undefined;

  add(line: string, number: number): void {
    if (/^\S/.test(line)) this.#open(line);
    else if (SOURCES.has(this.#section)) this.#addToSource(line, number);
    else if (this.#section === 'DEPENDENCIES') this.#addAsked(line, number);
    else if (this.#section === 'CHECKSUMS') this.#addChecksum(line);
  }

  #open(line: string): void {
    if (!/^[A-Z][A-Z ]*$/.test(line.trimEnd())) throw new ReadError('is not a lockfile of bundler.', 1);
    this.#section = line.trimEnd();
    this.#hasDependencies ||= this.#section === 'DEPENDENCIES';
    this.#remotes = [];
    this.#revision = '';
  }

  #addToSource(line: string, number: number): void {
    const [, key, value] = /^ {2}(remote|revision): (\S+)/.exec(line) ?? [];
    if (key === 'remote' && value !== undefined) this.#remotes.push(withoutCredentials(value));
    else if (key === 'revision' && value !== undefined) this.#revision = value;
    const [, name, version] = SPEC.exec(line) ?? [];
    const wanted = DEPENDENCY.exec(line)?.[1];
    if (name !== undefined && version !== undefined) this.#here = this.#spec(name, version, number);
    else if (wanted !== undefined && this.#here !== undefined)
      this.#wanted.push({ from: this.#here, name: wanted });
    else if (line.trim() !== '' && !SETTING.test(line))
      throw new ReadError('holds a gem that cannot be read.', number);
  }

  /** `1.15.0-x86_64-linux` is version and platform: a version of a gem holds no dash. */
  #spec(name: string, written: string, line: number): number {
    const version = written.split('-', 1)[0] ?? '';
    const key = JSON.stringify([name, version]);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const [remote] = this.#remotes;
    const suffix = this.#revision === '' ? '' : `#${this.#revision}`;
    const index = this.draft.add({
      ...draftPackage(name, version, line),
      source: SOURCES.get(this.#section) ?? 'url',
      ...(remote !== undefined && this.#remotes.length === 1 && { resolved: remote + suffix }),
    });
    this.#byKey.set(key, index);
    this.#byName.set(name, index);
    return index;
  }

  #addAsked(line: string, number: number): void {
    if (line.trim() === '') return;
    const [, name, range = ''] = ASKED.exec(line) ?? [];
    if (name === undefined) throw new ReadError('holds a dependency that cannot be read.', number);
    this.#asked.push({ name, range });
  }

  #addChecksum(line: string): void {
    const [, name, written, sum] = CHECKSUM.exec(line) ?? [];
    const found =
      this.draft.packages[this.#byKey.get(JSON.stringify([name, written?.split('-', 1)[0]])) ?? -1];
    const own = sum?.replaceAll(',', ' ').replace(/^sha256=/, 'sha256:');
    if (found && own !== undefined)
      found.integrity = found.integrity === undefined ? own : `${found.integrity} ${own}`;
  }

  finish(): Requirement[] {
    // Bundler writes it always, behind all gems.
    if (!this.#hasDependencies) throw new ReadError('has no DEPENDENCIES: it seems to be cut off.', 1);
    for (const { from, name } of this.#wanted) {
      const to = this.#byName.get(name);
      if (to !== undefined) this.draft.depend(from, to, false);
    }
    return this.#asked.map(({ name, range }) => {
      const target = this.#byName.get(name);
      return { name, kind: 'prod', range, ...(target !== undefined && { target }) };
    });
  }
}
