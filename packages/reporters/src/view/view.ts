import { compareText, groupBy, type NotScanned, type Report, type RunManifest } from '@railgate/contract';

import { viewChecklists, type ChecklistView } from './checklists.js';
import { collectFindings, countSeverities, isOpen, type ReportFinding } from './findings.js';
import { headline, type Headline, type Tally } from './headline.js';
import { viewOutcomes, type OutcomeView } from './outcomes.js';
import { collectUnchecked, type Unchecked } from './unchecked.js';
import { viewWaivers, type WaiverView } from './waivers.js';

/** What the reports for people show, read once out of the manifest and the archive. */
export interface View {
  readonly manifest: RunManifest;
  readonly headline: Headline;
  readonly tally: Tally;
  readonly outcomes: readonly OutcomeView[];
  /** Those that ask for something first. */
  readonly checklists: readonly ChecklistView[];
  /** Worst first; waived and fixed ones last. */
  readonly findings: readonly ReportFinding[];
  readonly open: readonly ReportFinding[];
  readonly waivedFindings: readonly ReportFinding[];
  /** Loudest first: enforced before report-only, waived ones last. */
  readonly unchecked: readonly Unchecked[];
  /** Waivers, comments and other tools' entries: those that somebody has to look at first. */
  readonly waivers: readonly WaiverView[];
  /** What no gate looked at, by reason, the most frequent first. */
  readonly notScanned: readonly (readonly [reason: string, items: readonly NotScanned[]])[];
}

const views = new WeakMap<Report, View>();

/** Made once for all reporters of a run: with many findings it is half of their work. */
export function viewReport(report: Report): View {
  const known = views.get(report);
  if (known) return known;
  const view = makeView(report);
  views.set(report, view);
  return view;
}

function makeView(report: Report): View {
  const { manifest } = report;
  const findings = collectFindings(report);
  const unchecked = collectUnchecked(manifest);
  const open = findings.filter(isOpen);
  const waivedFindings = findings.filter(({ state }) => state === 'waived');
  const tally: Tally = {
    open: open.length,
    counts: countSeverities(open),
    unchecked: unchecked.filter(({ waived, enforced }) => !waived && enforced).length,
    waived: waivedFindings.length + unchecked.filter(({ waived }) => waived).length,
  };
  return {
    manifest,
    headline: headline(manifest, tally),
    tally,
    outcomes: viewOutcomes(manifest, findings),
    checklists: viewChecklists(manifest),
    findings,
    open,
    waivedFindings,
    unchecked,
    waivers: viewWaivers(manifest),
    notScanned: byReason(manifest.notScanned),
  };
}

function byReason(items: readonly NotScanned[]): [string, NotScanned[]][] {
  const groups = groupBy(items, ({ reason }) => reason);
  return [...groups].sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
}
