import {
  CHECKLIST_LIMITS,
  compareSeverity,
  groupBy,
  listed,
  plainText,
  type Checklist,
  type ChecklistStep,
  type Rule,
  type Severity,
} from '@railgate/contract';

import type { AnyFinding } from '../findings/vulnerabilities.js';
import type { ImageView } from '../findings/view.js';
import type { Unknown } from './look-at.js';

/** An image with what was found in it. */
export interface JudgedImage {
  readonly view: ImageView;
  readonly findings: readonly AnyFinding[];
  /** Why nobody knows of its settings. */
  readonly unchecked?: string | undefined;
}

type StepId = 'packages' | 'vulnerabilities' | 'secrets' | 'settings';

const TITLES: Readonly<Record<StepId, string>> = {
  packages: 'Distribution and packages',
  vulnerabilities: 'Known vulnerabilities',
  secrets: 'Secrets in layers',
  settings: 'Settings',
};

/** One list an image: what was looked at, and which images were not. */
export function checklistsOf(
  judged: readonly JudgedImage[],
  unknown: readonly Unknown[],
  rules: readonly Rule[],
): Checklist[] {
  const severities = new Map(rules.map(({ id, severity }) => [id, severity]));
  const seen = judged.map((image) => ({
    title: 'Image',
    subject: text(`${image.view.name}${image.view.isBase ? ` (base of ${basePaths(image.view)})` : ''}`),
    steps: stepsOf(image, severities),
  }));
  return [...seen, ...unknown.map(unknownList)].slice(0, CHECKLIST_LIMITS.checklists);
}

function basePaths({ uses }: ImageView): string {
  return listed([...new Set(uses.map(({ at }) => plainText(at.path, 100)))], 3);
}

function stepsOf(image: JudgedImage, severities: ReadonlyMap<string, Severity>): ChecklistStep[] {
  const { findings } = image;
  const byStep = groupBy(findings, stepOf);
  return (Object.keys(TITLES) as StepId[]).map((id): ChecklistStep => {
    const own = byStep.get(id) ?? [];
    const [worst] = [...own].sort((a, b) =>
      compareSeverity(severityOf(a, severities), severityOf(b, severities)),
    );
    const title = TITLES[id];
    if (!worst) return { id, title, ...answerOf(id, image), findings: [] };
    const named = own.slice(0, STEP_FINDINGS).map(({ ruleId, at }) => ({
      ruleId,
      path: at?.path ?? '',
      line: at?.region.startLine ?? 1,
    }));
    const place = worst.at && { path: worst.at.path, line: worst.at.region.startLine };
    const evidence = text(worst.message.replace(/\.$/, ''));
    return { id, title, status: 'findings', evidence, ...(place && { place }), findings: named };
  });
}

/** Of all steps of all images together, a gate may name 50,000. */
const STEP_FINDINGS = 400;

function stepOf({ ruleId, subject }: AnyFinding): StepId {
  if (subject?.kind === 'dependency') return 'vulnerabilities';
  if (ruleId.startsWith('container/secret-')) return 'secrets';
  return ruleId === 'container/end-of-life-distribution' || ruleId.startsWith('container/licence-')
    ? 'packages'
    : 'settings';
}

function severityOf({ ruleId, severity }: AnyFinding, severities: ReadonlyMap<string, Severity>): Severity {
  return severity ?? severities.get(ruleId) ?? 'info';
}

function answerOf(id: StepId, { view, unchecked }: JudgedImage): Pick<ChecklistStep, 'status' | 'evidence'> {
  const { os, packages } = view.observed;
  const gap = view.observed.gaps[0];
  if (id === 'settings' && view.isBase)
    return { status: 'not-applicable', evidence: 'the Dockerfile that starts from it decides about them' };
  if (id === 'settings' && unchecked !== undefined)
    return { status: 'unknown', evidence: text(unchecked.replace(/\.$/, '')) };
  if (gap && (id === 'packages' || id === 'vulnerabilities'))
    return { status: 'unknown', evidence: text(gap.message.replace(/\.$/, '')) };
  const evidence: Readonly<Record<StepId, string>> = {
    packages: `${os ? `${os.family} ${os.version}` : 'no distribution'}, ${counted(packages.length, 'package')}, ${counted(view.layers.length, 'layer')}; ${originOf(view)}`,
    vulnerabilities: `${counted(packages.length, 'package')} asked about, none of them known as vulnerable`,
    secrets: `${counted(view.layers.length, 'layer')} looked at, without programs, libraries, tests and documentation`,
    settings: `${view.trace.dockerfile === undefined ? 'the configuration' : 'its Dockerfile'} looked at`,
  };
  return { status: 'pass', evidence: text(evidence[id]) };
}

function originOf({ trace, isBase }: ImageView): string {
  if (isBase) return 'a base image';
  if (trace.dockerfile === undefined) return `unmapped: ${(trace.unmapped ?? '').replace(/\.$/, '')}`;
  return `built by ${trace.dockerfile}${trace.base === undefined ? '' : ` on ${trace.base}`}`;
}

function unknownList({ request, name, error }: Unknown): Checklist {
  const subject = text(name ?? request.label.replace(/^The /, ''));
  const [use] = request.uses;
  const place = use && { path: use.at.path, line: use.at.region.startLine };
  return {
    title: 'Image',
    subject,
    steps: [
      {
        id: 'packages',
        title: TITLES.packages,
        status: 'unknown',
        evidence: text(error.message.replace(/\.$/, '')) || 'it could not be looked at',
        ...(place && { place }),
        findings: [],
      },
    ],
  };
}

function text(value: string): string {
  return plainText(value, CHECKLIST_LIMITS.text);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
