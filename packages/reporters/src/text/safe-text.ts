import { cleanText } from '@railgate/contract';

/** Data for one line: no control or reordering characters, no lone surrogates, at most `limit` UTF-16 code units. */
export function oneLine(text: string, limit = 2000): string {
  const short = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cleanText(short.toWellFormed());
}

/** Source code for a `pre`: like `oneLine`, tabs kept, since they are harmless there and part of the code. */
export function codeText(text: string): string {
  return text.toWellFormed().split('\t').map(cleanText).join('\t');
}

/**
 * CI systems read commands from the log: GitHub from lines that start with `::`, GitHub, Azure and TeamCity from
 * `##[`, `##vso[` and `##teamcity[`. A message or file name must not become one.
 */
export function withoutLogCommands(text: string): string {
  // eslint-disable-next-line no-control-regex -- our own colour sequences may stand before the data
  return text.replace(/^((?:\s|\u001b\[[\d;]*m)*):(?=:)/gm, '$1: ').replace(/#(?=#[a-z]{0,12}\[)/gi, '# ');
}
