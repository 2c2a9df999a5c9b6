import type { Gap } from '@railgate/contract';

import type { RequirementKind } from '../lockfile.js';
import { Malformed, textMap, type Cursor } from './cursor.js';
import { texts } from './manifest.js';
import { duplicateKey } from '../problems.js';

export interface BunWant {
  readonly name: string;
  readonly range: string;
  readonly kind: RequirementKind;
  /** An optional peer. */
  readonly isOptional: boolean;
}

export interface BunWorkspace {
  readonly name?: string;
  readonly version?: string;
  readonly wants: readonly BunWant[];
}

/** An entry of `packages`: a list whose length and order depend on where the package comes from. */
export interface BunPackage {
  readonly key: string;
  readonly line: number;
  /** `name@1.0.0`, `name@workspace:a`, `name@github:a/b#c`. */
  readonly identity: string;
  /** All texts of the list, in order, the identity first. */
  readonly texts: readonly string[];
  readonly wants: readonly BunWant[];
  readonly isBundled: boolean;
}

/** What a bun.lock says, before anything is looked up. */
export class BunDocument {
  version: string | undefined;
  versionLine = 1;
  readonly workspaces = new Map<string, BunWorkspace>();
  readonly packages: BunPackage[] = [];
  readonly overrides = new Map<string, string>();
  readonly gaps: Gap[] = [];

  constructor(readonly path: string) {}

  read(cursor: Cursor): this {
    const seen = new Set<string>();
    cursor.map((key, line) => {
      this.#noteKey(seen, key, line);
      if (key === 'lockfileVersion') {
        this.versionLine = line;
        this.version = cursor.text();
      } else if (key === 'workspaces')
        cursor.map((folder) => this.workspaces.set(folder, readWorkspace(cursor)));
      else if (key === 'packages') this.#packages(cursor);
      else if (key === 'overrides')
        for (const [name, range] of textMap(cursor)) this.overrides.set(name, range);
    });
    return this;
  }

  #packages(cursor: Cursor): void {
    const seen = new Set<string>();
    cursor.map((key, line) => {
      this.#noteKey(seen, key, line);
      this.packages.push(readPackage(cursor, key, line));
    });
  }

  #noteKey(seen: Set<string>, key: string, line: number): void {
    if (seen.has(key)) this.gaps.push(duplicateKey(this.path, key, line));
    seen.add(key);
  }
}

function readWorkspace(cursor: Cursor): BunWorkspace {
  let name: string | undefined;
  let version: string | undefined;
  const wants = readWants(cursor, (key) => {
    if (key === 'name') name = cursor.text();
    else if (key === 'version') version = cursor.text();
  });
  return { wants, ...(name !== undefined && { name }), ...(version !== undefined && { version }) };
}

function readPackage(cursor: Cursor, key: string, line: number): BunPackage {
  const found: string[] = [];
  let wants: readonly BunWant[] = [];
  let isBundled = false;
  cursor.list(() => {
    if (cursor.peek() === 'map') {
      wants = readWants(cursor, (field) => {
        if (field === 'bundled') isBundled = cursor.text() === 'true';
      });
    } else found.push(cursor.text() ?? '');
  });
  const identity = found[0];
  if (identity === undefined)
    throw new Malformed('Expected a list that begins with a name and a version.', line);
  return { key, line, identity, texts: found, wants, isBundled };
}

const KINDS: ReadonlyMap<string, RequirementKind> = new Map([
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
]);

/** @param other takes the value of any other key, or leaves it */
function readWants(cursor: Cursor, other: (key: string) => void): BunWant[] {
  const wants: BunWant[] = [];
  let optionalPeers: readonly string[] = [];
  cursor.map((key) => {
    const kind = KINDS.get(key);
    if (kind !== undefined) {
      for (const [name, range] of textMap(cursor)) wants.push({ name, range, kind, isOptional: false });
    } else if (key === 'optionalPeers') optionalPeers = texts(cursor);
    else other(key);
  });
  if (optionalPeers.length === 0) return wants;
  const optional = new Set(optionalPeers);
  return wants.map((want) =>
    want.kind === 'peer' && optional.has(want.name) ? { ...want, isOptional: true } : want,
  );
}
