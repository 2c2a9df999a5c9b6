import { oneLine } from '../text/safe-text.js';
import { wrapIndented } from '../text/wrap.js';
import { othersByFile, type WaiverView } from '../view/waivers.js';
import { thousands } from '../view/words.js';
import type { Layout } from './layout.js';

const LIMIT = 20;
const FILES = 5;

/** Waivers and comments, those first that somebody has to look at; other tools' entries by file. */
export function waiversList(waivers: readonly WaiverView[], layout: Layout): string[] {
  const own = waivers.filter(({ entry }) => entry.source !== 'other-tool');
  const lines = own.slice(0, LIMIT).flatMap((view) => printWaiver(view, layout));
  const left = own.length - LIMIT;
  if (left > 0) lines.push(`  and ${thousands(left)} more in ${layout.reportFile}`);
  return [...lines, ...printOthers(waivers, layout)];
}

function printWaiver({ place, state, selects, why, counts }: WaiverView, { width, paint }: Layout): string[] {
  const [first = '', ...rest] = wrapIndented(oneLine(`${place}  ${state}`), width, '    ', '  ');
  const signal = counts ? 'skipped' : 'findings';
  return [
    ...[first, ...rest].map((line) => paint.signal(signal, line)),
    ...wrapIndented(oneLine([selects, why].filter((part) => part !== '').join(': ')), width, '    '),
  ];
}

function printOthers(waivers: readonly WaiverView[], { width, reportFile }: Layout): string[] {
  const files = othersByFile(waivers);
  if (files.length === 0) return [];
  const shown = files.slice(0, FILES).map(([path, count]) => `${thousands(count)} in ${oneLine(path)}`);
  const left = files.length - FILES;
  const more = left > 0 ? ` and ${thousands(left)} more files, all in ${reportFile}` : '';
  return wrapIndented(
    `Other tools' ignores, which let nothing through here: ${shown.join(', ')}${more}.`,
    width,
    '    ',
    '  ',
  );
}
