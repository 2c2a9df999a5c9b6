import type { NotRepaired, Repair, RepairTarget, Repairs } from '@railgate/contract';

import type { Prepared } from '../prepare.js';
import { askRepairs } from './ask-repairs.js';
import type { FixOptions, Look } from './fix.js';
import type { OpenFinding } from './open-findings.js';
import type { SourceTexts } from './source-texts.js';
import { knowsLess, newlyUnread } from './unhelpful.js';

/** The tree as it would be, and what was seen in it. */
interface State {
  readonly edited: ReadonlyMap<string, string>;
  readonly now: Look;
}

export interface Repaired extends State {
  /** What is gone, each with what was done about it. */
  readonly repaired: readonly OpenFinding[];
  readonly notRepaired: readonly NotRepaired[];
}

export interface RepairContext {
  readonly prepared: Prepared;
  readonly texts: SourceTexts;
  readonly options: FixOptions;
  /** Scans the tree with these texts. */
  readonly look: (edited: ReadonlyMap<string, string>) => Promise<Look>;
}

/** Repairs of one file build on each other: what is taken back is asked for no more, and the rest is made anew. */
const ROUNDS = 4;

/**
 * Asks gates for repairs of vulnerable packages, and keeps those that a scan of the changed tree finds good. Only where a
 * gate was named: another version of a package is more than a fix of a line, and takes a tool and the network.
 */
export async function repairPackages(before: State, context: RepairContext): Promise<Repaired> {
  const { prepared, options, texts, look } = context;
  const notRepaired = new Map<string, NotRepaired>();
  const nothing = { edited: before.edited, now: before.now, repaired: [] };
  if ((options.selection?.gates ?? []).length === 0) return { ...nothing, notRepaired: [] };
  for (let round = 1; ; round++) {
    const targets = before.now.findings.flatMap(targetOf).filter((one) => !notRepaired.has(keyOf(one)));
    if (targets.length === 0) break;
    const asked = mergeRepairs(await askRepairs(prepared, before.edited, targets, options));
    const edited = new Map([...before.edited, ...asked.texts.map(({ path, text }) => [path, text] as const)]);
    const now = asked.done.length === 0 ? before.now : await look(edited);
    const bad = unwanted(asked, before.now, now, texts);
    if (bad.length === 0) {
      for (const one of asked.notDone) notRepaired.set(keyOf(one), one);
      const all = [...notRepaired.values()];
      if (asked.done.length === 0) return { ...nothing, notRepaired: all };
      return { edited, now, repaired: findingsOf(asked.done, before.now), notRepaired: all };
    }
    const taken = round === ROUNDS ? asked.done.map((repair) => ({ repair, reason: GIVEN_UP })) : bad;
    for (const { repair, reason } of taken)
      for (const target of repair.removes) notRepaired.set(keyOf(target), { ...target, reason });
    if (round < ROUNDS) continue;
    for (const one of asked.notDone) notRepaired.set(keyOf(one), one);
    break;
  }
  return { ...nothing, notRepaired: [...notRepaired.values()] };
}

const GIVEN_UP = 'It was made together with others that had to be taken back again and again.';

function targetOf({ ruleId, path, purl }: OpenFinding): RepairTarget[] {
  return purl === undefined ? [] : [{ ruleId, path, purl }];
}

function keyOf({ ruleId, path, purl }: RepairTarget): string {
  return JSON.stringify([ruleId, path, purl]);
}

function mergeRepairs(all: readonly Repairs[]): Repairs {
  return {
    texts: all.flatMap(({ texts }) => texts),
    done: all.flatMap(({ done }) => done),
    notDone: all.flatMap(({ notDone }) => notDone),
  };
}

interface Unwanted {
  readonly repair: Repair;
  readonly reason: string;
}

/** Repairs that must be taken back, each with why. */
function unwanted({ done }: Repairs, before: Look, now: Look, texts: SourceTexts): Unwanted[] {
  const judge = new RepairJudge(done, before, now, texts);
  return done.flatMap((repair) => {
    const reason = judge.objection(repair);
    return reason === undefined ? [] : [{ repair, reason }];
  });
}

class RepairJudge {
  readonly #done: readonly Repair[];
  readonly #texts: SourceTexts;
  readonly #isUnknown: boolean;
  /** Files that could be read before and cannot now. */
  readonly #unread: ReadonlySet<string>;
  readonly #left: ReadonlySet<string>;
  /** Findings that were not there before. */
  readonly #fresh: readonly RepairTarget[];

  constructor(done: readonly Repair[], before: Look, now: Look, texts: SourceTexts) {
    this.#done = done;
    this.#texts = texts;
    this.#isUnknown = knowsLess(before, now);
    this.#unread = newlyUnread(before.outcomes, now.outcomes);
    const known = new Set(before.findings.flatMap(targetOf).map(keyOf));
    const left = now.findings.flatMap(targetOf);
    this.#left = new Set(left.map(keyOf));
    this.#fresh = left.filter((one) => !known.has(keyOf(one)));
  }

  /** A sentence, or nothing. */
  objection(repair: Repair): string | undefined {
    const { paths, removes } = repair;
    for (const path of paths) {
      const source = this.#texts.get(path);
      if ('refused' in source) return `${path} ${source.refused}.`;
    }
    if (this.#isUnknown)
      return 'What it makes cannot be checked: a gate breaks on it, or knows less than before.';
    if (paths.some((path) => this.#unread.has(path)))
      return 'What it makes cannot be checked: there is a gap that was not there before.';
    if (removes.some((one) => this.#left.has(keyOf(one))))
      return 'The finding is there all the same after it.';
    const own = this.#fresh.find((one) => this.#isCausedBy(one, repair));
    return own && `It would bring ${own.ruleId} in ${own.purl}.`;
  }

  /** Where no repair brings the package itself, every one that touches the file may have done it. */
  #isCausedBy({ purl, path }: RepairTarget, { brings, paths }: Repair): boolean {
    const isBrought = this.#done.some((other) => other.brings.includes(purl));
    return isBrought ? brings.includes(purl) : paths.includes(path);
  }
}

function findingsOf(done: readonly Repair[], before: Look): OpenFinding[] {
  return done.flatMap(({ removes, description }) => {
    const keys = new Set(removes.map(keyOf));
    const found = before.findings.filter((one) => targetOf(one).some((target) => keys.has(keyOf(target))));
    return found.map((one) => ({ ...one, fix: { description, edits: [] } }));
  });
}
