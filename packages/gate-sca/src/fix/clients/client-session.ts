import { posix } from 'node:path';

import type { ScratchFiles } from '@railgate/dependencies/repair';
import type { ToolAnswer } from '@railgate/kit';

import type { RepairInput } from '../repair-input.js';
import type { Refusal, Wanted } from '../wanted.js';
import { clientFailure, withoutVersion, type ClientFailure } from './client-said.js';
import {
  differences,
  labelOf,
  nextState,
  otherForm,
  readTexts,
  shown,
  type ClientState,
  type NextState,
} from './client-state.js';
import type { Client, ClientFiles, RangeEdit } from './client.js';
import { GUARD_DENIED, GUARD_SEEN } from './poetry-guard.js';

export interface SessionParts {
  readonly client: Client;
  readonly input: RepairInput;
  readonly scratch: ScratchFiles;
  readonly files: ClientFiles;
  /** Of the lockfile, relative to the repository root, and its text there. */
  readonly path: string;
  readonly original: string;
  /** Milliseconds of `performance.now()` at which the last process ends. */
  readonly deadline: number;
}

/** One lockfile in a scratch folder, and the client that writes it. */
export class ClientSession {
  readonly client: Client;
  readonly input: RepairInput;
  readonly #scratch: ScratchFiles;
  readonly #files: ClientFiles;
  readonly #path: string;
  readonly #original: string;
  readonly #deadline: number;
  readonly #env: Readonly<Record<string, string>>;

