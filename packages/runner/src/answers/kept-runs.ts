import { hash } from 'node:crypto';

import type { Outcome, Policy, Report, RunEvent, RunManifest, Verdict } from '@railgate/contract';
import type * as sarif from 'sarif';

import { EXPECTED, expectationKey, isExpected } from '../expectation.js';
import type { Part } from '../part.js';
import type { Prepared } from '../prepare.js';
import { ARCHIVE_FILE, MANIFEST_FILE } from '../report-files.js';
import type { AnswerCache } from './answer-cache.js';
import { MaskedCache } from './masked-cache.js';

/** A file of the output folder, as it is written. */
export interface WrittenFile {
  readonly path: string;
  readonly content: Buffer;
}

/** What a run says in the end. */
export interface WholeRun {
  readonly report: Report;
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
  readonly files: readonly WrittenFile[];
}

interface Head {
  readonly contents: string;
  /** Without timings. */
  readonly manifest: RunManifest;
  readonly warnings: readonly string[];
  /** For progress displays. */
  readonly outcomes: readonly Outcome[];
  /** Paths, and bytes of what follows the head; the manifest is not among them. */
  readonly files: readonly (readonly [path: string, bytes: number])[];
}

export interface RunContext {
  readonly prepared: Prepared;
  readonly answers: AnswerCache;
  readonly policy: Policy;
  /** URL of a module below which lies all the code that reports come from. */
  readonly program: string;
}

/** Bytes of all runs, and of one. */
const LIMIT = 256 * 1024 * 1024;
const RUN_LIMIT = 64 * 1024 * 1024;
/** Bytes of the notes which runs will probably be remembered: a thousand. */
const EXPECTATIONS = 64 * 1024;

/**
 * Reports of earlier runs. They count while every answer that they were made of counts, by the same keys and over the same
 * contents, and while nothing else differs that judging and rendering ask. See docs/decisions/0057.
 */
export class KeptRuns {
  readonly #cache: MaskedCache;
  readonly #context: RunContext;
  readonly #key: string;
  #contents: string | undefined;

  private constructor(cache: MaskedCache, context: RunContext, key: string) {
    this.#cache = cache;
    this.#context = context;
    this.#key = key;
  }

  /** Nothing where some answer is not to be kept. */
  static open(context: RunContext): KeptRuns | undefined {
    const { workspace, lastLook } = context.prepared;
    const key = keyOf(context);
    const cache = key === undefined ? undefined : MaskedCache.open(workspace.root, 'runs', lastLook);
    return key === undefined || !cache ? undefined : new KeptRuns(cache, context, key);
  }

  /** Waits for the contents of all files, where there is something to compare them with. */
  async recall(timings: () => RunManifest['timings']): Promise<WholeRun | undefined> {
    const bytes = this.#cache.loadBytes(this.#key);
    if (!bytes) return undefined;
    const end = bytes.indexOf('\n');
    const head = JSON.parse(bytes.toString('utf8', 0, end)) as Head;
    const contents = await this.#context.answers.contents;
    if (contents !== head.contents) return undefined;
    this.#contents = contents;
    await this.#expectAgain();
    for (const outcome of head.outcomes) this.#context.prepared.onEvent(rememberedEvent(outcome));
    return wholeRun(head, bytes.subarray(end + 1), timings());
  }

  /** Keeps a run whose files were written as they are here, where nothing has changed since. */
  async keep({ report: { manifest }, warnings, files }: WholeRun, parts: readonly Part[]): Promise<void> {
    const { answers, prepared } = this.#context;
    const rest = files.filter(({ path }) => path !== MANIFEST_FILE);
    const size = rest.reduce((sum, { content }) => sum + content.length, 0);
    const own = files.find(({ path }) => path === MANIFEST_FILE);
    if (size > RUN_LIMIT || own?.content.toString('utf8') !== writtenManifest(manifest)) return;
    const contents = await answers.contents;
    if (contents === undefined || !answers.areSure(prepared.plan.steps) || !answers.isStill()) return;
    const head: Head = {
      contents,
      manifest: { ...manifest, timings: {} },
      warnings,
      outcomes: parts.map(({ outcome }) => outcome).filter(({ status }) => status === 'done'),
      files: rest.map(({ path, content }) => [path, content.length]),
    };
    const pieces = [Buffer.from(`${JSON.stringify(head)}\n`), ...rest.map(({ content }) => content)];
    if (await this.#cache.save(this.#key, pieces, LIMIT)) this.#contents = contents;
  }

  async #expectAgain(): Promise<void> {
    const { workspace, lastLook } = this.#context.prepared;
    if (isExpected()) return;
    await MaskedCache.open(workspace.root, EXPECTED, lastLook)?.save(expectationKey(), '', EXPECTATIONS);
  }

  /** A text that depends on the run and on its name alone: made once, where the run is kept. */
  async text(name: string, make: () => Promise<string>): Promise<string> {
    if (this.#contents === undefined) return make();
    const key = hash('sha256', JSON.stringify([this.#key, this.#contents, name]));
    const known = this.#cache.load(key);
    if (known !== undefined) return known;
    const text = await make();
    await this.#cache.save(key, text, LIMIT);
    return text;
  }
}

/** All that decides what a run says, besides the contents of the files. */
function keyOf({ prepared, answers, policy, program }: RunContext): string | undefined {
  const { plan, waivers, discovery } = prepared;
  const steps = plan.steps.map((step) => [answers.keyOf(step), step.gate, step.target.id, step.enforced]);
  const code = answers.code.of(program);
  if (code === undefined || steps.some(([key]) => key === undefined)) return undefined;
  const { settled, titles, pairs, allPairs } = plan;
  const narrowed = pairs.length < allPairs.length;
  return hash(
    'sha256',
    JSON.stringify([
      answers.subject,
      code,
      steps,
      settled,
      titles,
      pairs,
      narrowed,
      waivers,
      policy,
      discovery,
    ]),
  );
}

function wholeRun(
  { manifest, warnings, files }: Head,
  bytes: Buffer,
  timings: RunManifest['timings'],
): WholeRun {
  const now: RunManifest = { ...manifest, timings };
  const all: WrittenFile[] = [{ path: MANIFEST_FILE, content: Buffer.from(writtenManifest(now)) }];
  let at = 0;
  for (const [path, length] of files) {
    all.push({ path, content: bytes.subarray(at, at + length) });
    at += length;
  }
  const archive = all.find(({ path }) => path === ARCHIVE_FILE)?.content;
  return { report: reportOf(now, archive), verdict: now.verdict, warnings, files: all };
}

/** As every run writes it, with the timings of this one. */
function writtenManifest(manifest: RunManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Most of the log is needed by nobody: it is read when it is asked for. */
function reportOf(manifest: RunManifest, archive: Buffer | undefined): Report {
  let log: sarif.Log | undefined;
  return {
    manifest,
    get log() {
      return (log ??= JSON.parse(archive?.toString('utf8') ?? '{}') as sarif.Log);
    },
  };
}

function rememberedEvent(outcome: Outcome): RunEvent {
  const { gate, target } = outcome;
  return { type: 'finished', gate, target, outcome, milliseconds: 0, remembered: true };
}
