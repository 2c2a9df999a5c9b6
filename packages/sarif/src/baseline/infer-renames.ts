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
  for (const { print, isPattern } of PRINTS) {
    const files = uniquePrints(come, print);
    for (const [digest, from] of uniquePrints(gone, print)) {
      const to = files.get(digest);
      const subjects = gone.get(from) ?? [];
      if (to === undefined) continue;
      const isSure = fileName(from) === fileName(to) || subjects.some(hasCode) || subjects.some(isTelling);
      if (!isSure && !isPattern(subjects)) continue;
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

type Print = (subjects: readonly Subject[], path: string) => string;

interface FilePrint {
  /** What the results of a file say together. */
  readonly print: Print;
  /** Whether that is enough where nothing else speaks for the rename. */
  readonly isPattern: (subjects: readonly Subject[]) => boolean;
}

/** A file in another folder, a file as it was, one whose lines all moved by the same number, any other. */
const PRINTS: readonly FilePrint[] = [
  { print: (subjects, path) => `${fileName(path)}\0${digest(subjects, contentOf)}`, isPattern: () => false },
  {
    print: (subjects) => digest(subjects, (s) => `${contentOf(s)}\0${s.line}:${s.column}:${s.endColumn}`),
    // One finding at the top of a file, as "has no licence", may be in any file.
    isPattern: (subjects) => subjects.length > 1 || (subjects[0]?.line ?? 0) > 1,
  },
  {
    print: (subjects) => {
      const first = subjects.reduce((least, { line }) => Math.min(least, line), Infinity);
      return digest(subjects, (s) => `${contentOf(s)}\0${s.line - first}:${s.column}`);
    },
    isPattern: (subjects) => subjects.length > 2,
  },
  { print: (subjects) => digest(subjects, contentOf), isPattern: () => false },
];

/** The print → the file, where only one has it. */
function uniquePrints(files: Files, print: Print): Map<string, string> {
  const prints = new Map<string, string | undefined>();
  for (const [path, subjects] of files) {
    const key = print(subjects, path);
    prints.set(key, prints.has(key) ? undefined : path);
  }
  return new Map([...prints].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function digest(subjects: readonly Subject[], textOf: (subject: Subject) => string): string {
  return subjects.map(textOf).sort().join('\u0002');
}

/** Messages of dependencies hold versions. */
function contentOf(s: Subject): string {
  const { dependency } = s;
  const says = dependency ? `${dependency.advisories[0]} ${dependency.name}` : withoutNumbers(s);
  return [s.info.family, s.currentRule, says, s.own ?? s.lineHash ?? ''].join('\0');
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
