import { groupBy, type Finding, type Region } from '@railgate/contract';

import { ENGINE_NAMES, type Leak } from './engine.js';

const OWN = 'railgate';

/**
 * Ours and theirs, one finding a secret: where the places overlap, ours stays and names all engines that saw it; what
 * only they report becomes a finding under a rule of the first of them.
 */
export function mergeLeaks(findings: readonly Finding[], leaks: readonly Leak[]): Finding[] {
  if (leaks.length === 0) return [...findings];
  const byPath = groupBy(leaks, ({ path }) => path);
  const taken = new Set<Leak>();
  const ours = findings.map((finding) => {
    if (finding.subject?.kind !== 'secret') return finding;
    const same = (byPath.get(finding.at.path) ?? []).filter(({ region }) =>
      overlap(finding.at.region, region),
    );
    for (const leak of same) taken.add(leak);
    return same.length === 0 ? finding : { ...finding, engine: enginesOf([OWN], same) };
  });
  const rest = leaks.filter((leak) => !taken.has(leak));
  return [...ours, ...groups(rest).map(theirs)];
}

/** Leaks of one place. The first one of each is of the first engine, and gives the region. */
function groups(leaks: readonly Leak[]): [Leak, ...Leak[]][] {
  const found: [Leak, ...Leak[]][] = [];
  const byLine = new Map<string, [Leak, ...Leak[]][]>();
  for (const leak of [...leaks].sort((a, b) => rank(a) - rank(b))) {
    const key = `${leak.region.startLine} ${leak.path}`;
    const near = byLine.get(key) ?? [];
    const group = near.find(([first]) => overlap(first.region, leak.region));
    if (group) group.push(leak);
    else {
      const fresh: [Leak, ...Leak[]] = [leak];
      found.push(fresh);
      byLine.set(key, [...near, fresh]);
    }
  }
  return found;
}

function theirs(group: readonly [Leak, ...Leak[]]): Finding {
  const [first] = group;
  const rules = [...new Set(group.map(({ engine, rule }) => `${engine}'s rule ${rule}`))].join(' and ');
  return {
    ruleId: `secrets/${first.engine}`,
    message: `A secret stands in the file, says ${rules}. Make it worthless where it was issued, then read the new one from an environment variable.`,
    at: { path: first.path, region: first.region },
    subject: { kind: 'secret' },
    engine: enginesOf([], group),
  };
}

function enginesOf(first: readonly string[], leaks: readonly Leak[]): string {
  const names = new Set<string>(leaks.map(({ engine }) => engine));
  return [...first, ...ENGINE_NAMES.filter((name) => names.has(name))].join(', ');
}

function rank({ engine }: Leak): number {
  return ENGINE_NAMES.indexOf(engine);
}

/** A side without columns is the whole line. */
function overlap(a: Region, b: Region): boolean {
  return before(startOf(a), endOf(b)) && before(startOf(b), endOf(a));
}

type Point = readonly [line: number, column: number];

function startOf({ startLine, startColumn = 1 }: Region): Point {
  return [startLine, startColumn];
}

function endOf({ startLine, endLine = startLine, endColumn = Number.MAX_SAFE_INTEGER }: Region): Point {
  return [endLine, endColumn];
}

function before([lineA, columnA]: Point, [lineB, columnB]: Point): boolean {
  return lineA < lineB || (lineA === lineB && columnA < columnB);
}
