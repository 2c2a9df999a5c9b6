import type { Database } from '@railgate/advisories';
import { GateError, VERSION, type Gap } from '@railgate/contract';
import { ECOSYSTEMS, type Ecosystem } from '@railgate/dependencies';

import { advisoryReport } from '../advisory-report.js';
import { askedEcosystems, askedPackages, type AskedPackage } from '../asked.js';
import { CANARIES } from '../canary.js';
import { EcosystemError } from '../ecosystem-error.js';
import type { Engine, EngineAnswer, EngineInput, Report } from '../engine.js';
import { evidenceData } from '../evidence-data.js';
import { knownCanaries } from '../known-canaries.js';
import { withLocalData, type LocalData } from '../local-data.js';
import { brokenRecords, leftOut, noVersion, unclearRanges } from './gaps.js';

/** The matcher of this package over the local database. Asks nobody. */
export const engine: Engine = {
  name: 'osv',
  ecosystems: ECOSYSTEMS,
  online: false,
  ask(input) {
    const asked = askedEcosystems(input.dependencies, ECOSYSTEMS);
    return withLocalData(input, asked, (data) => match(input, data));
  },
};

/** @throws {GateError} when no ecosystem is proven and nothing found; what is wrong with each of them. */
function match(input: EngineInput, { database, usable, problems: unusable }: LocalData): EngineAnswer {
  const problems = new Map(unusable);
  const answers = (database ? usable : []).map((ecosystem) => {
    input.progress(`osv ${ecosystem}`);
    const problem = database && problemOf(database, ecosystem);
    if (problem) problems.set(ecosystem, problem);
    return database && matchEcosystem(database, ecosystem, askedPackages(input.dependencies, ecosystem));
  });
  const proven = usable.filter((one) => !problems.has(one));
  const reports = answers.flatMap((answer) => answer?.reports ?? []);
  if (!database || proven.length + reports.length === 0) {
    if (problems.size > 0) throw new EcosystemError(problems);
    throw new GateError('LOOKED_AT_NOTHING', 'There is no package of an ecosystem that it knows.');
  }
  // Stale data of another ecosystem must not speak against this one.
  const evidence = evidenceData(database, proven);
  const left = [
    ...[...problems.values()].map(({ message, remedy }) => `${message} ${remedy}`),
    ...usable.flatMap((ecosystem) => leftOut(database, ecosystem) ?? []),
  ];
  return {
    reports,
    evidence: { name: 'osv', version: VERSION, canary: proven.length > 0 ? 'found' : 'missed' },
    proven,
    problems,
    gaps: answers.flatMap((answer) => answer?.gaps ?? []),
    ...(evidence && { data: evidence }),
    ...(left.length > 0 && { left: left.join(' ') }),
  };
}

/** Why its silence on an ecosystem that is imported and fresh says nothing. */
function problemOf(database: Database, ecosystem: Ecosystem): GateError | undefined {
  if (knownCanaries(database, ecosystem).length > 0) return undefined;
  const [canary] = CANARIES.get(ecosystem) ?? [];
  return new GateError(
    'CANARY_MISSED',
    `The data of ${ecosystem} does not know that ${canary?.name} ${canary?.version} is vulnerable: it is not the database of osv.dev, or a part of it.`,
    { remedy: 'Import the whole database: `railgate db update`, or `railgate db import DIR`.' },
  );
}

interface Matched {
  readonly reports: readonly Report[];
  readonly gaps: readonly Gap[];
}

function matchEcosystem(
  database: Database,
  ecosystem: Ecosystem,
  packages: readonly AskedPackage[],
): Matched {
  const reports: Report[] = [];
  const unversioned: AskedPackage[] = [];
  const unclear: (readonly [AskedPackage, readonly string[]])[] = [];
  for (const one of packages) {
    const { name, version } = one;
    // Of most packages there is no record: then nothing speaks of any version, whatever it is.
    if (!database.knows(ecosystem, name)) continue;
    for (const advisory of database.affecting(ecosystem, name, version))
      reports.push(advisoryReport('osv', one, advisory));
    if (!database.isVersion(ecosystem, version)) unversioned.push(one);
    const ids = database.unclear(ecosystem, name, version);
    if (ids.length > 0) unclear.push([one, ids]);
  }
  const gaps = [...brokenRecords(database, ecosystem), ...noVersion(unversioned), ...unclearRanges(unclear)];
  return { reports, gaps };
}
