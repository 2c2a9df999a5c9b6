import {
  CHECKLIST_LIMITS,
  addTo,
  cleanText,
  compareSeverity,
  groupBy,
  type Checklist,
  type ChecklistStep,
  type Finding,
  type Gap,
  type Severity,
} from '@railgate/contract';

import { checkoutStep } from '../checkout/checkout-step.js';
import type { Options } from '../options.js';
import type { RailwayRule } from '../rule.js';
import type { RulesAnswer } from '../run-rules.js';
import type { TargetModel } from '../services/resolve.js';
import type { ServiceMap } from '../services/service-map.js';
import { listed, stepPlace, type Answer } from './answer.js';
import { corsStep, socketStep, urlsStep } from './code-steps.js';
import { deployStep } from './deploy-step.js';
import { conflictStep, dockerfileStep, filesStep } from './file-steps.js';
import { findingsByService } from './findings-by-service.js';
import { portStep } from './port-step.js';
import { viewOf, type ServiceView } from './service-view.js';
import { STEPS, stepOf, type StepId } from './steps.js';

export interface ChecklistParts {
  readonly model: TargetModel;
  readonly services: ServiceMap;
  readonly rules: readonly RailwayRule[];
  readonly answer: RulesAnswer;
  readonly options: Pick<Options, 'requireUpToDate'>;
  /** Of the model and of the rules. */
  readonly gaps: readonly Gap[];
}

/** The Quick-Check of every service of a target, and the gaps of the steps that could not be checked. */
export function checklistsOf(parts: ChecklistParts): {
  readonly checklists: readonly Checklist[];
  readonly gaps: readonly Gap[];
} {
  const { model, services, answer, gaps } = parts;
  const all = model.subjects.service;
  const byService = findingsByService(all, answer);
  const rules = new Map(parts.rules.map((rule) => [rule.id, rule]));
  const shown = all.slice(0, CHECKLIST_LIMITS.checklists);
  const checklists: Checklist[] = [];
  const missing: Gap[] = shown.length < all.length ? [tooMany(all.length)] : [];
  for (const service of shown) {
    const view = viewOf(service, services, gaps);
    const findings = byStep(byService.get(service) ?? [], rules);
    const steps = STEPS.flatMap(({ id, title }) =>
      stepsOf(id, title, findings.get(id) ?? [], parts, view, rules),
    );
    checklists.push({ title: 'Quick-Check', subject: cleanText(service.service.name), steps });
    missing.push(...stepGaps(steps, view, gaps));
  }
  return { checklists, gaps: missing };
}

const ANSWERS: Readonly<Record<Exclude<StepId, 'checkout' | 'other'>, (view: ServiceView) => Answer>> = {
  files: filesStep,
  port: portStep,
  urls: urlsStep,
  cors: corsStep,
  websocket: socketStep,
  dockerfile: dockerfileStep,
  deploy: deployStep,
  conflict: conflictStep,
};

function stepsOf(
  id: StepId,
  title: string,
  findings: readonly Finding[],
  { model, options }: ChecklistParts,
  view: ServiceView,
  rules: ReadonlyMap<string, RailwayRule>,
): ChecklistStep[] {
  const [worst] = [...findings].sort((a, b) => compareSeverity(severityOf(a, rules), severityOf(b, rules)));
  if (worst) {
    const named = findings.map(({ ruleId, at }) => ({ ruleId, path: at.path, line: at.region.startLine }));
    const evidence = evidenceText(worst.message.replace(/[.?!]$/, ''));
    return [{ id, title, status: 'findings', evidence, place: stepPlace(worst.at), findings: named }];
  }
  if (id === 'other') return [];
  const answer = id === 'checkout' ? checkoutStep(model.subjects.checkout[0]?.checkout) : ANSWERS[id](view);
  const { status, evidence, place } = answer;
  // Where only a Dockerfile stands, nobody knows that it is a service at all.
  const isUndecided = id === 'checkout' ? !options.requireUpToDate : !view.model.known;
  const informational = status === 'unknown' && (answer.informational ?? isUndecided);
  return [
    {
      id,
      title,
      status,
      evidence: evidenceText(evidence),
      ...(place && { place }),
      findings: [],
      ...(informational && { informational }),
    },
  ];
}

function evidenceText(text: string): string {
  const { text: limit } = CHECKLIST_LIMITS;
  const clean = cleanText(text);
  return clean.length > limit ? `${clean.slice(0, limit - 1).toWellFormed()}…` : clean;
}

function severityOf({ severity, ruleId }: Finding, rules: ReadonlyMap<string, RailwayRule>): Severity {
  return severity ?? rules.get(ruleId)?.severity ?? 'info';
}

function byStep(
  findings: readonly Finding[],
  rules: ReadonlyMap<string, RailwayRule>,
): Map<StepId, Finding[]> {
  return groupBy(findings, (finding) => {
    const rule = rules.get(finding.ruleId);
    return rule ? stepOf(rule) : 'other';
  });
}

/** One gap for each reason that no file's gap names already; several steps may have the same reason. */
function stepGaps(steps: readonly ChecklistStep[], view: ServiceView, known: readonly Gap[]): Gap[] {
  const { service } = view.model;
  const unreadable = new Set(known.map(({ path }) => path));
  const byReason = new Map<string, ChecklistStep[]>();
  for (const step of steps) {
    const isGap = step.status === 'unknown' && step.informational !== true;
    if (!isGap || (step.place && unreadable.has(step.place.path))) continue;
    addTo(byReason, step.evidence, step);
  }
  return [...byReason].map(([evidence, same]): Gap => {
    const titles = listed(
      same.map(({ title }) => title.replace(/^\d /, '')),
      10,
    );
    const place = same[0]?.place;
    return {
      code: 'PART_SKIPPED',
      message: `${titles} of ${cleanText(service.name)} could not be checked: ${evidence}.`,
      remedy: REMEDY,
      path: place?.path ?? service.root,
      ...(place?.line !== undefined && { line: place.line }),
    };
  });
}

const REMEDY =
  'Say it in a file that this gate reads (a start command, PORT), or let the gap through with a waiver that gives the reason.';

function tooMany(count: number): Gap {
  const { checklists } = CHECKLIST_LIMITS;
  return {
    code: 'PART_SKIPPED',
    message: `Of ${count} services only ${checklists} have a Quick-Check of their own; their findings are there.`,
  };
}
