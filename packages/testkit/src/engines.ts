// Real container engines for tests. `.ci/run` starts a Docker and a Podman of its own and names their sockets; elsewhere the
// engine of the machine is used. Not in the index of the testkit, since it imports vitest.
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { describe, it } from 'vitest';

import { engineAt, socketOf } from './engine-api.js';
import { findInstalledTool } from './installed-tool.js';
import { onceARun } from './once-a-run.js';
import { TRIVY_IMAGE, ensureProgramImage } from './program-image.js';

export {
  RUN_LABEL,
  callEngine,
  inspectImage,
  leftoversOf,
  loadImage,
  removeImage,
  survivorsOf,
  tagImage,
  type EngineAddress,
  type EngineAnswer,
  type EngineCall,
  type InspectedImage,
  type Leftover,
} from './engine-api.js';
export { programImage } from './program-image.js';

export type EngineKind = 'docker' | 'podman' | 'podman-rootless';

/** An engine that answers, with the real Trivy in it. */
export interface TestEngine {
  readonly kind: EngineKind;
  /** What the product reads. */
  readonly env: { readonly DOCKER_HOST: string };
  /** Path of the socket. */
  readonly socket: string;
  /** Name of the image with the real Trivy, whose entrypoint it is. */
  readonly trivyImage: string;
}

export interface NoEngine {
  readonly kind: EngineKind;
  /** Why there is none, and what to do. */
  readonly skip: string;
}

interface Source {
  /** Set by `.ci/run`. */
  readonly variable: string;
  /** Where the machine's own one may be; never for an engine that only `.ci/run` can start. */
  readonly usual: () => readonly string[];
  readonly speaks: 'docker' | 'podman';
  readonly rootless?: boolean;
  readonly install: string;
}

const SOURCES: Readonly<Record<EngineKind, Source>> = {
  docker: {
    variable: 'RAILGATE_TEST_DOCKER',
    usual: () => [
      '/var/run/docker.sock',
      inRuntimeFolder('docker.sock'),
      join(homedir(), '.docker/run/docker.sock'),
    ],
    speaks: 'docker',
    install: 'start Docker, or run `node tools/ci/engines.mjs start` as root',
  },
  podman: {
    variable: 'RAILGATE_TEST_PODMAN',
    usual: () => ['/run/podman/podman.sock', inRuntimeFolder('podman/podman.sock')],
    speaks: 'podman',
    install: 'run `systemctl --user start podman.socket`, or `node tools/ci/engines.mjs start` as root',
  },
  'podman-rootless': {
    variable: 'RAILGATE_TEST_ROOTLESS_PODMAN',
    usual: () => [inRuntimeFolder('podman/podman.sock')],
    speaks: 'podman',
    rootless: true,
    install: 'run `systemctl --user start podman.socket`, or `node tools/ci/engines.mjs start` as root',
  },
};

/** The Docker of `.ci/run`, else that of DOCKER_HOST, else the machine's. */
export function dockerEngine(): Promise<TestEngine | NoEngine> {
  return engine('docker');
}

/** A Podman that answers Docker's API, whoever it runs as. */
export function podmanEngine(): Promise<TestEngine | NoEngine> {
  return engine('podman');
}

/** A Podman of an unprivileged user. */
export function rootlessPodmanEngine(): Promise<TestEngine | NoEngine> {
  return engine('podman-rootless');
}

/**
 * A group of tests that need an engine. Without one it is a single test, skipped, that says why.
 *
 * @param found what `await dockerEngine()` gives at the top of the test file
 */
export function describeWithEngine(
  name: string,
  found: TestEngine | NoEngine,
  tests: (engine: TestEngine) => void,
): void {
  describe(name, () => {
    if ('skip' in found) it(`needs ${found.kind}`, ({ skip }) => skip(found.skip));
    else tests(found);
  });
}

const engines = new Map<EngineKind, Promise<TestEngine | NoEngine>>();

function engine(kind: EngineKind): Promise<TestEngine | NoEngine> {
  const known = engines.get(kind) ?? prepare(kind);
  engines.set(kind, known);
  return known;
}

async function prepare(kind: EngineKind): Promise<TestEngine | NoEngine> {
  const host = await findEngine(SOURCES[kind]);
  if (host === undefined) return { kind, skip: `no ${kind} answers: ${SOURCES[kind].install}` };
  const trivy = process.platform === 'linux' ? findInstalledTool('trivy') : undefined;
  if (trivy === undefined) return { kind, skip: 'there is no Trivy for Linux: run tools/ci/setup on Linux' };
  const env = { DOCKER_HOST: host };
  await onceARun(runFolder(), `trivy-in-${kind}`, () => ensureProgramImage({ env }, TRIVY_IMAGE, trivy));
  return { kind, env, socket: socketOf(host), trivyImage: TRIVY_IMAGE };
}

async function findEngine({ variable, usual, speaks, rootless }: Source): Promise<string | undefined> {
  for (const host of candidates(process.env[variable], usual)) {
    const said = host.startsWith('unix://') ? await engineAt(host) : undefined;
    if (said === speaks && (!rootless || isOfUser(host))) return host;
  }
  return undefined;
}

/** The socket of an engine belongs to who runs it. */
function isOfUser(host: string): boolean {
  return statSync(socketOf(host)).uid !== 0;
}

/** What was named for the tests is the only one: another would hide that it does not answer. */
function candidates(named: string | undefined, usual: () => readonly string[]): readonly string[] {
  if (named !== undefined && named !== '') return [named];
  const own = process.env['DOCKER_HOST'];
  return [...(own ? [own] : []), ...usual().map((path) => `unix://${path}`)];
}

function inRuntimeFolder(path: string): string {
  return join(process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`, path);
}

function runFolder(): string {
  const folder = process.env['RAILGATE_TEST_FOLDER'];
  if (folder === undefined) throw new Error('There is no RAILGATE_TEST_FOLDER: tests run by vitest only.');
  return folder;
}
