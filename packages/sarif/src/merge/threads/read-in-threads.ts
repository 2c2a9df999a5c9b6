import type { Worker } from 'node:worker_threads';

import { cleanText } from '@railgate/contract';

import { SarifReadError } from '../../read/read-error.js';
import { RepairNotes } from '../../read/repair/notes.js';
import { Templates } from '../../read/templates/templates.js';
import { readWhole, resultAdder } from '../add-results.js';
import type { Prepared } from '../prepare.js';
import type { ResultTable } from '../result-table.js';
import type { ThreadPlan } from './plan-threads.js';
import type { MergeAnswer, MergeInput, MergeOrder, UnitRepairs } from './protocol.js';
import { readUnits, UnitError } from './read-units.js';
import { startHelper } from './start-helper.js';
import { UnitQueue } from './unit-queue.js';

interface Target extends Prepared {
  readonly table: ResultTable;
  readonly signal: AbortSignal | undefined;
}

type Done = MergeAnswer & { readonly type: 'done' };

/** What could not be read, and where in the order of all inputs. */
interface Failure {
  readonly input: number;
  readonly unit: number;
  readonly error: unknown;
}

/**
 * Reads the results of all inputs into the table, in this thread and in others. Which thread reads what is a matter of
 * chance; what the table holds afterwards is not, and neither is which error is thrown: that of the first input that
 * has one.
 *
 * @param start starts another thread.
 * @throws {SarifReadError} also when a thread ends before its work. @throws the reason of the signal.
 */
export async function readInThreads(plan: ThreadPlan, target: Target, start = startHelper): Promise<void> {
  const queue = new UnitQueue(plan.units.length, plan.threads);
  const helpers = startHelpers(plan, queue, target, start);
  const stop = (): void => helpers.forEach(({ worker }) => void worker.terminate());
  target.signal?.addEventListener('abort', stop, { once: true });
  try {
    const failures = await readUndivided(plan, target);
    const answers = [await readHere(plan, target, queue)];
    for (const { answer } of helpers) answers.push(await answer);
    target.signal?.throwIfAborted();
    const repairs: UnitRepairs[] = [];
    for (const answer of answers) {
      if (answer instanceof UnitError) failures.push(failureOf(plan, answer));
      else repairs.push(...answer);
    }
    const [first] = failures.sort((a, b) => a.input - b.input || a.unit - b.unit);
    if (first) throw first.error;
    noteRepairs(plan, repairs);
  } finally {
    target.signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Inputs that cannot be read in parts: packed ones, and those in memory. */
async function readUndivided(
  { sources, files }: ThreadPlan,
  { parts, table, signal }: Target,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const templates = new Templates();
  for (const [input, source] of sources.entries()) {
    if (files[input]) continue;
    try {
      await readWhole(source, resultAdder(parts[input] ?? [], input, table, templates), signal);
    } catch (error) {
      if (!(error instanceof SarifReadError)) throw error;
      failures.push({ input, unit: -1, error });
    }
  }
  return failures;
}

async function readHere(
  plan: ThreadPlan,
  target: Target,
  queue: UnitQueue,
): Promise<UnitRepairs[] | UnitError> {
  try {
    return await readUnits({ ...plan, ...target, queue, thread: 0 });
  } catch (error) {
    if (error instanceof UnitError) return error;
    throw error;
  }
}

interface Helper {
  readonly worker: Worker;
  readonly answer: Promise<UnitRepairs[] | UnitError>;
}

function startHelpers(
  plan: ThreadPlan,
  queue: UnitQueue,
  target: Target,
  start: typeof startHelper,
): Helper[] {
  const { sources, files, units, threads } = plan;
  const inputs = JSON.stringify(
    sources.map(
      ({ name, head, hasResults }, i): MergeInput => files[i]?.opened ?? { name, head, hasResults },
    ),
  );
  return Array.from({ length: threads - 1 }, (_, i) => {
    const order: MergeOrder = { inputs, units, queue: queue.buffer, thread: i + 1 };
    const worker = start(order);
    return { worker, answer: answerOf(worker, target, (why) => lostUnit(plan, queue.lastOf(i + 1), why)) };
  });
}

/** @param lost what is missing when the thread ends without an answer. */
function answerOf(
  worker: Worker,
  target: Target,
  lost: (why: string) => UnitError | undefined,
): Promise<UnitRepairs[] | UnitError> {
  return new Promise((resolve) => {
    let why = '';
    worker.once('error', (error) => (why = error.message));
    worker.once('message', (message: MergeAnswer) => {
      if (message.type === 'done') resolve(takeOver(message, target));
      else resolve(new UnitError(message.unit, new SarifReadError(message.failure)));
    });
    worker.once('exit', () => resolve(lost(why) ?? []));
  });
}

function takeOver({ table, judges, dangling, repairs }: Done, target: Target): UnitRepairs[] {
  target.table.absorb(table);
  for (const { index, judge } of target.runs) judge.absorb(judges[index] ?? []);
  target.parts.forEach((parts, input) =>
    parts.forEach(({ space }, run) => (space.dangling += dangling[input]?.[run] ?? 0)),
  );
  return [...repairs];
}

/** A thread that took nothing has lost nothing: the others read it all. */
function lostUnit(
  { units, sources }: ThreadPlan,
  unit: number | undefined,
  why: string,
): UnitError | undefined {
  if (unit === undefined) return undefined;
  const problem = `the thread that read it ended before its work${why === '' ? '' : ` (${cleanText(why)})`}`;
  const remedy = 'Run it again; where memory is short, merge fewer files at a time.';
  const file = sources[units[unit]?.input ?? -1]?.name ?? '';
  return new UnitError(unit, new SarifReadError({ file, problem, remedy }));
}

function failureOf({ units }: ThreadPlan, { unit, cause: error }: UnitError): Failure {
  return { input: units[unit]?.input ?? -1, unit, error };
}

function noteRepairs({ files, units }: ThreadPlan, repairs: readonly UnitRepairs[]): void {
  const sorted = [...repairs].sort((a, b) => a.unit - b.unit);
  files.forEach((file, input) => {
    const notes = new RepairNotes();
    for (const found of sorted) if (units[found.unit]?.input === input) notes.addAll(found.repairs);
    file?.noteRepairs(notes.list());
  });
}
