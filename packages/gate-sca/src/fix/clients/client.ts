import type { Lockfile } from '@railgate/dependencies';
import type { Tool } from '@railgate/kit';

import type { RepairInput } from '../repair-input.js';
import type { Refusal, Wanted } from '../wanted.js';

/** A file of the repository that an upgrade may change, and its form in the scratch folder. */
export interface Editable {
  /** The repository's. */
  readonly text: string;
  /** What of such a text a client gets to see: nothing that executes, nothing that chooses a registry. */
  clean(text: string): Promise<string> | string;
}

/** What lies in the scratch folder beside the lockfile. Paths are relative to the repository root. */
export interface ClientFiles {
  readonly editable: ReadonlyMap<string, Editable>;
  readonly others: ReadonlyMap<string, string>;
}

/** A range that a project is to ask for. */
export interface RangeEdit {
  /** The file that holds it, relative to the repository root. */
  readonly path: string;
  readonly range: string;
  /** The text with another range in this place; nothing where that cannot be done. */
  set(text: string, range: string): Promise<string | undefined> | string | undefined;
}

/** A package manager that upgrades lockfiles of its own, in a scratch folder. */
export interface Client {
  readonly name: string;
  readonly tool: Tool;
  /** Seconds for one process. */
  readonly timeout: number;
  /** Why this version of it cannot be used; nothing where it can. */
  refuses(version: string): string | undefined;
  /** What it may know of the user's configuration. */
  environment(root: string): Readonly<Record<string, string>>;
  files(
    input: RepairInput,
    lockfile: Lockfile,
    text: string,
  ): Promise<ClientFiles | Refusal> | ClientFiles | Refusal;
  /**
   * What the projects ask for after the upgrade; empty where none asks for the package itself.
   *
   * @param current the text of a file of `editable` as the upgrades so far leave it
   */
  edits(
    lockfile: Lockfile,
    wanted: Wanted,
    files: ClientFiles,
    current: (path: string) => string,
  ): Promise<readonly RangeEdit[] | Refusal> | readonly RangeEdit[] | Refusal;
  /** A folder of Python modules in the scratch folder, without which it is not trusted: see `poetry-guard.ts`. */
  readonly pythonPath?: string;
  /** Makes the lockfile fit the manifests, and moves nothing that fits already. */
  readonly lock: readonly string[];
  /** The same with the package in this version, where the client has words for that. */
  lockWith?(name: string, version: string): readonly string[];
  /** A manifest as `clean` gives it, that asks for exactly this version, too. */
  withRequirement(manifest: string, name: string, version: string): string;
  /** The exact version of `RangeEdit.set`. */
  exactly(version: string): string;
  /** The manifest of the lockfile's own project: `package.json`. */
  readonly manifest: string;
  /**
   * The lockfile in which the package was asked for exactly, as one in which that version serves the ranges that are to stay.
   * Left out where the client keeps a version that fits by itself.
   */
  rebind?(lockfile: string, wanted: Wanted, ranges: readonly string[]): string;
}
