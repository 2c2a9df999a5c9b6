import type { Severity } from '@railgate/contract';

import type { Flow } from '../flow/flow.js';
import type { Taint } from '../flow/taint.js';
import type { Node } from '../model/ast.js';
import type { SourceModel } from '../model/source-model.js';

/** What a check saw, before it becomes a finding. */
export interface Hit {
  readonly ruleId: string;
  /** Text of the file goes in as it is; the engine cleans it. */
  readonly message: string;
  readonly severity: Severity;
  /** The dangerous expression. */
  readonly node: Pick<Node, 'range'>;
  readonly related?: readonly { readonly node: Pick<Node, 'range'>; readonly message: string }[];
}

export interface CheckInput {
  readonly model: SourceModel;
  readonly flow: Flow;
  /** Major version of a dependency as the nearest package.json wants it, where one says so. */
  dependencyMajor(name: string): number | undefined;
  report(hit: Hit): void;
}

/** One class of findings in one file. */
export type Check = (input: CheckInput) => void;

/** A hit with the way from the source, its severity lowered where the source is not another person's. */
export function flowHit(
  taint: Taint,
  hit: Pick<Hit, 'ruleId' | 'severity' | 'node'> & { readonly reaches: string },
): Hit {
  return {
    ruleId: hit.ruleId,
    severity: severityOf(taint, hit.severity),
    node: hit.node,
    message: `\`${taint.label}\` reaches ${hit.reaches}.`,
    related: [{ node: taint.source, message: `\`${taint.label}\` comes from outside here.` }],
  };
}

function severityOf(taint: Taint, severity: Severity): Severity {
  if (taint.kind === 'argument') return 'low';
  return taint.kind === 'answer' ? 'medium' : severity;
}
