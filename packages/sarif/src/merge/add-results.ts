import type * as sarif from 'sarif';

import { foreignIdentifier, type ForeignIdentifier } from '../identity/foreign.js';
import type { FingerprintJudge } from '../identity/judge-fingerprints.js';
import type { VisitByForm } from '../read/result-reader.js';
import type { SarifSource } from '../read/source.js';
import type { Form, Template } from '../read/templates/template.js';
import type { Templates } from '../read/templates/templates.js';
import { asJson, listOf, type Json, type JsonObject } from './json.js';
import type { Part } from './prepare.js';
import { referenceVisitor } from './reference-visitor.js';
import { dropRepeats } from './repeats.js';
import { placeOf, type ResultTable } from './result-table.js';
import { identityOf, textOf } from './result-text.js';
import { shapeOf } from './shape.js';
import type { Space } from './space.js';
import { Splice } from './splice.js';
import { referencesIn, walk, type References, type ReferenceVisitor } from './walk.js';

/** Takes the results of one input. */
export interface ResultAdder {
  add(result: sarif.Result, run: number): void;
  readonly byForm: VisitByForm;
}

/**
 * Takes the results of one input into the table.
 *
 * @param parts the runs of the input. @param number of the input. @param templates of all inputs of this thread.
 */
export function resultAdder(
  parts: readonly Part[],
  number: number,
  table: ResultTable,
  templates: Templates,
): ResultAdder {
  const targets = parts.map(targetOf);
  const targetFor = (run: number): Target => {
    const target = targets[run];
    if (!target) throw new Error(`There is no run ${run}`);
    return target;
  };
  return {
    add(result, run) {
      const { index, identify, remap, judge, artifacts } = targetFor(run);
      const json = asJson(result);
      const hash = identityOf(json) ?? identify(result);
      if (remap((visitor) => walk(json, RESULT, visitor))) dropRepeats(json, RESULT);
      judge.add(result);
      table.add(index, number, placeOf(json, artifacts), textOf(json, hash));
    },
    byForm: { templates, visit: (template, run) => addByForm(template, number, targetFor(run), table) },
  };
}

/** Reads all results of an input. @throws {SarifReadError} @throws the reason of the signal. */
export async function readWhole(
  source: SarifSource,
  { add, byForm }: ResultAdder,
  signal: AbortSignal | undefined,
): Promise<void> {
  await source.eachResult(
    (result, run) => {
      signal?.throwIfAborted();
      add(result, run);
    },
    {
      ...byForm,
      visit(template, run) {
        signal?.throwIfAborted();
        return byForm.visit(template, run);
      },
    },
  );
}

/** @returns false when a reference needs another form, and nothing was added. */
function addByForm(
  template: Template,
  number: number,
  { index, identify, remap, judge, artifacts, space }: Target,
  table: ResultTable,
): boolean {
  const { result } = template;
  const json = asJson(result);
  const { splice, references } = formOf(template.form);
  const hash = identityOf(json) ?? identify(result);
  const { dangling } = space;
  if (
    remap((visitor) => {
      for (const show of references) show(visitor);
    })
  ) {
    // They are counted when the result comes again.
    space.dangling = dangling;
    return false;
  }
  judge.add(result);
  table.addWritten(index, number, placeOf(json, artifacts), splice.bound(template), (target, at) =>
    splice.write(template, hash, target, at),
  );
  return true;
}

/** What is worked out once for each form. */
interface MergedForm {
  readonly splice: Splice;
  readonly references: References;
}

const forms = new WeakMap<Form, MergedForm>();

function formOf(form: Form): MergedForm {
  let known = forms.get(form);
  if (!known) {
    // Whether a scalar is there does not depend on what it is.
    known = { splice: new Splice(form), references: referencesIn(asJson(form.result) as JsonObject, RESULT) };
    forms.set(form, known);
  }
  return known;
}

const RESULT = shapeOf('result');

interface Target {
  readonly index: number;
  readonly identify: ForeignIdentifier;
  readonly judge: FingerprintJudge;
  readonly remap: Remap;
  readonly artifacts: readonly Json[];
  readonly space: Space;
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
    space,
  };
}

/** Lets the indices of a result count in the merged run. Says whether more than numbers changed. */
type Remap = (show: (visitor: ReferenceVisitor) => void) => boolean;

function remapper(space: Space): Remap {
  let isLoose = false;
  const visitor = referenceVisitor(space, {
    point: (holder, property, target) => void (holder[property] = target.index),
    loosen: () => void (isLoose = true),
  });
  return (show) => {
    isLoose = false;
    show(visitor);
    return isLoose;
  };
}
