import { clip, pad } from '../text/display-width.js';
import { oneLine } from '../text/safe-text.js';
import { wrapIndented } from '../text/wrap.js';
import type { ChecklistView } from '../view/checklists.js';
import type { Signal } from '../view/outcomes.js';
import type { Layout } from './layout.js';

/** Narrower there is no room for words beside the symbols. */
const LEAST_WIDTH = 64;
const MOST_COLUMNS = 14;

const WORDS: readonly (readonly [Signal, string])[] = [
  ['clean', 'pass'],
  ['fails', 'findings'],
  ['findings', 'findings below the threshold'],
  ['unknown', 'could not check'],
  ['skipped', 'not applicable or waived'],
];

/** A row a subject and a column a step, with the meaning of both below. Undefined where that cannot be printed. */
export function checklistGrid(checklists: readonly ChecklistView[], layout: Layout): string[] | undefined {
  const titles = new Map(
    checklists.flatMap(({ steps }) => steps.map(({ step }) => [step.id, step.title] as const)),
  );
  const sameKind = new Set(checklists.map(({ title }) => title)).size === 1;
  if (layout.width < LEAST_WIDTH || titles.size > MOST_COLUMNS || !sameKind) return undefined;
  const columns = inOrder(checklists, [...titles.keys()]);
  const room = Math.min(28, Math.max(8, ...checklists.map(({ subject }) => oneLine(subject).length)));
  const head = columns.map((id) => initial(titles.get(id))).join(' ');
  return [
    `    ${pad('', room)}  ${head}`,
    ...checklists.map((view) => row(view, columns, room, layout)),
    ...wrapIndented(oneLine(columns.map((id) => legend(titles.get(id))).join(', ')), layout.width, '    '),
    ...wrapIndented(symbolLegend(checklists, layout), layout.width, '    '),
  ];
}

/** A step that only some have stands behind those that all have. */
function inOrder(checklists: readonly ChecklistView[], ids: readonly string[]): readonly string[] {
  const often = (id: string) =>
    checklists.filter(({ steps }) => steps.some(({ step }) => step.id === id)).length;
  const everywhere = ids.filter((id) => often(id) === checklists.length);
  return [...everywhere, ...ids.filter((id) => !everywhere.includes(id))];
}

function row(
  view: ChecklistView,
  columns: readonly string[],
  room: number,
  { width, paint, symbols }: Layout,
): string {
  const marks = columns.map((id) => {
    const signal = view.steps.find(({ step }) => step.id === id)?.signal;
    return signal === undefined ? ' ' : paint.signal(signal, symbols[signal]);
  });
  const subject = pad(clip(oneLine(view.subject), room, 'end'), room);
  const left = width - (4 + room + 2 + columns.length * 2 - 1 + 2);
  const text = clip(view.summary, Math.max(0, left));
  return `  ${paint.signal(view.signal, symbols[view.signal])} ${subject}  ${marks.join(' ')}  ${text}`.trimEnd();
}

/** `3 Port line` has a number of its own. */
function initial(title = ''): string {
  return clip(oneLine(title.trim().charAt(0)), 1) || '?';
}

function legend(title = ''): string {
  return /^\d+ /.test(title) ? title : `${initial(title)} ${title}`;
}

function symbolLegend(checklists: readonly ChecklistView[], { symbols }: Layout): string {
  const used = new Set(checklists.flatMap(({ steps }) => steps.map(({ signal }) => signal)));
  const words = WORDS.filter(([signal]) => used.has(signal));
  return words.map(([signal, word]) => `${symbols[signal]} ${word}`).join(', ');
}
