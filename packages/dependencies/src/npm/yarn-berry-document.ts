import { textMap, type Cursor } from './cursor.js';
import type { YarnWant } from './yarn-graph.js';

/** An entry, as it is written. */
export interface BerryEntry {
  /** `a@npm:^1, a@npm:^1.2` */
  readonly key: string;
  readonly line: number;
  version?: string;
  /** `a@npm:1.0.0` */
  resolution: string;
  checksum?: string;
  wants: YarnWant[];
  peers: YarnWant[];
}

/** What a yarn.lock of yarn 2 and later says, before anything is looked up. */
export class BerryDocument {
  version: string | undefined;
  versionLine = 1;
  cacheKey: string | undefined;
  readonly entries: BerryEntry[] = [];

  constructor(readonly path: string) {}

  read(cursor: Cursor): this {
    cursor.map((key, line) => {
      if (key === '__metadata') this.#metadata(cursor, line);
      else this.entries.push(readEntry(cursor, key, line));
    });
    return this;
  }

  #metadata(cursor: Cursor, line: number): void {
    this.versionLine = line;
    const metadata = textMap(cursor);
    this.version = metadata.get('version');
    this.cacheKey = metadata.get('cacheKey');
  }
}

function readEntry(cursor: Cursor, key: string, line: number): BerryEntry {
  const entry: BerryEntry = { key, line, resolution: key, wants: [], peers: [] };
  const optional = new Set<string>();
  cursor.map((field) => {
    if (field === 'version') assign(entry, 'version', cursor.text());
    else if (field === 'resolution') assign(entry, 'resolution', cursor.text());
    else if (field === 'checksum') assign(entry, 'checksum', cursor.text());
    else if (field === 'dependencies') entry.wants = wantsOf(cursor);
    else if (field === 'peerDependencies') entry.peers = wantsOf(cursor);
    else if (field === 'dependenciesMeta') readOptional(cursor, optional);
  });
  if (optional.size > 0) {
    entry.wants = entry.wants.map((want) => (optional.has(want.name) ? { ...want, isOptional: true } : want));
  }
  return entry;
}

function assign(
  entry: BerryEntry,
  key: 'version' | 'resolution' | 'checksum',
  text: string | undefined,
): void {
  if (text !== undefined) entry[key] = text;
}

function wantsOf(cursor: Cursor): YarnWant[] {
  return [...textMap(cursor)].map(([name, range]) => ({ name, range, isOptional: false }));
}

function readOptional(cursor: Cursor, optional: Set<string>): void {
  if (cursor.peek() !== 'map') return cursor.skip();
  cursor.map((name) => {
    if (textMap(cursor).get('optional') === 'true') optional.add(name);
  });
}
