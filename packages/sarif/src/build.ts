import {
  compareText,
  GAPS,
  HOMEPAGE,
  VERSION,
  automationId,
  groupBy,
  ruleHelpUri,
  type EngineEvidence,
  type Evidence,
  type Finding,
  type Fix,
  type Gap,
  type GateMeta,
  type ImageFinding,
  type ImagePlace,
  type NotScanned,
  type Place,
  type Region,
  type Rule,
  type Severity,
} from '@railgate/contract';
import type * as sarif from 'sarif';

import { canonicalAdvisory, sortAdvisories, spellAdvisory } from './advisories/canonical.js';
import { encodePath } from './encode-path.js';
import { levelOf, scoreOf, severityOfScore } from './severity.js';

export interface RunParts {
  readonly meta: Pick<GateMeta, 'id' | 'title'>;
  readonly target: string;
  /** All rules that ran, also those that found nothing. */
  readonly rules: readonly Rule[];
  readonly findings: readonly AnyFinding[];
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly notScanned?: readonly NotScanned[];
}

/** In a file of the repository, or in an image that none explains. */
export type AnyFinding = Finding | ImageFinding;

/** The run of one gate on one target. Fingerprints and snippets come later, from `finishRun`. */
export function buildRun(parts: RunParts): sarif.Run {
  const rules = [...parts.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const index = new Map(rules.map((rule, i) => [rule.id, i]));
  return {
    tool: {
      driver: {
        name: parts.meta.title,
        semanticVersion: VERSION,
        version: VERSION,
        informationUri: HOMEPAGE,
        rules: rules.map(descriptorOf),
      },
      ...(parts.evidence.engines.length > 0 && { extensions: parts.evidence.engines.map(toExtension) }),
    },
    automationDetails: { id: automationId(parts.meta.id, parts.target) },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the scanned repository.' } } },
    invocations: [
      {
        executionSuccessful: parts.gaps.length === 0,
        ...(parts.gaps.length > 0 && { toolExecutionNotifications: parts.gaps.map(toNotification) }),
      },
    ],
    results: [...parts.findings].sort(byPlace).map((finding) => toResult(finding, rules, index)),
    properties: {
      evidence: parts.evidence,
      ...(parts.notScanned && parts.notScanned.length > 0 && { notScanned: parts.notScanned }),
    },
  };
}

/** The rules of a gate are the same for every target. */
const descriptors = new WeakMap<Rule, sarif.ReportingDescriptor>();

function descriptorOf(rule: Rule): sarif.ReportingDescriptor {
  const known = descriptors.get(rule) ?? toDescriptor(rule);
  descriptors.set(rule, known);
  return known;
}

function toDescriptor(rule: Rule): sarif.ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.name,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.description },
    help: { text: `${rule.why} ${rule.remediation}`, markdown: helpMarkdown(rule) },
    helpUri: rule.helpUri ?? ruleHelpUri(rule.id),
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: ['security', ...rule.cwe.map((cwe) => `external/cwe/cwe-${cwe}`), ...(rule.tags ?? [])],
      precision: rule.precision,
      'problem.severity':
        { error: 'error', warning: 'warning' }[levelOf(rule.severity) as string] ?? 'recommendation',
      'security-severity': scoreOf(rule.severity),
      severity: rule.severity,
      ...(rule.catalogue && { catalogue: rule.catalogue }),
    },
  };
}

/** The same text on GitHub's alert page, in `railgate explain` and in the docs. */
export function helpMarkdown(rule: Rule): string {
  const parts = [rule.description, `**Why it matters.** ${rule.why}`, `**Remediation.** ${rule.remediation}`];
  if (rule.example) {
    const { language, before, after } = rule.example;
    parts.push(
      `Before:\n\n\`\`\`${language}\n${before}\n\`\`\``,
      `After:\n\n\`\`\`${language}\n${after}\n\`\`\``,
    );
  }
  if (rule.references.length > 0) parts.push(rule.references.map((uri) => `- <${uri}>`).join('\n'));
  return parts.join('\n\n');
}

function toExtension(engine: EngineEvidence): sarif.ToolComponent {
  return { name: engine.name, version: engine.version };
}

/** A gap as SARIF tells it. */
export function toNotification(gap: Gap): sarif.Notification {
  return {
    level: 'error',
    descriptor: { id: gap.code },
    message: { text: `${gap.message} ${gap.remedy ?? GAPS[gap.code].advice}` },
    ...(gap.path !== undefined && {
      locations: [toLocation({ path: gap.path, region: { startLine: gap.line ?? 1 } })],
    }),
  };
}

