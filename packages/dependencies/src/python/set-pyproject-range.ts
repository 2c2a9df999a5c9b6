import { ReadError } from '../data/read-error.js';
import type { Requirement } from '../lockfile.js';
import { readPyproject } from './declared.js';

/** What a pyproject.toml asks for, with the lines; nothing where it cannot be read. */
export function pyprojectRequirements(text: string): readonly Requirement[] | undefined {
  try {
    return readPyproject('pyproject.toml', text).requirements;
  } catch (error) {
    if (error instanceof ReadError) return undefined;
    throw error;
  }
}

/**
 * A pyproject.toml that asks for another range in one place: all other bytes stay. Nothing where the place is not one line,
 * or something else would change.
 *
 * @param at one of `pyprojectRequirements` of this text
 */
export function setPyprojectRange(
  text: string,
  at: Pick<Requirement, 'name' | 'range' | 'line'>,
  range: string,
): string | undefined {
  if (range === at.range) return text;
  const lines = text.split(/(?<=\n)/);
  const index = (at.line ?? 0) - 1;
  const line = lines[index] ?? '';
  const start = line.indexOf(at.name);
  if (start === -1) return undefined;
  const after = start + at.name.length;
  const [found, extras = ''] = placeOf(at.range).exec(line.slice(after)) ?? [];
  if (found === undefined) return undefined;
  const from = after + line.slice(after).indexOf(found);
  lines[index] = line.slice(0, from) + extras + range + line.slice(from + found.length);
  const changed = lines.join('');
  return isChangedThere(text, changed, at, range) ? changed : undefined;
}

/** The range as it may be written, with blanks; where there is none, the place after the name and its extras. */
function placeOf(range: string): RegExp {
  if (range === '') return /^(\s{0,20}(?:\[[^\][]{0,400}\])?)/;
  const clauses = range.split(',').map((clause) => {
    const [, operator = '', version = ''] = /^([<>=!~^]{0,3})(.*)$/.exec(clause) ?? [];
    return `${escape(operator)}\\s{0,20}${escape(version)}`;
  });
  return new RegExp(`()${clauses.join('\\s{0,20},\\s{0,20}')}`);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function isChangedThere(
  before: string,
  after: string,
  at: Pick<Requirement, 'name' | 'range' | 'line'>,
  range: string,
): boolean {
  const old = pyprojectRequirements(before) ?? [];
  const now = pyprojectRequirements(after) ?? [];
  if (old.length !== now.length) return false;
  return old.every((one, index) => {
    const same = now[index];
    const isIt = one.name === at.name && one.line === at.line && one.range === at.range;
    return same?.name === one.name && same.line === one.line && same.range === (isIt ? range : one.range);
  });
}
