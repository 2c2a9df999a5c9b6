import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { Agent, type ClientRequestArgs } from 'node:http';
import { Duplex, type Readable, type Writable } from 'node:stream';

import { GateError, type ProcessRegistry } from '@railgate/contract';

import type { SshPlace } from './address.js';
import { shownWords } from './refused.js';

/** What ssh needs of the environment: its agent, the user's configuration, and programs that it starts. */
const ENVIRONMENT = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'SSH_AUTH_SOCK', 'SYSTEMROOT', 'USERPROFILE'];
const CONNECT_SECONDS = 15;
const SAID_LIMIT = 4000;

type SshProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Reaches an engine as the Docker client does: the user's own `ssh` runs `docker system dial-stdio` there, one process for
 * each request. So host keys are checked, and the user's ssh configuration and agent count.
 */
export class SshAgent extends Agent {
  readonly #place: SshPlace;
  readonly #env: NodeJS.ProcessEnv;
  readonly #processes: ProcessRegistry;

  constructor(
    place: SshPlace,
    env: Readonly<Record<string, string | undefined>>,
    processes: ProcessRegistry,
  ) {
    super({ keepAlive: false });
    this.#place = place;
    this.#env = Object.fromEntries(ENVIRONMENT.map((name) => [name, env[name]]));
    this.#processes = processes;
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const child = spawn('ssh', argumentsOf(this.#place), {
      env: this.#env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#register(child);
    return connectionOf(child, this.#place);
  }

  #register(child: SshProcess): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.#processes.started(pid);
    child.once('close', () => {
      this.#processes.ended(pid);
    });
  }
}

/** No question can be answered: there may be no terminal. */
function argumentsOf({ destination, port }: SshPlace): string[] {
  const options = ['-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${CONNECT_SECONDS}`];
  return [...options, ...(port === undefined ? [] : ['-p', String(port)]), '--', destination, ...DIAL];
}

const DIAL = ['docker', 'system', 'dial-stdio'];

function connectionOf(child: SshProcess, place: SshPlace): Duplex {
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_LIMIT)));
  const connection = new SshConnection(child);
  child.once('error', (error) => connection.destroy(sshError(place, error.message)));
  child.once('close', (code) => {
    if (code === 0 || connection.destroyed) connection.push(null);
    else connection.destroy(sshError(place, said));
  });
  return connection;
}

class SshConnection extends Duplex {
  readonly #child: SshProcess;

  constructor(child: SshProcess) {
    super();
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    // What ssh says when it ends is the better error.
    child.stdin.on('error', () => undefined);
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#child.stdin.write(chunk)) done();
    else this.#child.stdin.once('drain', done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }
}

function sshError({ destination }: SshPlace, said: string): GateError {
  return new GateError('NEED_UNMET', `ssh to ${destination} failed: ${shownWords(said)}`, {
    remedy: `Check that \`ssh ${destination} docker version\` works without a question (key in the agent, host key known), or forward the socket with \`ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock ${destination}\` and set DOCKER_HOST=unix:///tmp/docker.sock.`,
  });
}
