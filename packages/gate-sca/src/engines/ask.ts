import { GateError } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';
import { mapBounded } from '@railgate/kit';

import { ENGINE_NAMES, type Engine, type EngineAnswer, type EngineInput, type EngineName } from './engine.js';
import { ENGINES } from './index.js';

/** An engine that was to answer and did not. */
export interface Failure {
  readonly engine: EngineName;
  readonly ecosystems: readonly Ecosystem[];
  readonly error: GateError;
  /** The user did not want it to be asked now. */
  readonly left?: boolean;
}

/** An engine that answered, and what it was asked for. */
export interface Answered {
  readonly engine: EngineName;
  readonly ecosystems: readonly Ecosystem[];
  readonly answer: EngineAnswer;
}

/** What came of asking, in the order of `ENGINE_NAMES`. */
export interface Answers {
  readonly answers: readonly Answered[];
  readonly failures: readonly Failure[];
}

type Loaders = Readonly<Partial<Record<EngineName, () => Promise<Engine>>>>;

/** Some take a core for seconds, others wait for a network. */
const AT_ONCE = 2;

/** The engines that the options ask: `engines`, and those of `require`, in the order of `ENGINE_NAMES`. */
export function enginesOf({ engines, require }: EngineInput['options']): readonly EngineName[] {
  const required: readonly EngineName[] = require === 'all' ? [] : require;
  return ENGINE_NAMES.filter((name) => engines.includes(name) || required.includes(name));
}

/**
 * Asks every engine that fits the packages which are there. One that fails does not hide the others.
 *
 * @throws what the signal says, once it is aborted
 */
export async function askEngines(input: EngineInput, loaders: Loaders = ENGINES): Promise<Answers> {
  const present = ecosystemsOf(input);
  const asked: Engine[] = [];
  for (const name of enginesOf(input.options)) {
    const engine = await loaders[name]?.();
    if (engine && reads(engine, input)) asked.push(engine);
  }
  const ended = await mapBounded(asked, AT_ONCE, (engine) => ask(engine, input, present));
  return {
    answers: ended.flatMap((one) => ('answer' in one ? one : [])),
    failures: ended.flatMap((one) => ('error' in one ? one : [])),
  };
}

function reads({ ecosystems, formats }: Engine, { dependencies }: EngineInput): boolean {
  return dependencies.lockfiles.some(
    ({ ecosystem, format }) => ecosystems.includes(ecosystem) && (formats?.includes(format) ?? true),
  );
}

function ecosystemsOf({ dependencies }: EngineInput): ReadonlySet<Ecosystem> {
  return new Set(dependencies.lockfiles.map(({ ecosystem }) => ecosystem));
}

async function ask(
  engine: Engine,
  input: EngineInput,
  present: ReadonlySet<Ecosystem>,
): Promise<Failure | Answered> {
  const { name } = engine;
  const ecosystems = engine.ecosystems.filter((one) => present.has(one));
  if (engine.online && input.offline) return { engine: name, ecosystems, error: offline(), left: true };
  input.signal.throwIfAborted();
  input.progress(name);
  try {
    return { engine: name, ecosystems, answer: await engine.ask(input) };
  } catch (error) {
    input.signal.throwIfAborted();
    return { engine: name, ecosystems, error: error instanceof GateError ? error : defect(error) };
  }
}

function offline(): GateError {
  return new GateError('NEED_UNMET', 'It is never asked with `--offline`.', {
    remedy: 'Run without `--offline`.',
  });
}

/** A defect in one engine is no reason to lose what the others found. */
function defect(error: unknown): GateError {
  const message = error instanceof Error ? error.message : String(error);
  return new GateError('INTERNAL', `It ended with an error of its own: ${message}.`, { cause: error });
}
