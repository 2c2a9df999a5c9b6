import { cleanText, type Finding, type Gap } from '@railgate/contract';

import type { RailwayContext, RailwayRule, Report } from './rule.js';
import type { ServiceModel } from './services/model.js';
import type { TargetModel } from './services/resolve.js';

/** More of one rule in one file is a file that nobody wrote; the rest is a gap. */
export const FINDINGS_LIMIT = 500;

export interface RulesAnswer {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** The services about which a rule said it, where the subject shows them; several may share a file. */
  readonly services: ReadonlyMap<Finding, ReadonlySet<ServiceModel>>;
}

/** Asks every rule about every subject. A rule that fails on one subject is a gap, and the others go on. */
export function runRules(
  model: TargetModel,
  rules: readonly RailwayRule[],
  context: RailwayContext,
): RulesAnswer {
  const findings = new Map<string, Finding>();
  const services = new Map<string, Set<ServiceModel>>();
  const gaps: Gap[] = [];
  for (const rule of rules) {
    for (const kind of Object.keys(rule.checks) as Kind[]) {
      for (const subject of model.subjects[kind]) {
        try {
          const found = ask(rule, kind, subject, context);
          for (const finding of found.slice(0, FINDINGS_LIMIT)) {
            const key = keyOf(finding);
            findings.set(key, finding);
            services.set(key, new Set([...(services.get(key) ?? []), ...servicesOf(subject)]));
          }
          if (found.length > FINDINGS_LIMIT) gaps.push(tooMany(rule, subject));
        } catch (error) {
          gaps.push(crashed(rule, subject, error));
        }
      }
    }
  }
  const linked = [...findings].map(([key, finding]) => [finding, services.get(key) ?? new Set()] as const);
  return { findings: [...findings.values()], gaps, services: new Map(linked) };
}

type Kind = keyof TargetModel['subjects'];
type Subject = TargetModel['subjects'][Kind][number];

function servicesOf(subject: Subject): readonly ServiceModel[] {
  if ('configs' in subject) return [subject];
  if ('services' in subject) return subject.services;
  return 'service' in subject ? [subject.service] : [];
}

/** At most one more than the limit. `kind` says which subject it is; TypeScript cannot tie the two over a loop. */
function ask(rule: RailwayRule, kind: Kind, subject: Subject, context: RailwayContext): Finding[] {
  const check = rule.checks[kind] as
    ((subject: Subject, context: RailwayContext) => Iterable<Omit<Finding, 'ruleId'>>) | undefined;
  const found: Finding[] = [];
  for (const report of check?.call(rule.checks, subject, context) ?? []) {
    found.push({ ruleId: rule.id, ...aboutFile(report), ...report });
    if (found.length > FINDINGS_LIMIT) break;
  }
  return found;
}

/** Two services that share a file get one finding for it. */
/** What stands at a place has columns; the first line without them is where a file as such is shown. */
function aboutFile({ at }: Report): Pick<Report, 'subject'> {
  const { startLine, startColumn } = at.region;
  return startLine === 1 && startColumn === undefined ? { subject: { kind: 'file' } } : {};
}

function keyOf({ ruleId, at, message }: Finding): string {
  return JSON.stringify([ruleId, at.path, at.region, message]);
}

function tooMany(rule: RailwayRule, subject: Subject): Gap {
  const path = pathOf(subject);
  const message = `${rule.id} has more than ${FINDINGS_LIMIT} findings in ${cleanText(path)}; the rest are left out.`;
  return { code: 'PART_SKIPPED', message, path };
}

function crashed(rule: RailwayRule, subject: Subject, error: unknown): Gap {
  const path = pathOf(subject);
  const name = error instanceof Error ? error.name : 'an unknown error';
  return {
    code: 'PART_SKIPPED',
    message: `${rule.id} stopped with ${name} at ${cleanText(path)}, which it has not checked.`,
    path,
  };
}

function pathOf(subject: Subject): string {
  if ('path' in subject) return subject.path;
  if ('document' in subject) return subject.document.path;
  if ('facts' in subject) return subject.facts.path;
  if ('paths' in subject) return subject.paths[0] ?? '.';
  const { configFiles, railpack, dockerfile, root } = subject.service;
  return configFiles[0] ?? railpack ?? dockerfile ?? root;
}
