import type { Report, Reporter } from '@railgate/contract';

import { viewReport } from '../view/view.js';
import { checklistSection } from './checklists.js';
import {
  SYMBOLS,
  findingsSection,
  gatesSection,
  notScannedSection,
  reproduceSection,
  severitySection,
  uncheckedSection,
  verdictSection,
  waivedSection,
  waiversSection,
} from './sections.js';

export interface SummaryOptions {
  /** Most bytes. GitHub drops a step summary over 1 MiB whole; its comments hold 65,536 characters. */
  readonly limit?: number;
}

/** Room for what has no rows: headings, the verdict, the command. */
const FRAME_BYTES = 4000;
const DEFAULT_LIMIT = 1_000_000;

/** The summary for a pull request or a CI job: the verdict first, then what could not be known, then the findings. */
export function renderSummary(report: Report, { limit = DEFAULT_LIMIT }: SummaryOptions = {}): string {
  const view = viewReport(report);
  const share = (part: number) => Math.max(0, Math.floor((limit - FRAME_BYTES) * part));
  const sections = [
    verdictSection(view),
    uncheckedSection(view, share(0.25)),
    gatesSection(view, share(0.15)),
    checklistSection(view, SYMBOLS, share(0.2)),
    severitySection(view),
    findingsSection(view, share(0.25)),
    waivedSection(view, share(0.05)),
    waiversSection(view, share(0.06)),
    notScannedSection(view, share(0.04)),
    reproduceSection(view),
  ];
  const present = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${present.join('\n\n')}\n`;
}

/** `summary.md`. */
export const markdownReporter: Reporter = {
  id: 'markdown',
  file: 'summary.md',
  mediaType: 'text/markdown',
  render: (report) => renderSummary(report),
};