function toResult(
  finding: AnyFinding,
  rules: readonly Rule[],
  index: ReadonlyMap<string, number>,
): sarif.Result {
  const ruleIndex = index.get(finding.ruleId);
  const rule = ruleIndex === undefined ? undefined : rules[ruleIndex];
  if (ruleIndex === undefined || !rule) throw new Error(`Finding of an undeclared rule: ${finding.ruleId}`);
  checkVulnerabilityId(finding);
  const severity = finding.severity ?? rule.severity;
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    kind: 'fail',
    level: levelOf(severity),
    message: { text: finding.message },
    locations: [finding.at ? toLocation(finding.at) : toImageLocation(finding.in)],
    ...(finding.related &&
      finding.related.length > 0 && {
        relatedLocations: finding.related.map((place, id) => ({ id, ...toLocation(place) })),
      }),
    ...(finding.at && finding.fix && { fixes: [toFix(finding.fix)] }),
    properties: {
      severity,
      'security-severity': reportedScore(finding, severity) ?? scoreOf(severity),
      ...subjectProperties(finding),
      ...(finding.engine && { engine: finding.engine }),
      ...(finding.at && placedProperties(finding)),
    },
  };
}

function placedProperties({ commits, version, fix }: Finding): sarif.PropertyBag {
  return {
    ...(commits && { commits }),
    ...(version !== undefined && { version }),
    ...(fix && { fixSafe: fix.safe }),
  };
}

/** A vulnerability has one name in all reports; a rule of another kind (`sca/…`) may be about a package, too. */
function checkVulnerabilityId({ ruleId, subject }: AnyFinding): void {
  if (subject?.kind !== 'dependency' || subject.advisories.length === 0) return;
  const canonical = canonicalAdvisory(subject.advisories);
  if (ruleId !== canonical && subject.advisories.some((id) => spellAdvisory(id) === spellAdvisory(ruleId)))
    throw new Error(`Finding of ${ruleId}, whose canonical id is ${canonical}.`);
}

/** What identity, waivers and baselines go by; `readResults` reads it back. */
function subjectProperties({ subject }: AnyFinding): sarif.PropertyBag {
  if (!subject) return {};
  if (subject.kind === 'secret') return { secret: true };
  if (subject.kind === 'file') return { wholeFile: true };
  if (subject.kind === 'image') return { image: { name: subject.image, what: subject.what } };
  const { purl, advisories, image, sources } = subject;
  return {
    dependency: { purl, advisories: sortAdvisories(advisories), ...(image !== undefined && { image }) },
    ...(sources && sources.length > 0 && { sources }),
  };
}

/** The highest CVSS score that an engine gave, where it says the same as the severity. */
function reportedScore({ subject }: AnyFinding, severity: Severity): string | undefined {
  let highest: number | undefined;
  for (const { score } of subject?.kind === 'dependency' ? (subject.sources ?? []) : []) {
    if (score === undefined || severityOfScore(score) !== severity) continue;
    highest = Math.max(highest ?? score, score);
  }
  return highest?.toFixed(1);
}

function toLocation(place: Place): sarif.Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodePath(place.path), uriBaseId: 'SRCROOT' },
      region: toRegion(place.region),
    },
    ...(place.message !== undefined && { message: { text: place.message } }),
  };
}

/** No file that nobody has: an image is a logical location (SARIF 3.33). */
function toImageLocation({ image, path }: ImagePlace): sarif.Location {
  const fullyQualifiedName = path === undefined ? image : `${image}:/${path}`;
  return { logicalLocations: [{ name: image, fullyQualifiedName, kind: 'image' }] };
}

function toRegion(region: Region): sarif.Region {
  const { startLine, startColumn, endLine, endColumn } = region;
  return {
    startLine,
    ...(startColumn !== undefined && { startColumn }),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
}

function toFix(fix: Fix): sarif.Fix {
  const byPath = groupBy(fix.edits, ({ path }) => path);
  return {
    description: { text: fix.description },
    artifactChanges: [...byPath].map(([path, edits]) => ({
      artifactLocation: { uri: encodePath(path), uriBaseId: 'SRCROOT' },
      replacements: edits.map((edit) => ({
        deletedRegion: toRegion(edit.region),
        insertedContent: { text: edit.text },
      })),
    })),
  };
}

function byPlace(a: AnyFinding, b: AnyFinding): number {
  return (
    compareText(a.at?.path ?? '', b.at?.path ?? '') ||
    (a.at?.region.startLine ?? 0) - (b.at?.region.startLine ?? 0) ||
    (a.at?.region.startColumn ?? 0) - (b.at?.region.startColumn ?? 0) ||
    compareText(imagePlace(a), imagePlace(b)) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}

function imagePlace(finding: AnyFinding): string {
  return finding.at ? '' : `${finding.in.image}\0${finding.in.path ?? ''}`;
}
