import { ReadError } from '../data/read-error.js';
import type { LockfileRead, Repository } from '../format.js';
import type { PackageSource, Requirement, RequirementKind } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { DraftLockfile, draftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * pubspec.lock: dart-lang/pub, `lib/src/lock_file.dart`. It is YAML that only pub writes, and always in the same shape; what
 * has another one is refused. It knows no edges.
 *
 * @throws {ReadError}
 */
export function readPubspecLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const entries = entriesOf(source.text);
  const draft = new DraftLockfile();
  const requirements: Requirement[] = [];
  for (const { name, line, values } of entries) {
    const target = draft.add(toPackage(name, line, values));
    const kind = KINDS.get(values.get('dependency') ?? '');
    if (kind) requirements.push({ name, kind, range: '', target });
  }
  const facts = {
    path,
    format: 'pubspec-lock',
    ecosystem: 'Pub',
    manifest: 'pubspec.yaml',
    requirements,
  } as const;
  return { lockfile: buildLockfile(facts, draft, repository), gaps: [] };
}

const KINDS = new Map<string, RequirementKind>([
  ['direct main', 'prod'],
  ['direct dev', 'dev'],
  ['direct overridden', 'prod'],
]);
const SOURCES = new Map<string, PackageSource>([
  ['hosted', 'registry'],
  ['git', 'git'],
  ['path', 'file'],
]);

interface Entry {
  readonly name: string;
  readonly line: number;
  /** What stands below it: `version`, and `description.url` without its first part. */
  readonly values: Map<string, string>;
}

const LINE = /^( {0,6})("[^"]*"|[^\s:"#]+):(?: (.*))?$/;

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let section = '';
  for (const [index, raw] of text.split(/\r\n|\n/).entries()) {
    if (/^\s*(?:#|$)/.test(raw)) continue;
    const [, indent, key, value = ''] = LINE.exec(raw) ?? [];
    if (indent === undefined || key === undefined)
      throw new ReadError('is not a lockfile of pub.', index + 1);
    const name = unquoted(key);
    if (indent === '') section = name;
    if (section !== 'packages') continue;
    if (!isOfPub(indent.length, name, value.trim()))
      throw new ReadError('is not a lockfile of pub.', index + 1);
    if (indent.length === 2) entries.push({ name, line: index + 1, values: new Map() });
    else if (indent !== '') entries.at(-1)?.values.set(name, unquoted(value));
  }
  // Pub writes it last.
  if (section !== 'sdks')
    throw new ReadError('does not end with `sdks:`: it is no lockfile of pub, or is cut off.', 1);
  return entries;
}

const NAME = /^[\w.-]+$/;

/** Below `packages:`. A value where pub writes none is another form of YAML, in which packages may stand unseen. */
function isOfPub(depth: number, name: string, value: string): boolean {
  if (depth === 0) return value === '' || value === '{}';
  return depth === 2 ? value === '' && NAME.test(name) : depth === 4 || depth === 6;
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

function toPackage(
  name: string,
  line: number,
  values: ReadonlyMap<string, string>,
): ReturnType<typeof draftPackage> {
  const source = values.get('source') ?? 'hosted';
  const url = values.get('url') ?? values.get('path');
  const revision = values.get('resolved-ref');
  const checksum = values.get('sha256') ?? '';
  return {
    ...draftPackage(name, values.get('version') ?? '', line),
    // The software development kit's own packages come with it and are in no registry.
    source: SOURCES.get(source) ?? 'file',
    ...(url !== undefined && {
      resolved: withoutCredentials(url) + (revision === undefined ? '' : `#${revision}`),
    }),
    ...(checksum !== '' && { integrity: `sha256:${checksum}` }),
  };
}
