import { ERRORS, GAPS, type ErrorCode, type GapCode } from '@railgate/contract';

import type { Files } from '../make-repo.js';
import type { GateBehaviour } from '../stub-gate.js';

export type FaultCode = ErrorCode | GapCode;

/** One way to make a gate say a code, and what the user must then be told. */
export interface FaultCase {
  /** What is wrong, in words for the docs: "A file named .ts that holds binary data." */
  readonly how: string;
  /** The stub that runs under the gate's id; the real gate when left out. */
  readonly stub?: GateBehaviour;
  /** Seconds that the stub gets. */
  readonly timeout?: number;
  /** Beside `SAMPLE`, or instead of a file of it. */
  readonly files?: Files;
  /** Files that get no permission at all. */
  readonly locked?: readonly string[];
  /** 1 where the fault is a finding too, else 2. */
  readonly exitCode: 1 | 2;
  /** What the message must say: it names the thing. */
  readonly message: RegExp;
  /** The whole remedy. */
  readonly remedy: string;
}

/** Why the gate truly cannot say the code. */
export interface Impossible {
  readonly impossible: string;
}

export type FaultCell = FaultCase | Impossible;
/** A cell for every code: a missing one does not compile. */
export type FaultRow = Readonly<Record<FaultCode, FaultCell>>;

export function isImpossible(cell: FaultCell): cell is Impossible {
  return 'impossible' in cell;
}

export function impossible(reason: string): Impossible {
  return { impossible: reason };
}

type Provocation = Pick<FaultCase, 'how' | 'message'> & Partial<FaultCase>;

/** A case with the exit code of a run that is incomplete and, unless it has one of its own, the catalogue's remedy. */
export function fault(code: FaultCode, provocation: Provocation): FaultCase {
  const remedy = code in ERRORS ? ERRORS[code as ErrorCode].advice : GAPS[code as GapCode].advice;
  return { exitCode: 2, remedy, ...provocation };
}

/** What every gate can be made to say by a stub under its id, since the runner says it for all gates alike. */
export const BY_RUNNER = {
  TOOL_CRASHED: fault('TOOL_CRASHED', {
    how: 'The gate uses up its memory.',
    stub: 'out-of-memory',
    message: /^The gate's thread ended before it had answered: it used up its memory\./,
  }),
  TOOL_TIMEOUT: fault('TOOL_TIMEOUT', {
    how: 'The gate computes without end.',
    stub: 'spins',
    timeout: 0.5,
    message: /^The gate did not answer within 0\.5 s and was stopped/,
  }),
  REPORT_UNREADABLE: fault('REPORT_UNREADABLE', {
    how: 'The gate returns SARIF that breaks the schema.',
    stub: 'bad-sarif',
    message: /breaks the SARIF schema: .*level/,
    remedy: ERRORS.INTERNAL.advice,
  }),
  LOOKED_AT_NOTHING: fault('LOOKED_AT_NOTHING', {
    how: 'The gate ends having read none of the files that it expected.',
    stub: 'zero-files',
    message: /^The gate read none of \d+ files and does not say why\./,
  }),
  CANARY_MISSED: fault('CANARY_MISSED', {
    how: 'The engine does not find the known-bad input.',
    stub: 'canary-missed',
    message: /^stub 1\.0\.0 did not find the known-bad input/,
  }),
  INTERNAL: fault('INTERNAL', {
    how: 'The gate throws something that is no error of the catalogue.',
    stub: 'throws',
    message: /^The gate failed: TypeError: Cannot read properties of undefined\./,
  }),
} as const;

/** For gates with several engines, of which one may fail alone. */
export const BY_RUNNER_WITH_ENGINES = {
  ...BY_RUNNER,
  ENGINE_FAILED: fault('ENGINE_FAILED', {
    how: 'One of the engines does not find the known-bad input, while another does.',
    stub: 'canary-missed-once',
    message: /^unsound 1\.0\.0 did not find the known-bad input/,
  }),
} as const;
