import type { Instruction, Stage } from '@railgate/code';

import { formOf } from './form.js';
import { LAYER_MAKING, METADATA, type Step } from './history-step.js';

export interface Pair {
  readonly instruction: Instruction;
  /** Place in the history. */
  readonly at: number;
  /** How much it tells: 0 for what everybody writes. */
  readonly score: number;
}

/** The instructions of a stage, found at the end of a history. */
export interface Alignment {
  /** In order. */
  readonly pairs: readonly Pair[];
  /** Where the part of our own begins; what comes before is the base image's. */
  readonly start: number;
  readonly score: number;
  /** Instructions, or entries of the history, that have nothing beside them. */
  readonly differences: number;
}

/** Comparisons that may still be made for one image. */
export interface Budget {
  left: number;
}

/** Nothing, where the history does not end with the instructions, or where the budget is used up. */
export function align(
  instructions: readonly Instruction[],
  steps: readonly Step[],
  escape: string,
  budget: Budget,
): Alignment | undefined {
  budget.left -= Math.floor(instructions.length / 10);
  const end = steps.length - 1 - labelsAtEnd(instructions, steps, escape);
  return walk(
    { instructions, steps, escape, budget, silent: silentIn(steps.at(-1)) },
    instructions.length - 1,
    end,
    0,
  );
}

/** Whether the last instruction of a stage is where it must be: what spares most stages the rest. */
export function endsAlike(stage: Stage, steps: readonly Step[], escape: string, budget: Budget): boolean {
  const silent = silentIn(steps.at(-1));
  const last = stage.instructions.findLast((one) => !silent.has(one.keyword));
  if (!last || silent === KANIKO) return true;
  const sides = { instructions: [last], steps, escape, budget, silent };
  return steps.slice(-2).some((step) => fitOf(sides, last, step) !== undefined);
}

/**
 * The same with a Dockerfile that was edited since: up to `differences` instructions or entries may be in the way. Nothing
 * where there are several ways to read it, and where the first instruction, which marks where the base ends, is not there.
 */
export function alignEdited(
  instructions: readonly Instruction[],
  steps: readonly Step[],
  escape: string,
  budget: Budget,
  differences: number,
): Alignment | undefined {
  const found = walk(
    { instructions, steps, escape, budget, silent: silentIn(steps.at(-1)) },
    instructions.length - 1, steps.length - 1, differences,
  ); // prettier-ignore
  const [first] = found?.pairs ?? [];
  return first && first.instruction === instructions[0] ? found : undefined;
}

interface Sides {
  readonly instructions: readonly Instruction[];
  readonly steps: readonly Step[];
  readonly escape: string;
  readonly budget: Budget;
  /** Keywords that this builder may leave out of the history. */
  readonly silent: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();
const ONBUILD: ReadonlySet<string> = new Set(['ONBUILD']);
const KANIKO: ReadonlySet<string> = new Set([...METADATA, 'WORKDIR']);

function silentIn(last: Step | undefined): ReadonlySet<string> {
  if (last?.builder === 'buildkit') return ONBUILD;
  // A Kaniko image ends with what made its last layer, since only that has an entry.
  return last?.builder === 'plain' && LAYER_MAKING.has(last.keyword) ? KANIKO : NOTHING;
}

/** `docker build --label`: an instruction that is in no Dockerfile. */
function labelsAtEnd(instructions: readonly Instruction[], steps: readonly Step[], escape: string): number {
  const last = instructions.at(-1);
  const step = steps.at(-1);
  if (!last || step?.keyword !== 'LABEL' || step.builder === 'buildkit') return 0;
  return formOf(last, escape).fits(step) > 0 ? 0 : 1;
}

/** From the end to the start, since the base image's entries are as many as they please. */
function walk(sides: Sides, last: number, end: number, allowed: number): Alignment | undefined {
  const { instructions, steps, silent } = sides;
  const pairs: Pair[] = [];
  let at = end;
  for (let index = last; index >= 0; index--) {
    const instruction = instructions[index];
    const step = steps[at];
    if (!instruction) return undefined;
    const score = step && fitOf(sides, instruction, step);
    if (score !== undefined) {
      pairs.push({ instruction, at, score });
      at--;
    } else if (!silent.has(instruction.keyword)) {
      const rest = allowed > 0 ? detours(sides, index, at, allowed - 1) : undefined;
      return rest && joined(rest, pairs, 1);
    }
  }
  return joined(undefined, pairs, 0, at + 1);
}

/** One more difference: an instruction changed, one added, or one taken away. The way that explains most; none where two do. */
function detours(sides: Sides, index: number, at: number, allowed: number): Alignment | undefined {
  const ways = [
    walk(sides, index - 1, at - 1, allowed),
    walk(sides, index - 1, at, allowed),
    at > 0 ? walk(sides, index, at - 1, allowed) : undefined,
  ].filter((way) => way !== undefined);
  const [best, second] = ways.sort(
    (a, b) => a.differences - b.differences || b.pairs.length - a.pairs.length,
  );
  if (best && second?.differences === best.differences && second.pairs.length === best.pairs.length)
    return undefined;
  return best;
}

function joined(
  rest: Alignment | undefined,
  pairs: readonly Pair[],
  differences: number,
  start = 0,
): Alignment {
  const all = [...(rest?.pairs ?? []), ...pairs.toReversed()];
  let score = 0;
  for (const pair of all) score += pair.score;
  return {
    pairs: all,
    start: rest?.start ?? start,
    score,
    differences: (rest?.differences ?? 0) + differences,
  };
}

/** A long text that is the same to the letter says no more than one of this many points. */
const MOST = 8;
const CHARACTERS_PER_POINT = 8;
const CHARACTERS_PER_COMPARISON = 1000;

function fitOf(sides: Sides, instruction: Instruction, step: Step): number | undefined {
  sides.budget.left -= 1 + Math.floor(step.text.length / CHARACTERS_PER_COMPARISON);
  if (sides.budget.left <= 0) return undefined;
  const form = formOf(instruction, sides.escape);
  const fit = form.fits(step);
  // Rounded, so that what is alike gets the same.
  const characters = Math.round(fit * form.length);
  return fit > 0 ? Math.min(MOST, characters / CHARACTERS_PER_POINT) : undefined;
}
