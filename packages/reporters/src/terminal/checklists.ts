import { clip, displayWidth, pad } from '../text/display-width.js';
import { oneLine } from '../text/safe-text.js';
import { wrapIndented } from '../text/wrap.js';
import type { ChecklistView, StepView } from '../view/checklists.js';
import { counted } from '../view/words.js';
import { checklistGrid } from './checklist-grid.js';
import type { Layout } from './layout.js';

/** As many are shown step by step. */
const DETAILED = 4;
const ROW_LIMIT = 40;
const TITLE_WIDTH = 18;

/** Every checklist: one line a step where few ask for something, a row each with a symbol a step where many do. */
export function checklistLines(checklists: readonly ChecklistView[], layout: Layout): string[] {
  const loud = checklists.filter(({ quiet }) => !quiet).length;
  const shown = checklists.slice(0, ROW_LIMIT);
  const grid = loud > DETAILED ? checklistGrid(shown, layout) : undefined;
  const lines =
    grid ??
    shown.flatMap((view) =>
      view.quiet || loud > DETAILED ? shortEntry(view, layout) : longEntry(view, layout),
    );
  const left = checklists.length - shown.length;
  return left > 0 ? [...lines, `  and ${counted(left, 'more subject')} in ${layout.reportFile}`] : lines;
}

function shortEntry({ subject, signal, text }: ChecklistView, layout: Layout): string[] {
  const [first = '', ...rest] = wrapIndented(oneLine(`${subject}  ${text}`), layout.width, '      ', '    ');
  return [mark(first.trimStart(), signal, layout), ...rest];
}

function longEntry(view: ChecklistView, layout: Layout): string[] {
  const subject = layout.paint.bold(clip(oneLine(view.subject), layout.width - 4, 'end'));
  return [mark(subject, view.signal, layout), ...view.steps.map((step) => stepLine(step, layout))];
}

function mark(text: string, signal: ChecklistView['signal'], { paint, symbols }: Layout): string {
  return `  ${paint.signal(signal, symbols[signal])} ${text}`;
}

/** Never more than one line: what is cut stands in the other reports. */
function stepLine({ step, signal, result }: StepView, { width, paint, symbols }: Layout): string {
  const titleWidth = Math.min(TITLE_WIDTH, Math.max(4, Math.floor(width / 4)));
  const title = pad(clip(oneLine(step.title), titleWidth), titleWidth);
  const text = step.status === 'pass' ? step.evidence : `${result}: ${step.evidence}`;
  const room = width - 6 - displayWidth(title) - 1;
  const shown = clip(oneLine(text), Math.max(8, room));
  const quiet = signal === 'skipped' ? paint.dim : (line: string) => line;
  return `    ${paint.signal(signal, symbols[signal])} ${title} ${quiet(shown)}`;
}
