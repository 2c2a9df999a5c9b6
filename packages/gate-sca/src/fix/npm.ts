import { posix } from 'node:path';

import { GateError, type NotRepaired, type Repair } from '@railgate/contract';
import { withScratchProject, type Lockfile, type ScratchProject } from '@railgate/dependencies';

import { isShellSafe } from '../findings/commands.js';
import { describeUpgrade, refuseAll, refused, type FileRepairs } from './file-repairs.js';
import { LOCKFILE, Snapshot, lockfileIn, newRanges, refresh, setVersion } from './npm-step.js';
import { nextState, readState, type NextState, type NpmState } from './npm-state.js';
import type { RepairInput } from './repair-input.js';
import { commandFor, type Refusal, type Wanted } from './wanted.js';

/** Milliseconds after which no further upgrade is begun. */
export interface Budget {
  readonly until: number;
}

/** Seconds for one process of npm: it asks for a handful of packages. */
const TIMEOUT = 120;

/**
 * Lets npm make the upgrades of one lockfile, one after the other, in a scratch folder: one that fails leaves no trace in
 * those after it. Nothing of the repository is executed, and its own configuration of npm is not there.
 */
export async function repairNpm(
  input: RepairInput,
  lockfile: Lockfile,
  wanted: readonly Wanted[],
  budget: Budget,
): Promise<FileRepairs> {
  const state = readState(input, lockfile);
  if ('reason' in state) return refuseAll(wanted, () => state);
  const text = state.texts.get(lockfile.path) ?? '';
  // The two differ in their names alone, and npm 12 knows only this one.
  const copied = { ...lockfile, path: posix.join(posix.dirname(lockfile.path), LOCKFILE) };
  try {
    return await withScratchProject(
      input,
      copied,
      (project) =>
        lockfileIn(project) === text
          ? upgradeAll({ input, project, budget }, state, wanted)
          : Promise.resolve(refuseAll(wanted, () => LEADS_OUT)),
      text,
    );
  } catch (error) {
    if (!(error instanceof GateError) || input.signal.aborted) throw error;
    const ends = { reason: `${error.message} ${error.remedy}` };
    return { ...refuseAll(wanted, () => ends), ends };
  }
}

const LEADS_OUT: Refusal = {
  reason: 'The lockfile has links that lead out of the repository: npm would read what is there.',
};

interface Session {
  readonly input: RepairInput;
  readonly project: ScratchProject;
  readonly budget: Budget;
}

async function upgradeAll(
  session: Session,
  start: NpmState,
  wanted: readonly Wanted[],
): Promise<FileRepairs> {
  const done: Repair[] = [];
  const notDone: NotRepaired[] = [];
  let state = start;
  let ends: Refusal | undefined;
  for (const one of wanted) {
    const result = ends ?? (await upgrade(session, state, one));
    if ('reason' in result) {
      notDone.push(...refused(one, withCommand(one, result)));
      if ('ends' in result && result.ends === true) ends = result;
      continue;
    }
    done.push(repairOf(one, state, result));
    state = result;
  }
  const { path } = start.lockfile;
  const texts = new Map(
    [...state.texts].filter(([file, text]) => file !== path || text !== start.texts.get(path)),
  );
  return { texts, done, notDone, ...(ends && { ends }) };
}

function repairOf(wanted: Wanted, before: NpmState, after: NextState): Repair {
  const { path } = after.lockfile;
  const changed = [...after.texts].filter(([file, text]) => before.texts.get(file) !== text);
  return {
    description: describeUpgrade(wanted, after.versions),
    removes: wanted.targets,
    paths: [...new Set([path, ...changed.map(([file]) => file)])],
    brings: after.brings,
  };
}

function withCommand({ occurrence: { name, held }, version }: Wanted, refusal: Refusal): Refusal {
  return { command: commandFor(held.lockfile.format, name, version, held), ...refusal };
}

async function upgrade(session: Session, state: NpmState, wanted: Wanted): Promise<NextState | Refusal> {
  const { input, project, budget } = session;
  const { name, version } = wanted.occurrence;
  const here = state.lockfile.packages.filter((one) => one.name === name && one.version === version);
  if (here.some(({ source }) => source !== 'registry')) return { reason: 'It comes from no registry.' };
  if (!isShellSafe(name, wanted.version)) return { reason: 'Its name is not one that npm takes.' };
  if (here.length === 0) return { ...state, versions: [], brings: [], remains: false };
  if (performance.now() > budget.until) return LATE;
  const ranges = newRanges(state.lockfile, wanted);
  if ('reason' in ranges) return ranges;
  input.progress(`npm ${state.lockfile.path}`);
  const snapshot = new Snapshot(project);
  const result = await makeIt(session, state, wanted, ranges);
  if ('reason' in result) snapshot.restore();
  return result;
}

const LATE: Refusal & { readonly ends: true } = {
  reason: 'The others took too long: run it again for the rest.',
  ends: true,
};

async function makeIt(
  { input, project }: Session,
  state: NpmState,
  wanted: Wanted,
  ranges: Exclude<ReturnType<typeof newRanges>, Refusal>,
): Promise<NextState | Refusal> {
  const { name, version } = wanted.occurrence;
  const home = posix.dirname(state.lockfile.path);
  if (ranges.length > 0) {
    const failure = await setVersion(project, home, ranges, wanted.version, TIMEOUT);
    if (failure) return failure;
    const next = await nextState(input, state, wanted, ranges, lockfileIn(project));
    if ('reason' in next || !next.remains) return next;
  }
  const failure = await refresh(project, name, TIMEOUT);
  if (failure) return failure;
  const next = await nextState(input, state, wanted, ranges, lockfileIn(project));
  if ('reason' in next || !next.remains) return next;
  return {
    reason: `Some package asks for a range of ${name} that does not allow it, so that ${version} stays.`,
  };
}
