import { addTo, GateError, type Degraded, type Evidence, type Gap } from '@railgate/contract';
import type { Dependencies, Ecosystem } from '@railgate/dependencies';
import { staleness } from '@railgate/kit';

import type { Answered, Answers, Failure } from './engines/ask.js';
import { EcosystemError } from './engines/ecosystem-error.js';
import type { EngineName } from './engines/engine.js';
import { countPackages, partsOf } from './parts.js';
import { nothingKnown, sourceGap } from './source-gap.js';
import type { Options } from './options.js';

export interface ProofInput {
  readonly dependencies: Dependencies;
  readonly answers: Answers;
  readonly options: Pick<Options, 'engines' | 'require'>;
  readonly now: Date;
  readonly offline: boolean;
  readonly maxDataAge?: number | undefined;
}

/** What the silence of the engines is worth. */
export interface Proof {
  /** Who answered with a canary and fresh data, by ecosystem. */
  readonly proven: ReadonlyMap<Ecosystem, readonly EngineName[]>;
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  /** Why nothing at all is known, where that is so: to be thrown unless something was found. */
  readonly nothing?: GateError;
}

/** Why one engine's silence is worth nothing for an ecosystem. */
export interface Doubt {
  readonly engine: EngineName;
  readonly ecosystem: Ecosystem;
  readonly error: GateError;
  /** The user did not want it to be asked now. */
  readonly left?: boolean;
}

/** Weighs the answers: which ecosystems are proven by whom, and what is missing for the others. */
export function prove(input: ProofInput): Proof {
  const { dependencies, answers } = input;
  const doubts = [
    ...answers.failures.flatMap(doubtsOfFailure),
    ...answers.answers.flatMap((answered) => doubtsOfAnswer(answered, input)),
  ];
  const believed = answers.answers.filter((one) => one.ecosystems.some((eco) => isProven(one, eco, input)));
  const proven = provenBy(believed, input);
  const parts = partsOf(dependencies.lockfiles);
  const missing = parts.filter(({ ecosystem }) => !proven.has(ecosystem));
  const sourceGaps = missing.map((part) => sourceGap(part, doubts, input.offline));
  const required = requiredOf(input.options);
  const nothing = parts.length > 0 && missing.length === parts.length;
  return {
    proven,
    evidence: {
      engines: believed.map(({ answer }) => answer.evidence),
      expected: { ...dependencies.expected, ...countPackages(parts) },
      seen: { ...dependencies.seen, ...countPackages(parts, proven) },
      ...dataOf(believed),
    },
    gaps: [
      ...sourceGaps,
      ...requiredGaps(doubts, required),
      ...believed.flatMap((one) => uncoveredBy(one, believed)),
      ...answers.answers.flatMap(gapsOf),
    ],
    degraded: degradedOf(doubts, required, answers.answers),
    ...(nothing && { nothing: nothingKnown(sourceGaps, doubts) }),
  };
}

function doubtsOfFailure({ engine, ecosystems, error, left = false }: Failure): Doubt[] {
  const problems = error instanceof EcosystemError ? error.problems : undefined;
  return ecosystems.map((ecosystem) => ({
    engine,
    ecosystem,
    error: problems?.get(ecosystem) ?? error,
    left,
  }));
}

function doubtsOfAnswer(answered: Answered, input: ProofInput): Doubt[] {
  const { engine, ecosystems } = answered;
  const error = doubtOf(answered, input);
  return ecosystems
    .filter((ecosystem) => !isProven(answered, ecosystem, input))
    .map((ecosystem) => ({ engine, ecosystem, error: answered.answer.problems?.get(ecosystem) ?? error }));
}

function isProven(answered: Answered, ecosystem: Ecosystem, input: ProofInput): boolean {
  const { proven, evidence, data } = answered.answer;
  if (evidence.canary !== 'found' || !proven.includes(ecosystem)) return false;
  return data === undefined || ageProblem(data, input) === undefined;
}

function doubtOf({ answer }: Answered, input: ProofInput): GateError {
  const stale = answer.data && ageProblem(answer.data, input);
  if (stale !== undefined) return new GateError('DATA_STALE', stale);
  // What it says holds the remedy already.
  if (answer.left !== undefined) return new GateError('NEED_UNMET', answer.left, { remedy: '' });
  return new GateError('CANARY_MISSED', 'It did not report the known-bad package that it must report.');
}

function ageProblem(
  { id, builtAt }: NonNullable<Evidence['data']>,
  { now, maxDataAge }: Pick<ProofInput, 'now' | 'maxDataAge'>,
): string | undefined {
  return staleness(`The data ${id}`, builtAt, now, maxDataAge);
}

function provenBy(believed: readonly Answered[], input: ProofInput): Map<Ecosystem, EngineName[]> {
  const proven = new Map<Ecosystem, EngineName[]>();
  for (const answered of believed)
    for (const ecosystem of answered.answer.proven)
      if (isProven(answered, ecosystem, input)) addTo(proven, ecosystem, answered.engine);
  return proven;
}

/** Of those whose word counts: of others its age or emptiness is a gap already. */
function dataOf(believed: readonly Answered[]): Pick<Evidence, 'data'> {
  const data = believed.find(({ answer }) => answer.data !== undefined)?.answer.data;
  return data ? { data } : {};
}

function requiredOf({ engines, require }: ProofInput['options']): ReadonlySet<EngineName> {
  return new Set(require === 'all' ? engines : require);
}

function requiredGaps(doubts: readonly Doubt[], required: ReadonlySet<EngineName>): Gap[] {
  return onePerEngine(doubts.filter(({ engine }) => required.has(engine))).map(({ engine, error }) => ({
    code: 'ENGINE_FAILED',
    message: `${engine} must answer and did not: ${error.message}`,
    ...(error.remedy !== '' && { remedy: error.remedy }),
  }));
}

function degradedOf(
  doubts: readonly Doubt[],
  required: ReadonlySet<EngineName>,
  answers: readonly Answered[],
): Degraded[] {
  const failed = onePerEngine(doubts.filter(({ engine, left }) => left !== true && !required.has(engine)));
  const told = new Set(failed.map(({ engine }) => engine));
  const limited = answers.filter(({ engine, answer }) => answer.left !== undefined && !told.has(engine));
  return [
    ...failed.map(({ engine, error }) => ({ engine, message: `${error.message} ${error.remedy}`.trim() })),
    ...limited.map(({ engine, answer }) => ({ engine, message: answer.left ?? '' })),
  ];
}

function onePerEngine(doubts: readonly Doubt[]): Doubt[] {
  const first = new Map<EngineName, Doubt>();
  for (const doubt of doubts) if (!first.has(doubt.engine)) first.set(doubt.engine, doubt);
  return [...first.values()];
}

/** What one engine could not be asked about, as long as no other one has covered all of that ecosystem. */
function uncoveredBy({ answer }: Answered, believed: readonly Answered[]): Gap[] {
  return (answer.uncovered ?? [])
    .filter(({ ecosystem }) => !believed.some((other) => coversAll(other, ecosystem)))
    .map(({ gap }) => gap);
}

function coversAll({ answer }: Answered, ecosystem: Ecosystem): boolean {
  if (!answer.proven.includes(ecosystem)) return false;
  return !(answer.uncovered ?? []).some((one) => one.ecosystem === ecosystem);
}

function gapsOf({ answer }: Answered): readonly Gap[] {
  return answer.gaps ?? [];
}
