import type * as sarif from 'sarif';

import { readsMessages } from '../identity/foreign-dependency.js';
import { noteRepairs } from '../read/note-repairs.js';
import type { SarifSource } from '../read/source.js';
import type { Template } from '../read/templates/template.js';
import { Templates } from '../read/templates/templates.js';
import type { TextCache } from '../read/templates/text-cache.js';
import { MESSAGE, ResultKeeper } from './kept-result.js';
import { RunInfo } from './run-info.js';
import type { Side } from './run-groups.js';
import { Subject } from './subject.js';

/**
 * The runs of a source with their results, most of which are kept as bytes: a result is parsed when somebody asks for
 * more than its evidence.
 *
 * @throws {SarifReadError}
 */
export async function readSourceSides(source: SarifSource): Promise<Side[]> {
  const sides = source.head.runs.map((run, index) => new SideReader(run, source.hasResults[index] ?? false));
  const templates = new Templates();
  await source.eachResult((result, run) => sides[run]?.add(new Subject(result, sides[run].info)), {
    templates,
    keepsBytes: true,
    visit(template, run) {
      sides[run]?.addByForm(template, templates.cache);
      return true;
    },
  });
  return sides.map((side, index) => {
    // What concerns the whole file is said in its first run: a log has no place for it.
    const repairs = source.repairs.filter((repair) => (repair.run ?? 0) === index);
    side.info.run = noteRepairs(side.info.run, repairs);
    return side;
  });
}

class SideReader implements Side {
  readonly info: RunInfo;
  readonly subjects: Subject[] = [];
  /** Of an earlier comparison: they are not compared. */
  readonly #absent: Subject[] = [];
  readonly #keeper = new ResultKeeper();
  readonly #readsMessages: boolean;

  constructor(head: sarif.Run, looked: boolean) {
    this.#readsMessages = readsMessages(head);
    // The list stands where it stands in a log that is read as a whole.
    const run = looked ? { ...head, results: [] } : { ...head };
    const all = (): readonly Subject[] => [...this.subjects, ...this.#absent];
    this.info = new RunInfo(run, {
      looked,
      rules: () => new Set(all().map(({ rule }) => rule)),
      all: () => all().map(({ result }) => result),
    });
  }

  add(subject: Subject, isAbsent = subject.result.baselineState === 'absent'): void {
    (isAbsent ? this.#absent : this.subjects).push(subject);
  }

  addByForm(template: Template, cache: TextCache): void {
    const { result } = template;
    const kept = this.#keeper.keep(template);
    if (this.#readsMessages || !kept.has(MESSAGE)) template.fillVisited(cache);
    const subject = new Subject(result, this.info, kept);
    this.add(subject, result.baselineState === 'absent');
  }
}
