import type * as sarif from 'sarif';

import { foreignIdentifier, type ForeignIdentifier } from '../identity/foreign.js';
import type { FingerprintJudge } from '../identity/judge-fingerprints.js';
import { asJson, listOf, type Json, type JsonObject } from './json.js';
import type { Part } from './prepare.js';
import { referenceVisitor } from './reference-visitor.js';
import { dropRepeats } from './repeats.js';
import { placeOf, type ResultTable } from './result-table.js';
import { identityOf, textOf } from './result-text.js';
import { shapeOf } from './shape.js';
import type { Space } from './space.js';
import { walk } from './walk.js';

/**
 * Takes the results of one input into the table.
 *
 * @param parts the runs of the input. @param number of the input.
 */
export function resultAdder(
  parts: readonly Part[],
  number: number,
  table: ResultTable,
): (result: sarif.Result, run: number) => void {
  const targets = parts.map(targetOf);
  return (result, run) => {
    const target = targets[run];
    if (!target) throw new Error(`There is no run ${run}`);
    const json = asJson(result);
    const hash = identityOf(json) ?? target.identify(result);
    target.remap(json);
    target.judge.add(result);
    table.add(target.index, number, placeOf(json, target.artifacts), textOf(json, hash));
  };
}

interface Target {
  readonly index: number;
  readonly identify: ForeignIdentifier;
  readonly judge: FingerprintJudge;
  readonly remap: (result: JsonObject) => void;
  readonly artifacts: readonly Json[];
}

function targetOf({ source, index, space, merged }: Part): Target {
  const run = source.head.runs[index];
  if (!run) throw new Error(`There is no run ${index}`);
  // By the input's own head: it is the input's indices that the result still has then.
  const identify = foreignIdentifier(run);
  const { head, judge } = merged;
  return {
    index: merged.index,
    identify,
    judge,
    remap: remapper(space),
    artifacts: listOf(head['artifacts']),
  };
}

/** Lets the indices of a result count in the merged run. */
function remapper(space: Space): (result: JsonObject) => void {
  const shape = shapeOf('result');
  let isLoose = false;
  const visitor = referenceVisitor(space, {
    point: (holder, property, target) => void (holder[property] = target.index),
    loosen: () => void (isLoose = true),
  });
  return (result) => {
    isLoose = false;
    walk(result, shape, visitor);
    if (isLoose) dropRepeats(result, shape);
  };
}
