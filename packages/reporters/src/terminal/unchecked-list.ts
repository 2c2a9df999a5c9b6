import { oneLine } from '../text/safe-text.js';
import { wrapIndented } from '../text/wrap.js';
import type { Unchecked } from '../view/unchecked.js';
import { thousands } from '../view/words.js';
import type { Layout } from './layout.js';

const LIMIT = 20;

/** What could not be checked, and what to do about it. */
export function uncheckedList(items: readonly Unchecked[], layout: Layout): string[] {
  const lines = items.slice(0, LIMIT).flatMap((item) => printItem(item, layout));
  const left = items.length - LIMIT;
  return left > 0 ? [...lines, `  and ${thousands(left)} more in ${layout.reportFile}`] : lines;
}

function printItem(item: Unchecked, { width, paint, symbols }: Layout): string[] {
  const note = item.enforced ? '' : ' (report only)';
  const head = wrapIndented(
    oneLine(`${item.gate} ${item.target}  ${item.code}${note}`),
    width,
    '    ',
    '    ',
  );
  const [first = '', ...rest] = head.map((line) => paint.bold(line.trimStart()));
  return [
    `  ${paint.signal('unknown', symbols.unknown)} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...wrapIndented(oneLine(item.message), width, '    '),
    ...(item.remedy === '' ? [] : wrapIndented(`To do: ${oneLine(item.remedy)}`, width, '    ')),
  ];
}
