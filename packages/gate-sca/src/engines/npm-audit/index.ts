import { posix } from 'node:path';

import { GateError } from '@railgate/contract';
import {
  INSTALL_NPM,
  NpmConfig,
  npmVersion,
  withScratchProject,
  type Lockfile,
  type ScratchProject,
} from '@railgate/dependencies';
import { hostOf, mapBounded, readSource } from '@railgate/kit';

import { CANARIES, provesEcosystem } from '../canary.js';
import {
  READS,
  type Engine,
  type EngineAnswer,
  type EngineInput,
  type Report,
  type Uncovered,
} from '../engine.js';
import { questionsOf, versionsOf, type Versions } from '../npm-registry/questions.js';
import { OTHERWISE } from '../npm-registry/ask-registry.js';
import { withheldGaps } from '../withheld.js';
import { auditedLockfile, auditedManifest, CANARY_NODE, namelessManifest } from './audited-lockfile.js';
import { readAudit } from './read-audit.js';

/** The client of npm itself, for the lockfiles that npm writes. */
export const engine: Engine = {
  name: 'npm-audit',
  ecosystems: ['npm'],
  formats: READS['npm-audit'] ?? [],
  online: true,
  ask: (input) => askNpm(input),
};

/** Processes of npm: each takes a core for half a second, then waits for the registry. */
const AT_ONCE = 2;
const KNOWN_GOOD = [10, 11, 12];
const FLAGS = ['--json', '--package-lock-only', '--include=dev', '--include=optional', '--include=peer'];
const CANARY = (CANARIES.get('npm') ?? [])[0] ?? { name: '', version: '', ids: [] };

/** @param requestTimeout seconds for one request to the registry */
export async function askNpm(input: EngineInput, requestTimeout = 30): Promise<EngineAnswer> {
  const lockfiles = input.dependencies.lockfiles.filter(({ ecosystem }) => ecosystem === 'npm');
  const own = lockfiles.filter(({ format }) => format === 'package-lock');
  if (own.length === 0) throw new GateError('LOOKED_AT_NOTHING', 'There is no lockfile of npm.');
  const version = versionOf(input.workspace.root);
  const config = NpmConfig.read(input.workspace.root);
  const answers = await mapBounded(own, AT_ONCE, (lockfile) =>
    audit(input, config, lockfile, requestTimeout),
  );
  const isKnown = KNOWN_GOOD.some((major) => version.startsWith(`${major}.`));
  return {
    reports: answers.flatMap(({ reports }) => reports),
    evidence: { name: 'npm-audit', version, canary: 'found' },
    proven: ['npm'],
    uncovered: [...answers.flatMap(({ uncovered }) => uncovered), ...otherManagers(lockfiles)],
    ...(!isKnown && {
      left: `npm ${version} is not a version that was tested here (${KNOWN_GOOD.join(', ')}).`,
    }),
  };
}

function versionOf(root: string): string {
  return npmVersion(root) ?? 'unknown';
}

interface Audited {
  readonly reports: readonly Report[];
  readonly uncovered: readonly Uncovered[];
}

async function audit(
  input: EngineInput,
  config: NpmConfig,
  lockfile: Lockfile,
  requestTimeout: number,
): Promise<Audited> {
  const alone = { ...input, dependencies: { ...input.dependencies, lockfiles: [lockfile] } };
  const { byRegistry, withheld } = await questionsOf(alone, config);
  // npm asks one registry for all packages, whatever their scope.
  const registry = config.registryOf('');
  const host = hostOf(registry);
  const asked = versionsOf(byRegistry.get(registry) ?? []);
  const others = [...byRegistry].filter(([address]) => address !== registry);
  const elsewhere = others.flatMap(([from, packages]) => packages.map((one) => ({ ...one, from })));
  const uncovered = withheldGaps([...withheld, ...elsewhere], host);
  input.progress(`npm-audit ${lockfile.path}`);
  const text = textOf(input, lockfile);
  const mayTell = (name: string, version: string): boolean => asked.get(name)?.has(version) === true;
  const audited = auditedLockfile(text, CANARY, mayTell);
  const reports = await withScratchProject(
    input,
    asPackageLock(lockfile),
    (project) => run(project, host, asked, requestTimeout),
    audited,
  );
  return { reports, uncovered };
}

/** The two differ in their names alone, and npm 12 knows only this one. */
function asPackageLock(lockfile: Lockfile): Lockfile {
  return { ...lockfile, path: posix.join(posix.dirname(lockfile.path), 'package-lock.json') };
}

async function run(
  project: ScratchProject,
  host: string,
  asked: Versions,
  requestTimeout: number,
): Promise<readonly Report[]> {
  for (const manifest of project.manifests)
    project.edit(manifest, (text) =>
      manifest === 'package.json' ? auditedManifest(text, CANARY) : namelessManifest(text),
    );
  const answer = await project.runNpm(['audit', ...FLAGS], { requestTimeout });
  const { reports, idsAt } = readAudit(answer, host, asked);
  const { name, version } = CANARY;
  if (provesEcosystem('npm', { name, version, ids: idsAt(CANARY_NODE, version) })) return reports;
  throw new GateError(
    'CANARY_MISSED',
    `npm audit did not report ${name} ${version}, which was among the packages: ${host} has no advisories, or npm did not ask for them (\`npm config get offline\`).`,
    { remedy: `Use a registry with advisories instead of ${host}. ${OTHERWISE}` },
  );
}

function textOf({ workspace }: EngineInput, { path }: Lockfile): string {
  const read = readSource(workspace, path, Infinity);
  if (!('gap' in read)) return read.text;
  throw new GateError('REPORT_UNREADABLE', read.gap.message);
}

/** Lockfiles that npm does not read. */
function otherManagers(lockfiles: readonly Lockfile[]): Uncovered[] {
  return lockfiles
    .filter(({ format }) => format !== 'package-lock')
    .map(({ path }) => ({
      ecosystem: 'npm',
      gap: {
        code: 'SOURCE_MISSING',
        message: 'npm audit reads the lockfiles of npm alone, and no other engine answered for this one.',
        remedy: `Run \`railgate db update npm\`, or add \`npm-registry\` to \`engines\`. ${INSTALL_NPM}`,
        path,
      },
    }));
}
