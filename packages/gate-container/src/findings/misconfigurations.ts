import { VERSION, compareText, plainText, sentence, type ImageFinding, type Rule } from '@railgate/contract';

import type { DockerfileDocument } from '@railgate/code';

import { quotedCause } from '../trace/places.js';
import type { Misconfiguration } from '../trivy/observed.js';
import { placed } from './sites.js';
import type { ImageView } from './view.js';
import type { AnyFinding } from './vulnerabilities.js';

export interface Misconfigurations {
  readonly findings: readonly AnyFinding[];
  /** One a check of the scanner. */
  readonly rules: readonly Rule[];
}

/** By the path of the Dockerfile. */
export type DockerfileChecks = ReadonlyMap<string, readonly Misconfiguration[]>;

/** What the scanner says of Dockerfiles. What it gives no line to is missing in what the last `FROM` begins. */
export function dockerfileFindings(
  checks: DockerfileChecks,
  documents: ReadonlyMap<string, DockerfileDocument>,
): Misconfigurations {
  const findings: AnyFinding[] = [];
  const rules: Rule[] = [];
  for (const [path, seen] of [...checks].sort(([a], [b]) => compareText(a, b))) {
    for (const one of seen) {
      const { startLine = documents.get(path)?.final.from.region.startLine ?? 1, endLine = startLine } = one;
      rules.push(checkRule(one));
      findings.push({
        ruleId: ruleIdOf(one),
        message: `${saying(one)} ${remedyOf(one)}`.trim(),
        severity: one.severity,
        at: { path, region: { startLine, ...(endLine > startLine && { endLine }) } },
      });
    }
  }
  return { findings, rules };
}

/**
 * What it says of the settings of an image. Not of one that is only built on, whose settings the Dockerfile changes; and
 * not what it says of the Dockerfile that made the image: that is one finding, there.
 */
export function imageFindings(view: ImageView, checks: DockerfileChecks): Misconfigurations {
  if (view.isBase) return { findings: [], rules: [] };
  const { dockerfile } = view.trace;
  const known = new Set((dockerfile === undefined ? [] : (checks.get(dockerfile) ?? [])).map(({ id }) => id));
  const seen = distinct(view.observed.misconfigurations.filter(({ id }) => !known.has(id)));
  return { findings: seen.map((one) => inImage(one, view)), rules: seen.map(checkRule) };
}

function inImage(one: Misconfiguration, view: ImageView): AnyFinding {
  const { trace, name, named } = view;
  const cause = quotedCause(trace, one.instruction);
  const at = cause && { path: cause.path, region: cause.region };
  const instruction = one.instruction === undefined ? '' : ` (\`${plainText(one.instruction, 200)}\`)`;
  const subject: ImageFinding['subject'] = {
    kind: 'image',
    image: name,
    what: `${one.id} ${plainText(one.instruction ?? '', 200)}`.trim(),
  };
  const message =
    `In the image ${plainText(name, 200)}${instruction}: ${saying(one)} ${remedyOf(one)}`.trim();
  const rest = { ruleId: ruleIdOf(one), message, severity: one.severity, subject };
  const related = named && !at ? [{ ...named, message: 'The image is named here.' }] : [];
  return placed(rest, { from: at ? 'own' : 'unknown', ...(at && { at }), related, image: name }, undefined);
}

function distinct(seen: readonly Misconfiguration[]): Misconfiguration[] {
  return [...new Map(seen.map((one) => [`${one.id}\0${one.instruction ?? ''}`, one])).values()];
}

/** Some checks have the same words for what is wrong and what to do. */
function remedyOf({ message, resolution }: Misconfiguration): string {
  const remedy = sentence(resolution, 300);
  return sentence(message, 400) === remedy ? '' : remedy;
}

function saying({ title, message }: Misconfiguration): string {
  const [what, why] = [sentence(title, 300), sentence(message, 400)];
  return what === '' || what === why ? why : `${what} ${why}`.trim();
}

/** `container/ds-0002`. What is no id of Trivy's form gets one all the same. */
function ruleIdOf({ id }: Misconfiguration): string {
  const plain = id
    .toLowerCase()
    .replace(/^avd-/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `container/${plain === '' ? 'check' : plain.slice(0, 60)}`;
}

function checkRule(one: Misconfiguration): Rule {
  const { id, title, resolution, severity, url } = one;
  const summary = sentence(title, 1024) || 'A setting of an image that is not safe.';
  return {
    id: ruleIdOf(one),
    name: pascal(id),
    summary,
    description: `${summary} This is the check ${plainText(id, 60)} of Trivy, of a Dockerfile or of the configuration of an image.`,
    why: 'A setting of an image holds for every container that is started from it, wherever that runs.',
    remediation: sentence(resolution, 1000) || 'Follow what the page of the check says.',
    severity,
    precision: 'high',
    cwe: [],
    tags: ['misconfiguration'],
    references: [],
    helpUri:
      pageOf(url) ?? `https://avd.aquasec.com/misconfig/${encodeURIComponent(id.toLowerCase().slice(0, 60))}`,
    since: VERSION,
  };
}

function pageOf(url: string | undefined): string | undefined {
  return url !== undefined && /^https:\/\/avd\.aquasec\.com\/[\w./-]{1,200}$/.test(url) ? url : undefined;
}

/** `DS-0002` → `Ds0002`. */
function pascal(id: string): string {
  const letters = id.toLowerCase().replace(/[^a-z0-9]/g, '');
  const name = /^[a-z]/.test(letters) ? letters : `check${letters}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1, 60)}`;
}
