import type { ChecklistView, StepView } from '../view/checklists.js';
import { placeOfStep } from '../view/checklists.js';
import type { Signal } from '../view/outcomes.js';
import type { View } from '../view/view.js';
import { counted } from '../view/words.js';
import { bounded } from './bounded.js';
import { code, inline, prose } from './escape.js';

/** A table for each subject that asks for something, and one for all others. */
export function checklistSection(
  { checklists }: View,
  symbols: Readonly<Record<Signal, string>>,
  bytes: number,
): string[] {
  if (checklists.length === 0) return [];
  const loud = checklists.filter(({ quiet }) => !quiet);
  const quiet = checklists.filter((view) => view.quiet);
  const quietLines = quietTable(quiet, symbols, Math.floor(bytes / 4));
  const lines: string[] = [];
  let left = bytes - byteLength(quietLines);
  let shown = 0;
  for (const view of loud) {
    const table = tableOf(view, symbols);
    left -= byteLength(table);
    if (left < 0) break;
    lines.push(...table);
    shown++;
  }
  const missing = loud.length - shown;
  if (missing > 0)
    lines.push(
      '',
      `_${counted(missing, 'more checklist')} left out here; all of them are in \`report.html\`._`,
    );
  const title = [...new Set(checklists.map((one) => one.title))]
    .map((one) => inline(one, 100))
    .slice(0, 5)
    .join(', ');
  return [`### ${title}`, ...lines, ...quietLines];
}

function tableOf(view: ChecklistView, symbols: Readonly<Record<Signal, string>>): string[] {
  const rows = view.steps.map((step) => stepRow(step, symbols));
  return [
    '',
    `#### ${symbols[view.signal]} ${code(view.subject, 200)}`,
    '',
    '| Step | Result | What was seen |',
    '|---|---|---|',
    ...rows,
  ];
}

function stepRow({ step, signal, result }: StepView, symbols: Readonly<Record<Signal, string>>): string {
  const words = signal === 'fails' || signal === 'unknown' ? `**${result}**` : result;
  const place = placeOfStep(step);
  // Most texts name the place themselves.
  const where = place === undefined || step.evidence.includes(place) ? '' : ` (${code(place, 200)})`;
  return `| ${inline(step.title, 100)} | ${symbols[signal]} ${words} | ${prose(step.evidence)}${where} |`;
}

function quietTable(
  quiet: readonly ChecklistView[],
  symbols: Readonly<Record<Signal, string>>,
  bytes: number,
): string[] {
  if (quiet.length === 0) return [];
  const head = ['', '| Nothing to do | Steps |', '|---|---|'];
  const rows = quiet.map(
    ({ subject, text, signal }) => `| ${symbols[signal]} ${code(subject, 200)} | ${inline(text)} |`,
  );
  return bounded({ head, rows, total: quiet.length, bytes, most: 100, things: 'checklists' });
}

function byteLength(lines: readonly string[]): number {
  return Buffer.byteLength(lines.join('\n')) + 1;
}
