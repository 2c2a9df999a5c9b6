import type { Pool } from './match.js';
import { hasCode } from './passes.js';
import { withoutNumbers } from './same-message.js';
import type { Subject } from './subject.js';

/** Files of which something is known on one side. */
export interface KnownFiles {
  readonly base: ReadonlySet<string>;
  readonly head: ReadonlySet<string>;
}

/**
 * Renames that the results themselves prove: a file that the head does not have any more, all of whose results stand
 * in one file that the base did not have, and nothing else looks like either. What is not that clear is no rename.
 *
 * @param pools what is left to match. @param all results of both sides.
 */
export function inferRenames(
  pools: readonly Pool[],
  all: readonly Subject[],
  known: KnownFiles,
): Map<string, string> {
  const gone = byFile(pools.flatMap(({ base }) => base.filter(({ path }) => !known.head.has(path))));
  const come = byFile(pools.flatMap(({ head }) => head.filter(({ path }) => !known.base.has(path))));
  const renames = new Map<string, string>();
  if (gone.size === 0 || come.size === 0) return renames;
  const isTelling = tellingMessages(all);
  for (const print of [printWithLines, printOf]) {
    const files = uniquePrints(come, print);
    for (const [digest, from] of uniquePrints(gone, print)) {
      const to = files.get(digest);
      const subjects = gone.get(from) ?? [];
      if (to === undefined) continue;
      const isSure = fileName(from) === fileName(to) || subjects.some(hasCode) || subjects.some(isTelling);
      if (!isSure && !(print === printWithLines && hasPattern(subjects))) continue;
      renames.set(from, to);
      gone.delete(from);
      come.delete(to);
    }
  }
  return renames;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

type Files = Map<string, Subject[]>;

function byFile(subjects: readonly Subject[]): Files {
  const files: Files = new Map();
  for (const subject of subjects) if (subject.path !== '') entry(files, subject.path, () => []).push(subject);
  return files;
}

/** What the results of a file say together → the file, where only one says it. */
function uniquePrints(files: Files, print: (subject: Subject) => string): Map<string, string> {
  const prints = new Map<string, string | undefined>();
  for (const [path, subjects] of files) {
    const digest = subjects.map(print).sort().join('\u0002');
    prints.set(digest, prints.has(digest) ? undefined : path);
  }
  return new Map([...prints].filter((print): print is [string, string] => print[1] !== undefined));
}

function printOf(s: Subject): string {
  return [
    s.info.family,
    s.currentRule,
    s.dependency ? '' : withoutNumbers(s),
    s.own ?? s.lineHash ?? '',
    dependencyName(s),
  ].join('\0');
}

/** Its message holds the version. */
function dependencyName({ dependency }: Subject): string {
  return dependency === undefined ? '' : `${dependency.advisories[0]} ${dependency.name}`;
}

function printWithLines(s: Subject): string {
  return [printOf(s), s.line, s.column, s.endLine, s.endColumn].join('\0');
}

/** One finding at the top of a file, as "has no licence", may be in any file. */
function hasPattern(subjects: readonly Subject[]): boolean {
  return subjects.length > 1 || (subjects[0]?.line ?? 0) > 1;
}

/** Messages that name what they are about: of a rule that says other things elsewhere, and this in no two files. */
function tellingMessages(all: readonly Subject[]): (subject: Subject) => boolean {
  const rules = new Map<string, Map<string, Set<string>>>();
  for (const subject of all) {
    const messages = entry(rules, ruleKey(subject), () => new Map<string, Set<string>>());
    entry(messages, subject.text, () => new Set<string>()).add(subject.path);
  }
  return (subject) => {
    const messages = rules.get(ruleKey(subject));
    const files = messages?.get(subject.text)?.size ?? 0;
    // In one file of the base and one of the head.
    return messages !== undefined && messages.size > 1 && files <= 2;
  };
}

function ruleKey({ info, currentRule }: Subject): string {
  return `${info.family}\0${currentRule}`;
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
