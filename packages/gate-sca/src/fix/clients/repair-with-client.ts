import { posix } from 'node:path';

import { GateError, type NotRepaired, type Repair } from '@railgate/contract';
import { LOCKFILE_LIMIT, type Lockfile } from '@railgate/dependencies';
import { withScratchFiles } from '@railgate/dependencies/repair';
import { readSource } from '@railgate/kit';

import { isShellSafe } from '../../findings/commands.js';
import { plainText } from '../../findings/plain-text.js';
import { describeUpgrade, refuseAll, refused, type FileRepairs } from '../file-repairs.js';
import type { RepairInput } from '../repair-input.js';
import { commandFor, type Refusal, type Wanted } from '../wanted.js';
import type { Client, ClientFiles } from './client.js';
import { ClientSession } from './client-session.js';
import type { ClientState, NextState } from './client-state.js';

/** Milliseconds after which no further upgrade is begun. */
export interface Budget {
  readonly until: number;
}

/**
 * Lets a package manager make the upgrades of one lockfile, one after the other, in a scratch folder: one that fails leaves
 * no trace in those after it. Nothing of the repository is executed, and its configuration of the client is not there.
 */
export async function repairWithClient(
  client: Client,
  input: RepairInput,
  lockfile: Lockfile,
  wanted: readonly Wanted[],
  budget: Budget,
): Promise<FileRepairs> {
  const read = readSource(input.workspace, lockfile.path, LOCKFILE_LIMIT);
  if ('gap' in read) return refuseAll(wanted, () => ({ reason: read.gap.message }));
  const deadline = budget.until + LAST;
  const files = await client.files(input, lockfile, read.text);
  if ('reason' in files) return refuseAll(wanted, (one) => withCommand(one, files));
  const scratchFiles = new Map([...files.others, [lockfile.path, unix(read.text)]]);
  for (const [path, { text, clean }] of files.editable) scratchFiles.set(path, await clean(text));
  try {
    return await withScratchFiles(input, scratchFiles, (scratch) =>
      upgradeAll(
        new ClientSession({
          client,
          input,
          scratch,
          files,
          path: lockfile.path,
          original: read.text,
          deadline,
        }),
        { lockfile, texts: new Map() },
        wanted,
        budget,
        files,
      ),
    );
  } catch (error) {
    if (!(error instanceof GateError) || input.signal.aborted) throw error;
    const remedy = error.code === 'TOOL_TIMEOUT' ? SLOW : error.remedy;
    const ends = { reason: `${error.message} ${remedy}` };
    return { ...refuseAll(wanted, (one) => withCommand(one, ends)), ends };
  }
}

/** Milliseconds that the last upgrade has, after which the gate's own timeout is near. */
const LAST = 180_000;
const SLOW =
  'What it has fetched is in its cache: run it again, or run the command yourself, which nothing stops.';

/** Clients read and write line feeds; what is written back has the repository's line ends. */
function unix(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function upgradeAll(
  session: ClientSession,
  start: ClientState,
  wanted: readonly Wanted[],
  budget: Budget,
  files: ClientFiles,
): Promise<FileRepairs> {
  const opened = await session.open(start);
  if ('reason' in opened) {
    const all = refuseAll(wanted, (one) => withCommand(one, opened));
    return 'ends' in opened && opened.ends === true ? { ...all, ends: opened } : all;
  }
  const done: Repair[] = [];
  const notDone: NotRepaired[] = [];
  let state = start;
  let ends: Refusal | undefined;
  for (const one of wanted) {
    const result =
      ends ?? (performance.now() > budget.until ? LATE : await upgrade(session, state, one, files));
    if ('reason' in result) {
      notDone.push(...refused(one, withCommand(one, result)));
      if ('ends' in result && result.ends === true) ends = result;
      continue;
    }
    done.push(repairOf(one, state, result, session, opened.note));
    state = result;
  }
  return { texts: state.texts, done, notDone, ...(ends && ends !== LATE && { ends }) };
}

const LATE: Refusal & { readonly ends: true } = {
  reason: 'The others took too long: run it again for the rest.',
  ends: true,
};

async function upgrade(
  session: ClientSession,
  state: ClientState,
  wanted: Wanted,
  files: ClientFiles,
): Promise<NextState | Refusal> {
  const { client, input } = session;
  const { name, version } = wanted.occurrence;
  const here = state.lockfile.packages.filter((one) => one.name === name && one.version === version);
  if (here.some(({ source }) => source !== 'registry')) return { reason: 'It comes from no registry.' };
  if (!isShellSafe(name, wanted.version)) return { reason: `Its name is not one that ${client.name} takes.` };
  if (here.length === 0) return { ...state, versions: [], brings: [], moved: [], remains: false };
  const edits = await client.edits(state.lockfile, wanted, files, (path) => {
    return state.texts.get(path) ?? files.editable.get(path)?.text ?? '';
  });
  if ('reason' in edits) return edits;
  input.progress(`${client.name} ${state.lockfile.path}`);
  const snapshot = session.snapshot();
  const result = await session.upgrade(state, wanted, edits);
  const kept = 'reason' in result || !result.remains ? result : heldBack(wanted);
  if ('reason' in kept) session.restore(snapshot);
  return kept;
}

function heldBack({ occurrence: { name, version } }: Wanted): Refusal {
  return {
    reason: `Some package asks for a range of ${name} that does not allow it, so that ${version} stays.`,
  };
}

function repairOf(
  wanted: Wanted,
  before: ClientState,
  after: NextState,
  { client }: ClientSession,
  note: string | undefined,
): Repair {
  const { path } = after.lockfile;
  const changed = [...after.texts].filter(([file, text]) => before.texts.get(file) !== text);
  const moved = after.moved.length === 0 ? [] : [`${client.name} moves with it: ${after.moved.join(', ')}.`];
  const first = before.texts.size === 0 && note !== undefined ? [note] : [];
  return {
    description: [
      describeUpgrade(wanted, after.versions),
      ...moved.map((one) => plainText(one, 400)),
      ...first,
    ].join(' '),
    removes: wanted.targets,
    paths: [...new Set([posix.normalize(path), ...changed.map(([file]) => file)])],
    brings: after.brings,
  };
}

function withCommand({ occurrence: { name, held }, version }: Wanted, refusal: Refusal): Refusal {
  return { command: commandFor(held.lockfile.format, name, version, held), ...refusal };
}
