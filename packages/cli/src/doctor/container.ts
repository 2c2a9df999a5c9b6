import { readdirSync } from 'node:fs';

import { GateError, UsageError, cleanText, type FileEntry, type Gate } from '@railgate/contract';
import type { ContainerEngine, TrivyDatabase, TrivyDatabaseState } from '@railgate/images';
import { findWorkingTree, staleness } from '@railgate/kit';

import type { Io } from '../io.js';
import { plural } from '../words.js';
import type { Check } from './check.js';
import { versionOf } from './needs.js';

/** Needs of the gate that are looked at here, more closely than by asking a program for its version. */
export const CONTAINER_NEEDS: ReadonlySet<string> = new Set(['container engine', 'Trivy']);

const DAY = 86_400_000;
const CONNECT_SECONDS = 5;
const PIN =
  'Run `railgate doctor --pin`: it fetches the image, and writes its digest into your own configuration.';

interface Wanted {
  /** Whether the gate has something to do in this folder: then what it lacks keeps it from working. */
  readonly isNeeded: boolean;
  readonly trivyImage?: string;
  readonly trivyBinary?: string;
  readonly database?: string;
  readonly maxDataAge?: number;
}

/** What the container gate needs: an engine, Trivy, and its database. */
export async function checkContainer(gate: Gate, io: Io, today: Date): Promise<Check[]> {
  const { wanted, problems } = await findWanted(gate, io);
  const engine = await findEngine(io);
  return [
    ...problems,
    engineCheck(engine, wanted),
    await trivyCheck(engine, wanted, io),
    ...(await databaseChecks(wanted, io, today)),
  ];
}

async function findWanted(gate: Gate, io: Io): Promise<{ wanted: Wanted; problems: readonly Check[] }> {
  const { discover, loadConfig } = await import('@railgate/runner');
  // Anywhere else it may be a home folder, and what lies deep in it says nothing of what is to be scanned.
  const isRepository = findWorkingTree(io.cwd, true) !== undefined;
  try {
    const config = await loadConfig(io.cwd, { gates: [gate], env: io.env });
    const { enabled = true, options = {} } = config.gates[gate.meta.id] ?? {};
    const files = isRepository ? (await discover(io.cwd, config)).workspace.files : filesIn(io.cwd);
    const workspace = { root: io.cwd, files, projects: [], services: config.services };
    const target = { id: 'root', kind: 'workspace', path: '.', name: 'root', files } as const;
    const reason = enabled ? await gate.skip(target, workspace, options) : { kind: 'disabled' };
    const text = (key: string): Record<string, string> =>
      typeof options[key] === 'string' ? { [key]: options[key] } : {};
    const { maxDataAge } = config;
    const wanted = {
      isNeeded: reason === undefined,
      ...text('trivyImage'),
      ...text('trivyBinary'),
      ...text('database'),
      ...(maxDataAge !== undefined && { maxDataAge }),
    };
    return { wanted, problems: [] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { message: found, remedy } = error;
    return {
      wanted: { isNeeded: false },
      problems: [{ name: 'configuration', state: 'missing', found: cleanText(found), remedy }],
    };
  }
}

function filesIn(folder: string): readonly FileEntry[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => ({ path: name, size: 0 }));
  } catch {
    return []; // A folder that may not be read: `railgate run` says so.
  }
}