  constructor({ client, input, scratch, files, path, original, deadline }: SessionParts) {
    this.#deadline = deadline;
    this.client = client;
    this.input = input;
    this.#scratch = scratch;
    this.#files = files;
    this.#path = path;
    this.#original = original;
    const { pythonPath } = client;
    this.#env = {
      ...client.environment(input.workspace.root),
      ...(pythonPath !== undefined && { PYTHONPATH: posix.join(scratch.folder, pythonPath) }),
    };
  }

  /**
   * Asks the client for its version, and then for nothing: a lockfile that it would write anew for that is none whose upgrades
   * can be told from other changes. `note` says what else it writes.
   *
   * @throws {GateError} as `runTool`
   */
  async open(state: ClientState): Promise<{ readonly note?: string } | Refusal | ClientFailure> {
    const { client } = this;
    const asked = await this.#ended(['--version']);
    const version = /\b(\d{1,4}\.\d{1,4}\.\d{1,4})\b/.exec(asked.stdout)?.[1];
    if (asked.exitCode !== 0 || version === undefined)
      return { reason: `${withoutVersion(client.name, asked)} ${client.tool.install}` };
    const why = client.refuses(version);
    if (why !== undefined) return { reason: `${client.name} ${version} ${why} ${client.tool.install}` };
    if (client.pythonPath !== undefined && !this.#scratch.has(GUARD_SEEN)) return { reason: UNGUARDED };
    this.input.progress(`${client.name} ${this.#path}`);
    const failure = await this.#run(client.lock);
    if (failure) return failure;
    const text = this.#lockfile();
    if (text === this.#original) return {};
    const made = await readTexts(this.input, state.lockfile, new Map([[this.#path, text]]));
    if (!made) return { reason: `What ${client.name} writes cannot be read.` };
    if (made.version !== state.lockfile.version) return otherForm(client.name, state.lockfile, made);
    const moved = differences(state.lockfile, made).map(labelOf);
    if (moved.length > 0) return { reason: `${NOT_CURRENT} ${client.name} would change ${shown(moved)}.` };
    return { note: `${client.name} ${version} also writes other lines of the lockfile its own way.` };
  }

  /** One upgrade. What it leaves in the folder after a refusal is for `restore`. */
  async upgrade(
    state: ClientState,
    wanted: Wanted,
    edits: readonly RangeEdit[],
  ): Promise<NextState | Refusal> {
    const { client } = this;
    const ranges = await this.#edited(state, edits, (edit) => edit.range);
    if ('reason' in ranges) return ranges;
    const failure = client.lockWith
      ? await this.#inOneStep(ranges, client.lockWith(wanted.occurrence.name, wanted.version))
      : await this.#inTwoSteps(state, wanted, edits, ranges);
    if (failure) return failure;
    const text = this.#lockfile();
    const [old, own] = [this.#original, text].map(revisionOf);
    if (old !== own) return { reason: `${client.name} writes revision ${own}, ${WHOLE} ${old}.` };
    const texts = new Map([...state.texts, ...ranges, [this.#path, text]]);
    return nextState(this.input, state, wanted, texts, client.name);
  }

  snapshot(): ReadonlyMap<string, string> {
    const paths = [this.#path, ...this.#files.editable.keys()];
    return new Map(
      paths.filter((path) => this.#scratch.has(path)).map((path) => [path, this.#scratch.read(path)]),
    );
  }

  restore(snapshot: ReadonlyMap<string, string>): void {
    for (const [path, text] of snapshot) this.#scratch.write(path, text);
  }

  async #inOneStep(
    ranges: ReadonlyMap<string, string>,
    args: readonly string[],
  ): Promise<ClientFailure | undefined> {
    await this.#show(ranges);
    return this.#run(args);
  }

  /** Exact first, since a client takes the newest version that a range allows, and then with the ranges that are to stay. */
  async #inTwoSteps(
    state: ClientState,
    wanted: Wanted,
    edits: readonly RangeEdit[],
    ranges: ReadonlyMap<string, string>,
  ): Promise<ClientFailure | Refusal | undefined> {
    const { client } = this;
    const before = this.snapshot();
    const exactly = client.exactly(wanted.version);
    const exact = await this.#edited(state, edits, () => exactly);
    if ('reason' in exact) return exact;
    await this.#show(exact);
    if (edits.length === 0) this.#ask(wanted);
    const failure = await this.#run(client.lock);
    if (failure) return failure;
    const made = this.#scratch.read(this.#path);
    this.restore(before);
    await this.#show(ranges);
    const kept = client.rebind?.(
      made,
      wanted,
      edits.map(({ range }) => range),
    );
    this.#scratch.write(this.#path, kept ?? made);
    return this.#run(client.lock);
  }

  #ask({ occurrence: { name }, version }: Wanted): void {
    const manifest = posix.join(posix.dirname(this.#path), this.client.manifest);
    this.#scratch.write(manifest, this.client.withRequirement(this.#scratch.read(manifest), name, version));
  }

  /** The repository's files with other ranges, by path. */
  async #edited(
    state: ClientState,
    edits: readonly RangeEdit[],
    rangeOf: (edit: RangeEdit) => string,
  ): Promise<ReadonlyMap<string, string> | Refusal> {
    const texts = new Map<string, string>();
    for (const edit of edits) {
      const { path } = edit;
      const original = this.#files.editable.get(path)?.text;
      const text = texts.get(path) ?? state.texts.get(path) ?? original ?? '';
      const changed = await edit.set(text, rangeOf(edit));
      if (changed === undefined) return { reason: `${path} cannot be changed by itself.` };
      if (changed !== original) texts.set(path, changed);
      else texts.delete(path);
    }
    return texts;
  }

  async #show(texts: ReadonlyMap<string, string>): Promise<void> {
    for (const [path, text] of texts) {
      const editable = this.#files.editable.get(path);
      if (editable) this.#scratch.write(path, await editable.clean(text));
    }
  }

  async #run(args: readonly string[]): Promise<ClientFailure | undefined> {
    return clientFailure(this.client.name, await this.#ended(args), this.#scratch.has(GUARD_DENIED));
  }

  #ended(args: readonly string[]): Promise<ToolAnswer> {
    return this.#scratch.run(this.client.tool, args, posix.dirname(this.#path), {
      timeout: this.#seconds(),
      env: this.#env,
    });
  }

  #seconds(): number {
    const left = Math.floor((this.#deadline - performance.now()) / 1000);
    return Math.max(1, Math.min(this.client.timeout, left));
  }

  /** As the client wrote it, with the repository's line ends. */
  #lockfile(): string {
    const text = this.#scratch.read(this.#path);
    return this.#original.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  }
}

const UNGUARDED =
  'This Poetry cannot be kept from building source archives, since its Python reads no `PYTHONPATH`: install it with pipx.';
/** uv's form has revisions within its version, and writes every line anew for another one. */
function revisionOf(lockfile: string): string {
  return /^revision = (\d{1,9})\r?$/m.exec(lockfile.slice(0, 1000))?.[1] ?? 'none';
}

const WHOLE =
  'which changes every line: write the lockfile anew by yourself first, or use a version that writes revision';
const NOT_CURRENT =
  'The lockfile is not what its manifests and your registries make of it: bring it up to date first, and commit it.';
