import { hash } from 'node:crypto';

import { VERSION, type FileEntry, type Workspace } from '@railgate/contract';

import { passFiles, type FileVisitor } from '../file-pass.js';
import type { ScanStep } from '../plan.js';
import type { CheckedScan, ScanAnswer } from '../worker-protocol.js';
import type { LastLook } from '../masks.js';
import { visibleFiles } from '../visible-files.js';
import { CodeDigests } from './code-digest.js';
import { KnownFiles } from './known-files.js';
import { MaskedCache } from './masked-cache.js';
import { WorkspaceDigest } from './workspace-digest.js';

export interface AnswerContext {
  readonly workspace: Workspace;
  readonly now: Date;
  readonly offline: boolean;
  readonly maxDataAge: number | undefined;
  readonly signal: AbortSignal;
  readonly lastLook: LastLook;
  /** Of the files as they were listed, by path. */
  readonly states: ReadonlyMap<string, string>;
}

interface Kept {
  readonly contents: string;
  readonly scan: CheckedScan;
}

/** Larger repositories take longer to read than many gates take to look at them. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Bytes of all answers: a hundred targets of gates with many rules. */
const LIMIT = 256 * 1024 * 1024;

/**
 * What gates answered in earlier runs. An answer counts only while everything that it depends on is what it was: every
 * file that the gate is shown by its content, their list, options, date, the gate's code, and whatever else the gate
 * names. See docs/decisions.
 */
export class AnswerCache {
  readonly #cache: MaskedCache;
  readonly #context: AnswerContext;
  /** What all answers of a run depend on together, besides the contents of files. */
  readonly subject: string;
  /** What each of them depends on, besides names and contents of files. */
  readonly #common: readonly unknown[];
  readonly code = new CodeDigests();
  readonly #keys = new Map<ScanStep, string | undefined>();
  readonly #sure = new Set<ScanStep>();
  readonly #known: KnownFiles | undefined;
  readonly #digest: WorkspaceDigest;
  #isRead = false;

  private constructor(cache: MaskedCache, context: AnswerContext) {
    const { workspace, now, offline, maxDataAge, states, lastLook } = context;
    const { projects, services } = workspace;
    this.#cache = cache;
    this.#known = KnownFiles.open(workspace.root, states, lastLook);
    this.#digest = new WorkspaceDigest(workspace, this.#known);
    this.#context = context;
    this.#common = [VERSION, now, offline, maxDataAge, projects, services];
    this.subject = this.#subjectOf(workspace.files);
  }

  /** Nothing where no step can be remembered, or where there is no folder to trust. */
  static open(steps: readonly ScanStep[], context: AnswerContext): AnswerCache | undefined {
    if (context.workspace.edited || context.workspace.staged) return undefined;
    if (steps.every(({ dependsOn }) => dependsOn === undefined)) return undefined;
    if (context.workspace.files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return undefined;
    const cache = MaskedCache.open(context.workspace.root, 'answers', context.lastLook);
    return cache && new AnswerCache(cache, context);
  }

  /** Is it worth waiting for `recall`? Cheap. */
  mayKnow(step: ScanStep): boolean {
    const key = this.keyOf(step);
    return key !== undefined && this.#cache.has(key);
  }

  async recall(step: ScanStep): Promise<ScanAnswer | undefined> {
    const key = this.keyOf(step);
    const text = key === undefined ? undefined : this.#cache.load(key);
    if (text === undefined) return undefined;
    const { contents, scan } = JSON.parse(text) as Kept;
    if ((await this.#contentsOf(step)) !== contents) return undefined;
    this.#sure.add(step);
    return { scan };
  }

  /** For whoever reads all files anyway; otherwise they are read when that is needed. */
  get visitor(): FileVisitor {
    this.#isRead = true;
    return this.#digest;
  }

  /** Is a file known to hold no ignore comment, so that nobody need read it for one? */
  readonly isUnmarked = (path: string): boolean => this.#known?.isUnmarked(path) ?? false;

  /** A digest of all files; nothing where reading them was interrupted. */
  get contents(): Promise<string | undefined> {
    this.prepare();
    return this.#digest.contents;
  }

  /** Are their files still what they were when they were read? */
  isStill(): boolean {
    return this.#digest.isStill();
  }

  /** Was each of them answered from here, or kept here? */
  areSure(steps: readonly ScanStep[]): boolean {
    return steps.every((step) => this.#sure.has(step));
  }

  /** Reads the files, so that what is found from now on can be kept. */
  prepare(): void {
    const { workspace, signal } = this.#context;
    if (!this.#isRead) passFiles(workspace, [this.visitor], signal).catch(() => this.#digest.end(false));
  }

  /** Keeps what may be kept of these answers. After the scan of all of them. */
  async keep(answers: ReadonlyMap<ScanStep, CheckedScan>): Promise<void> {
    await this.contents;
    await this.#known?.saved;
    // Nothing was scanned: no file need be asked for its entry again.
    if (answers.size === 0 || !this.#digest.isStill()) return;
    for (const [step, scan] of answers) {
      // The last look at what is kept does not see what is packed.
      const isPlain = scan.artifacts.every(({ content }) => typeof content === 'string');
      const key = scan.repeatable && isPlain ? this.keyOf(step) : undefined;
      const contents = key === undefined ? undefined : await this.#contentsOf(step);
      if (key === undefined || contents === undefined) continue;
      const kept: Kept = { contents, scan };
      if (await this.#cache.save(key, JSON.stringify(kept), LIMIT)) this.#sure.add(step);
    }
  }

  #contentsOf(step: ScanStep): Promise<string | undefined> {
    const files = this.#filesOf(step);
    if (files === this.#context.workspace.files) return this.contents;
    this.prepare();
    return this.#digest.contentsOf(files);
  }

  #filesOf({ target, inputs }: ScanStep): readonly FileEntry[] {
    return visibleFiles(this.#context.workspace, target, inputs);
  }

  #subjectOf(files: readonly FileEntry[]): string {
    return hash('sha256', JSON.stringify([...this.#common, files.map(({ path }) => path)]));
  }

  /** Of a step's answer; nothing where none may be kept. */
  keyOf(step: ScanStep): string | undefined {
    if (!this.#keys.has(step)) this.#keys.set(step, this.#makeKey(step));
    return this.#keys.get(step);
  }

  #makeKey(step: ScanStep): string | undefined {
    const { gate, module, target, options, dependsOn } = step;
    const code = dependsOn === undefined ? undefined : this.code.of(module);
    if (code === undefined) return undefined;
    const { id, kind, path, name } = target;
    const own = [gate, code, id, kind, path, name, options, dependsOn];
    const files = this.#filesOf(step);
    const subject = files === this.#context.workspace.files ? this.subject : this.#subjectOf(files);
    return hash('sha256', JSON.stringify([subject, own]));
  }
}
