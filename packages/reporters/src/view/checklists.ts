import {
  compareSeverity,
  reaches,
  type ManifestChecklist,
  type ManifestStep,
  type RunManifest,
  type Severity,
} from '@railgate/contract';

import type { Signal } from './outcomes.js';
import { counted, listed } from './words.js';

/** One checklist as the reports for people show it. */
export interface ChecklistView {
  readonly gate: string;
  readonly target: string;
  /** `Quick-Check`. Data of a gate. */
  readonly title: string;
  /** Name of the service. Data of the repository. */
  readonly subject: string;
  /** The loudest of its steps. */
  readonly signal: Signal;
  readonly steps: readonly StepView[];
  /** Nothing to look at: no findings, and nothing unknown that counts. */
  readonly quiet: boolean;
  /** `6 of 9 steps pass, 2 not applicable`, with the titles of the steps that ask for something. */
  readonly text: string;
  /** `12 findings, worst high`, `2 steps unknown`; empty where all is well. */
  readonly summary: string;
}

export interface StepView {
  readonly step: ManifestStep;
  readonly signal: Signal;
  /** What it came to, in words of ours: `2 findings, worst high`, `could not check`, `pass`. */
  readonly result: string;
}

/** All checklists in the order of the run, those that ask for nothing last. */
export function viewChecklists({ outcomes, policy }: RunManifest): ChecklistView[] {
  const views = outcomes.flatMap(({ gate, target, checklists = [] }) => {
    const threshold = policy.gates[gate]?.failOn ?? policy.failOn;
    const fails = (severity: Severity) => reaches(severity, threshold);
    return checklists.map((checklist) => ({ gate, target, ...viewOf(checklist, fails) }));
  });
  return [...views.filter(({ quiet }) => !quiet), ...views.filter(({ quiet }) => quiet)];
}

const LOUDNESS: readonly Signal[] = ['fails', 'unknown', 'findings', 'clean', 'skipped'];

function viewOf(
  { title, subject, steps }: ManifestChecklist,
  fails: (severity: Severity) => boolean,
): Omit<ChecklistView, 'gate' | 'target'> {
  const views = steps.map((step) => viewStep(step, fails));
  const loud = views.filter(({ step, signal }) => !isQuiet(step, signal));
  const signals = (loud.length > 0 ? loud : views).map(({ signal }) => signal);
  const signal = loud.length > 0 ? LOUDNESS.find((one) => signals.includes(one)) : 'clean';
  return {
    title,
    subject,
    signal: signal ?? 'clean',
    steps: views,
    quiet: loud.length === 0,
    text: describe(views),
    summary: summarize(loud),
  };
}

/** What nobody can know and nothing hangs on is said, and makes no noise. */
function isQuiet({ informational }: ManifestStep, signal: Signal): boolean {
  return signal === 'clean' || signal === 'skipped' || (signal === 'unknown' && informational);
}

function viewStep(step: ManifestStep, fails: (severity: Severity) => boolean): StepView {
  return { step, signal: signalOf(step, fails), result: resultOf(step) };
}

function signalOf({ status, findings, worst }: ManifestStep, fails: (severity: Severity) => boolean): Signal {
  if (status === 'pass') return 'clean';
  if (status === 'not-applicable') return 'skipped';
  if (status === 'unknown') return 'unknown';
  if (findings === 0) return 'skipped';
  return worst !== undefined && fails(worst) ? 'fails' : 'findings';
}

function resultOf({ status, findings, waived, worst }: ManifestStep): string {
  if (status === 'pass') return 'pass';
  if (status === 'not-applicable') return 'not applicable';
  if (status === 'unknown') return 'could not check';
  const open =
    findings > 0 ? `${counted(findings, 'finding')}${worst === undefined ? '' : `, worst ${worst}`}` : '';
  return [open, waived > 0 ? `${waived} waived` : ''].filter((part) => part !== '').join('; ');
}

function summarize(loud: readonly StepView[]): string {
  const findings = loud.reduce((sum, { step }) => sum + step.findings, 0);
  const [worst] = loud.flatMap(({ step }) => step.worst ?? []).sort(compareSeverity);
  const unknown = loud.filter(({ signal }) => signal === 'unknown').length;
  const found =
    findings > 0 ? `${counted(findings, 'finding')}${worst === undefined ? '' : `, worst ${worst}`}` : '';
  return [found, unknown > 0 ? `${counted(unknown, 'step')} unknown` : '']
    .filter((part) => part !== '')
    .join('; ');
}

function describe(views: readonly StepView[]): string {
  const of = (wanted: (view: StepView) => boolean) => views.filter(wanted).map(({ step }) => step.title);
  const found = of(({ step }) => step.status === 'findings' && step.findings > 0);
  const unknown = of(({ step }) => step.status === 'unknown' && !step.informational);
  const untold = of(({ step }) => step.status === 'unknown' && step.informational);
  const passed = of(({ step }) => step.status === 'pass').length;
  const other = of(({ step }) => step.status === 'not-applicable').length;
  const parts = [
    found.length > 0 ? `findings: ${listed(found)}` : '',
    unknown.length > 0 ? `could not check: ${listed(unknown)}` : '',
    `${passed} of ${counted(views.length, 'step')} pass${other > 0 ? `, ${other} not applicable` : ''}`,
    untold.length > 0 ? `not to be told here: ${listed(untold)}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** `src/server.ts:12`. */
export function placeOfStep({ place }: ManifestStep): string | undefined {
  if (!place) return undefined;
  return place.line === undefined ? place.path : `${place.path}:${place.line}`;
}
