import {
  CHECKLIST_LIMITS,
  STEP_STATUSES,
  type Checklist,
  type ChecklistStep,
  type Gap,
  type StepFinding,
  type StepPlace,
  type StepStatus,
} from '@railgate/contract';
import { decodePath } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import { count, fields, list, relativePath, text, unreadable } from './check-shape.js';
import type { Mask } from './masks.js';
import { publicText } from './plain-error.js';

/**
 * The checklists that a gate handed in, as plain data whose texts are fit for reports. A pass without a word of what was
 * looked at is refused, and so is a step that names findings which the run does not have.
 *
 * @throws {GateError} `REPORT_UNREADABLE` that names the field.
 */
export function checkChecklists(value: unknown, run: sarif.Run, shown: Shown): Checklist[] {
  const checklists = list(value ?? [], 'checklists').map((one) => checklistOf(one, shown));
  if (checklists.length > CHECKLIST_LIMITS.checklists) throw unreadable('it has too many checklists');
  const named = checklists.flatMap(({ steps }) => steps.flatMap(({ findings }) => findings));
  if (named.length > CHECKLIST_LIMITS.findings) throw unreadable('its checklists name too many findings');
  const known = named.length > 0 ? findingKeys(run) : new Set<string>();
  const unknown = named.find((finding) => !known.has(stepFindingKey(finding)));
  if (unknown)
    throw unreadable(`a checklist names a finding of ${unknown.ruleId} that the run does not have`);
  return checklists;
}

/** How a text becomes public. */
interface Shown {
  /** Of the scanned repository. */
  readonly root: string;
  readonly mask?: Mask | undefined;
}

/** What a finding and its mention in a step have in common. */
export function stepFindingKey({ ruleId, path, line }: StepFinding): string {
  return `${ruleId}\0${path}\0${line}`;
}

/** A step that nobody could check, in a gate that names no gap at all: unknown is never clean. */
export function checklistGaps(checklists: readonly Checklist[], gaps: readonly Gap[]): Gap[] {
  if (gaps.length > 0) return [];
  return checklists.flatMap(({ subject, steps }) =>
    steps
      .filter(({ status, informational }) => status === 'unknown' && informational !== true)
      .map(({ title, evidence, place }): Gap => {
        const message = `${title} of ${subject} could not be checked: ${evidence}.`;
        return { code: 'PART_SKIPPED', message, ...(place && { path: place.path }) };
      }),
  );
}

function checklistOf(value: unknown, shown: Shown): Checklist {
  const checklist = fields(value, 'checklists');
  const steps = list(checklist['steps'], 'checklists.steps').map((one) => stepOf(one, shown));
  if (steps.length > CHECKLIST_LIMITS.steps) throw unreadable('a checklist has too many steps');
  const ids = new Set(steps.map(({ id }) => id));
  if (steps.length === 0 || ids.size < steps.length)
    throw unreadable('checklists.steps are none, or not told apart');
  return {
    title: words(checklist['title'], 'checklists.title', shown),
    subject: words(checklist['subject'], 'checklists.subject', shown),
    steps,
  };
}

function stepOf(value: unknown, shown: Shown): ChecklistStep {
  const step = fields(value, 'checklists.steps');
  const { id, place, informational } = step;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(id))
    throw unreadable('checklists.steps.id is no id');
  const status = statusOf(step['status']);
  const findings = list(step['findings'], 'checklists.steps.findings').map(findingOf);
  if (status === 'findings' ? findings.length === 0 : findings.length > 0)
    throw unreadable(`the step ${id} is ${status} and has ${findings.length} findings`);
  return {
    id,
    title: words(step['title'], 'checklists.steps.title', shown),
    status,
    evidence: words(step['evidence'], `the evidence of the step ${id}`, shown),
    ...(place !== undefined && { place: placeOf(place) }),
    findings,
    ...(informational === true && { informational }),
  };
}

function statusOf(value: unknown): StepStatus {
  const status = STEP_STATUSES.find((one) => one === value);
  if (status) return status;
  throw unreadable('checklists.steps.status is unknown');
}

function findingOf(value: unknown): StepFinding {
  const finding = fields(value, 'checklists.steps.findings');
  return {
    ruleId: text(finding['ruleId'], 'checklists.steps.findings.ruleId'),
    path: findingPath(finding['path']),
    line: Math.max(1, count(finding['line'], 'checklists.steps.findings.line')),
  };
}

/** Empty for one in no file of the repository. */
function findingPath(value: unknown): string {
  return value === '' ? '' : relativePath(value, 'checklists.steps.findings.path');
}

function placeOf(value: unknown): StepPlace {
  const { path, line } = fields(value, 'checklists.steps.place');
  return {
    path: relativePath(path, 'checklists.steps.place.path'),
    ...(line !== undefined && { line: Math.max(1, count(line, 'checklists.steps.place.line')) }),
  };
}

/** Never empty: a step that says nothing proves nothing. */
function words(value: unknown, name: string, { root, mask }: Shown): string {
  const said = publicText(text(value, name), root, mask).trim();
  if (said === '') throw unreadable(`${name} says nothing`);
  const { text: limit } = CHECKLIST_LIMITS;
  return said.length > limit ? `${said.slice(0, limit - 1).toWellFormed()}…` : said;
}

function findingKeys(run: sarif.Run): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { ruleId = '', locations } of run.results ?? []) {
    const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
    const path = decodePath(artifactLocation?.uri ?? '');
    keys.add(stepFindingKey({ ruleId, path, line: region?.startLine ?? 1 }));
  }
  return keys;
}
