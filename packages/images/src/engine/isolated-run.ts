import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { GateError } from '@railgate/contract';
import type Dockerode from 'dockerode';

import { connectionFailed } from './connection-error.js';
import { makeContainer, withContainer } from './container.js';
import type { IsolatedRun, PreparedOptions, PreparedRun, RunAnswer, RunLimits } from './engine.js';
import { limitsOf, noteIgnored, startError } from './limits.js';
import { readLogs, type Logs } from './logs.js';
import { shownWords } from './refused.js';
import { ask, type Session } from './session.js';
import { fileReader, makeVolume, mountOf, putFiles } from './volume.js';

/** Bytes of standard output, and of standard error, that come back. */
export const OUTPUT_LIMIT = 1024 * 1024;
const LOGS_SECONDS = 60;

export function runIsolated(session: Session, run: IsolatedRun): Promise<RunAnswer> {
  run.signal.throwIfAborted();
  return withContainer(session, containerOf(session, run), (container) => answerOf(session, run, container));
}

/** Files go in before the container is started, and out of it when it has ended: no second container carries them. */
export async function prepareRun(
  session: Session,
  { folder, ...run }: PreparedOptions,
): Promise<PreparedRun> {
  const volume = await makeVolume(session);
  const mounts = [...run.mounts, { volume, path: folder, readOnly: false }];
  const made = await makeContainer(session, containerOf(session, { ...run, mounts })).catch(
    async (error: unknown) => {
      await volume.remove();
      throw error;
    },
  );
  const { container } = made;
  let removed: Promise<void> | undefined;
  return {
    start: async (entries, limits, use) => {
      limits.signal.throwIfAborted();
      await putFiles(session, container, folder, entries);
      limits.signal.throwIfAborted();
      return use(await answerOf(session, limits, container), fileReader(session, container, folder));
    },
    // The engine refuses to remove a volume that a container has.
    remove: () => (removed ??= made.remove().then(() => volume.remove())),
  };
}

async function answerOf(
  session: Session,
  run: RunLimits,
  container: Dockerode.Container,
): Promise<RunAnswer> {
  await start(session, container, run.signal);
  await ended(session, run, container);
  const [{ State: state, HostConfig: host }, logs] = await Promise.all([
    ask(session, 'looking at a container', (abortSignal) => container.inspect({ abortSignal })),
    logsOf(session, container),
  ]);
  noteIgnored(session, host);
  return { exitCode: state.ExitCode, outOfMemory: isOutOfMemory(session, state), ...logs };
}

async function start(session: Session, container: Dockerode.Container, signal: AbortSignal): Promise<void> {
  try {
    await ask(session, 'starting a container', (abortSignal) => container.start({ abortSignal }), { signal });
  } catch (error) {
    throw startError(error);
  }
}

const SIGKILL = 128 + 9;

/**
 * Podman does not tell on every kind of cgroups. Nobody but the kernel kills what we have not killed, and those that we kill
 * get no answer.
 */
export function isOutOfMemory(
  { kind }: Pick<Session, 'kind'>,
  state: { ExitCode: number; OOMKilled: boolean },
): boolean {
  return state.OOMKilled || (kind === 'podman' && state.ExitCode === SIGKILL);
}

function containerOf(
  session: Session,
  run: Omit<IsolatedRun, keyof RunLimits>,
): Dockerode.ContainerCreateOptions {
  return {
    Image: run.image,
    Cmd: [...run.args],
    Env: Object.entries(run.env ?? {}).map(([name, value]) => `${name}=${value}`),
    User: '65534:65534',
    WorkingDir: '/',
    Labels: { ...session.labels },
    NetworkDisabled: true,
    Healthcheck: { Test: ['NONE'] },
    StopTimeout: 1,
    HostConfig: {
      NetworkMode: 'none',
      IpcMode: 'private',
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      RestartPolicy: { Name: '' },
      Tmpfs: { '/tmp': `rw,noexec,nosuid,nodev,mode=1777,size=${run.scratch}` },
      // Podman has no default for these two where it may not raise them.
      Ulimits: ULIMITS,
      LogConfig: logConfigOf(session),
      Mounts: run.mounts.map(({ volume, path, readOnly }) => mountOf(volume.name, path, readOnly)),
      ...limitsOf(session, run),
    },
  };
}

const ULIMITS = [
  { Name: 'nofile', Soft: 1024, Hard: 1024 },
  { Name: 'nproc', Soft: 1024, Hard: 1024 },
];

/** On the engine's disk, at most twice this for one container: a hostile image could make a scanner talk without end. */
const LOG_SIZE = '4m';

/** Named, since the engine's own default may send logs away, or keep them out of our reach. */
function logConfigOf({ kind }: Session) {
  return kind === 'docker'
    ? { Type: 'json-file', Config: { 'max-size': LOG_SIZE, 'max-file': '2' } }
    : { Type: 'k8s-file', Config: { 'max-size': LOG_SIZE } };
}

/** A connection that carries nothing for minutes may be cut on its way: then the engine is asked again. */
async function ended(session: Session, run: RunLimits, container: Dockerode.Container): Promise<void> {
  const deadline = Date.now() + run.seconds * 1000;
  for (;;) {
    const seconds = Math.max(0.001, (deadline - Date.now()) / 1000);
    try {
      await ask(session, 'waiting for a container', (abortSignal) => container.wait({ abortSignal }), {
        seconds,
        signal: run.signal,
      });
      return;
    } catch (error) {
      if (Date.now() >= deadline) throw await timeoutError(session, run, container);
      if (!connectionFailed(error)) throw error;
      await sleep(500, undefined, { signal: run.signal });
    }
  }
}

async function logsOf(session: Session, container: Dockerode.Container): Promise<Logs> {
  return ask(
    session,
    'reading what a container wrote',
    async (abortSignal) => {
      const options = { follow: true as const, stdout: true, stderr: true, abortSignal };
      return readLogs((await container.logs(options)) as Readable, OUTPUT_LIMIT);
    },
    { seconds: LOGS_SECONDS },
  );
}

async function timeoutError(
  session: Session,
  run: RunLimits,
  container: Dockerode.Container,
): Promise<GateError> {
  const kill = (abortSignal: AbortSignal): Promise<unknown> => container.kill({ abortSignal });
  await ask(session, 'stopping a container', kill, { evenIfAborted: true }).catch(() => undefined);
  const logs = await logsOf(session, container).catch(() => undefined);
  const said = logs?.stderr.trim().slice(-500) ?? '';
  return new GateError(
    'TOOL_TIMEOUT',
    `The container did not end within ${run.seconds} s and was stopped.${said === '' ? '' : ` It said: ${shownWords(said)}`}`,
  );
}