async function findEngine({ env, signal }: Io): Promise<ContainerEngine | GateError> {
  const { connectEngine } = await import('@railgate/images');
  const processes = { started: () => undefined, ended: () => undefined };
  try {
    return await connectEngine({ env, signal, processes, connectSeconds: CONNECT_SECONDS });
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
}

function lacking(name: string, { isNeeded }: Wanted, found: string, remedy: string): Check {
  return { name, state: isNeeded ? 'missing' : 'note', found: cleanText(found), remedy };
}

function engineCheck(engine: ContainerEngine | GateError, wanted: Wanted): Check {
  const name = 'engine';
  // A Trivy of one's own looks into archives without any engine.
  const weight = wanted.trivyBinary === undefined ? wanted : { isNeeded: false };
  if (engine instanceof GateError) return lacking(name, weight, engine.message, engine.remedy);
  const kind = engine.kind === 'docker' ? 'Docker' : 'Podman';
  const found = `${kind} ${engine.version} at ${engine.address}, ${engine.platform}`;
  return { name, state: 'ok', found: cleanText(found) };
}

async function trivyCheck(engine: ContainerEngine | GateError, wanted: Wanted, io: Io): Promise<Check> {
  const { trivyBinary, trivyImage } = wanted;
  try {
    if (trivyBinary !== undefined) return await binaryCheck(trivyBinary, wanted);
    if (trivyImage === undefined) return lacking('trivy', wanted, 'no image that holds Trivy is chosen', PIN);
    if (engine instanceof GateError)
      return lacking('trivy', wanted, `${trivyImage} cannot be looked at without an engine`, engine.remedy);
    return await imageCheck(trivyImage, engine, io);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { name: 'trivy', state: 'missing', found: error.message, remedy: error.remedy };
  }
}

async function binaryCheck(path: string, wanted: Wanted): Promise<Check> {
  const { KNOWN_GOOD, judgeVersion } = await import('@railgate/gate-container');
  const version = await versionOf({ name: path }, ['version', '--skip-version-check', '--disable-telemetry']);
  if (version === undefined)
    return lacking(
      'trivy',
      wanted,
      `${path} (trivyBinary) does not say its version`,
      `Name the path of an executable \`trivy\` of version ${KNOWN_GOOD[0]}.`,
    );
  const doubt = judgeVersion(version);
  const found = `${version}, ${path} (trivyBinary)`;
  return doubt === undefined
    ? { name: 'trivy', state: 'ok', found: cleanText(found) }
    : { name: 'trivy', state: 'note', found: cleanText(`${found}. ${doubt}`) };
}

/** Asks no registry: an image that is pinned and not there is fetched by the next run. */
async function imageCheck(reference: string, engine: ContainerEngine, io: Io): Promise<Check> {
  const { findTrivyImage } = await import('@railgate/gate-container');
  const digest = reference.split('@')[1];
  const image = (await engine.inspect(reference)) ?? (digest && (await engine.inspect(digest)));
  if (!image && digest !== undefined)
    return {
      name: 'trivy',
      state: 'note',
      found: cleanText(`${reference} is pinned, and not here yet: the next run fetches it`),
      remedy: `For runs with --offline fetch it now: \`docker pull ${cleanText(reference)}\`.`,
    };
  const found = await findTrivyImage(
    { options: { trivyImage: reference }, offline: true, signal: io.signal, progress: () => undefined },
    engine,
  );
  const [doubt] = found.degraded;
  return doubt
    ? { name: 'trivy', state: 'note', found: cleanText(doubt.message) }
    : { name: 'trivy', state: 'ok', found: cleanText(`${reference}, pinned and here`) };
}

async function databaseChecks(wanted: Wanted, io: Io, today: Date): Promise<Check[]> {
  const { trivyDatabaseFolder, trivyDatabaseStatus } = await import('@railgate/images');
  const folder = wanted.database ?? trivyDatabaseFolder(io.env);
  const { vulnerabilities, java } = await trivyDatabaseStatus(folder, io.signal);
  return [
    stateCheck('trivy-db', vulnerabilities, wanted, today),
    stateCheck('trivy-java-db', java, wanted, today),
  ];
}

function stateCheck(name: string, state: TrivyDatabaseState, wanted: Wanted, today: Date): Check {
  if (state.state === 'there') return ageCheck(name, state.database, wanted, today);
  if (state.state === 'damaged')
    return { name, state: 'missing', found: state.error.message, remedy: state.error.remedy };
  if (name === 'trivy-java-db')
    return {
      name,
      state: 'note',
      found: 'not here: Java archives in images cannot be looked into',
      remedy: 'If your images hold some, fetch it with `railgate db update trivy-java`.',
    };
  return lacking(
    name,
    wanted,
    'no database of vulnerabilities for Trivy',
    'Fetch it with `railgate db update trivy`, or import what you have with `railgate db import DIR`.',
  );
}

function ageCheck(name: string, { builtAt }: TrivyDatabase, wanted: Wanted, today: Date): Check {
  const days = Math.max(0, Math.floor((today.getTime() - Date.parse(builtAt)) / DAY));
  const stale = staleness("Trivy's database", builtAt, today, wanted.maxDataAge);
  if (stale !== undefined)
    return { name, state: 'missing', found: stale, remedy: 'Refresh it with `railgate db update`.' };
  return { name, state: 'ok', found: `of ${builtAt.slice(0, 10)}, ${plural(days, 'day')} old` };
}
