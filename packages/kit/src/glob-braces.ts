import { cleanText, UsageError } from '@railgate/contract';

/**
 * `a{b,c}` to `ab` and `ac`, nested ones too. Braces without a comma, without an end or behind `\` stay as they are.
 *
 * @throws {UsageError} before more than `limit` alternatives are made.
 */
export function expandBraces(pattern: string, limit: number): string[] {
  const group = findGroup(pattern);
  if (group === undefined) return [pattern];
  const tails = expandBraces(pattern.slice(group.end + 1), limit);
  const expanded: string[] = [];
  for (const choice of group.choices) {
    for (const middle of expandBraces(choice, limit)) {
      for (const tail of tails) expanded.push(pattern.slice(0, group.start) + middle + tail);
      if (expanded.length > limit) throw tooMany(pattern, limit);
    }
  }
  return expanded;
}

export function tooMany(pattern: string, limit: number): UsageError {
  return new UsageError(
    `The globs expand to more than ${limit} alternatives, the last one being ${cleanText(pattern.slice(0, 80))}.`,
    'Use `*` or `**` where braces list everything.',
  );
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly choices: readonly string[];
}

/** The first outermost group that has an end and a comma of its own. */
function findGroup(pattern: string): Group | undefined {
  const ends = matchBraces(pattern);
  for (const [start, end] of ends) {
    const choices = splitChoices(pattern, start, end, ends);
    if (choices.length > 1) return { start, end, choices };
  }
  return undefined;
}

/** Where each brace that is closed begins and ends, by beginning. */
function matchBraces(pattern: string): Map<number, number> {
  const open: number[] = [];
  const pairs: [number, number][] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === '\\') index++;
    else if (character === '{') open.push(index);
    else if (character === '}') {
      const start = open.pop();
      if (start !== undefined) pairs.push([start, index]);
    }
  }
  return new Map(pairs.sort((a, b) => a[0] - b[0]));
}

function splitChoices(
  pattern: string,
  start: number,
  end: number,
  ends: ReadonlyMap<number, number>,
): string[] {
  const choices: string[] = [];
  let from = start + 1;
  for (let index = from; index < end; index++) {
    const character = pattern[index];
    if (character === '\\') index++;
    else if (character === '{') index = ends.get(index) ?? index;
    else if (character === ',') {
      choices.push(pattern.slice(from, index));
      from = index + 1;
    }
  }
  choices.push(pattern.slice(from, end));
  return choices;
}
