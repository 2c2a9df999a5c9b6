import { groupBy } from '@railgate/contract';

import { oneLine } from '../text/safe-text.js';
import { clip, displayWidth, pad } from '../text/display-width.js';
import { wrap } from '../text/wrap.js';
import type { OutcomeView, Signal } from '../view/outcomes.js';
import { describeCount } from '../view/outcomes.js';
import { counted } from '../view/words.js';
import type { Layout } from './layout.js';

/** Rows beyond this say nothing that the HTML report does not say better. */
const ROW_LIMIT = 40;
const NOISE: readonly Signal[] = ['clean', 'skipped'];

interface Row {
  readonly signals: OutcomeView['signals'];
  readonly cells: readonly [gate: string, target: string];
  readonly text: string;
}

/** One line a gate and target; columns are aligned by display width, and the last one wraps. */
export function gatesTable(outcomes: readonly OutcomeView[], layout: Layout): string[] {
  if (outcomes.length === 0) return ['  No gate ran.'];
  const shown = choose(outcomes);
  const rows = toRows(shown);
  const widths = [0, 1].map((column) => columnWidth(rows, column as 0 | 1, layout.width));
  const lines = rows.flatMap((row) => printRow(row, widths, layout));
  const left = outcomes.length - shown.length;
  return left > 0
    ? [...lines, layout.paint.dim(`  and ${counted(left, 'more row')} in ${layout.reportFile}`)]
    : lines;
}

/** With too many rows the quiet ones go first, the order stays. */
function choose(outcomes: readonly OutcomeView[]): readonly OutcomeView[] {
  if (outcomes.length <= ROW_LIMIT) return outcomes;
  const loud = outcomes.filter(({ signals }) => !NOISE.includes(signals[0]));
  const quiet = outcomes.filter(({ signals }) => NOISE.includes(signals[0]));
  const kept = new Set([...loud, ...quiet].slice(0, ROW_LIMIT));
  return outcomes.filter((outcome) => kept.has(outcome));
}

/** A gate that skips many targets for one reason says it once. */
function toRows(outcomes: readonly OutcomeView[]): Row[] {
  const skips = groupBy(
    outcomes.filter(({ outcome }) => outcome.status === 'skipped'),
    skipKey,
  );
  return outcomes.flatMap((view) => {
    const same = (view.outcome.status === 'skipped' && skips.get(skipKey(view))) || [];
    if (same.length < 3) return [toRow(view)];
    const row = toRow(view);
    return view === same[0] ? [{ ...row, cells: [row.cells[0], `${same.length} targets`] as const }] : [];
  });
}

function skipKey({ outcome }: OutcomeView): string {
  return `${outcome.gate}\0${outcome.reason ?? ''}`;
}

function toRow({ outcome, signals, text }: OutcomeView): Row {
  const notes = [text];
  if (outcome.status === 'skipped' && outcome.reason !== undefined)
    notes[0] = `skipped: ${oneLine(outcome.reason)}`;
  if (outcome.evidence) notes.push(`${describeCount(outcome.evidence.seen)} read`);
  if (!outcome.enforced) notes.push('report only');
  return {
    signals,
    cells: [oneLine(outcome.gate), oneLine(outcome.target)],
    text: oneLine(notes.join(', ')),
  };
}

function columnWidth(rows: readonly Row[], column: 0 | 1, width: number): number {
  const widest = Math.max(...rows.map(({ cells }) => displayWidth(cells[column])));
  return Math.min(widest, Math.max(8, Math.floor(width / 4)));
}

function printRow({ signals, cells, text }: Row, widths: readonly number[], layout: Layout): string[] {
  const [gateWidth = 0, targetWidth = 0] = widths;
  const { paint, symbols, width } = layout;
  const marks =
    signals.map((signal = 'clean') => paint.signal(signal, symbols[signal])).join('') +
    ' '.repeat(2 - signals.length);
  const gate = paint.bold(pad(clip(cells[0], gateWidth), gateWidth));
  const target = pad(clip(cells[1], targetWidth, 'end'), targetWidth);
  const indent = 2 + 2 + 1 + gateWidth + 2 + targetWidth + 2;
  const [first = '', ...rest] = wrap(text, width - indent);
  const quiet = signals[0] === 'skipped' ? paint.dim : (line: string) => line;
  return [
    `  ${marks} ${gate}  ${target}  ${quiet(first)}`,
    ...rest.map((line) => ' '.repeat(indent) + quiet(line)),
  ];
}
