import { GateError, type ProcessRegistry } from '@railgate/contract';

import { killTree } from './process-tree.js';
import { redact } from './redact.js';

/** A wrapped tool is data; `runTool` does the rest. */
export interface Tool {
  readonly name: string;
  readonly command: string;
  /** Exit codes that are answers. Any other is a crash. */
  readonly answers: readonly number[];
  /** What to do when it is not there. */
  readonly install: string;
  /** Names of environment variables that the tool's own credential may come from. */
  readonly credentials?: readonly string[];
}

export interface RunToolOptions {
  readonly cwd: string;
  /** Seconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly processes: ProcessRegistry;
  readonly env?: Readonly<Record<string, string>>;
  /** What the tool reads from its standard input, which is closed without it. */
  readonly input?: string;
  /** Bytes of output; more is a crash, since a cut report is unreadable. */
  readonly outputLimit?: number;
}

export interface ToolAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const OUTPUT_LIMIT = 256 * 1024 * 1024;
const STDERR_SHOWN = 2000;
/** What a program needs to start and to reach the user's registry and proxy. Nothing else is handed on. */
const ENVIRONMENT = [
  'PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE',
  'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME',
  'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy',
  'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS',
]; // prettier-ignore

/**
 * Runs a tool: an argument array and never a shell, standard input closed or of a known text, a clean environment, a process group of
 * its own that is ended as a tree on timeout and on abort, bounded output.
 *
 * @throws {GateError} `NEED_UNMET` when the command is not there, `TOOL_TIMEOUT`, `TOOL_CRASHED` on any exit code that
 * is no answer, on a signal, and when the output is larger than the limit.
 */
export async function runTool(
  tool: Tool,
  args: readonly string[],
  options: RunToolOptions,
): Promise<ToolAnswer> {
  // Only here, since every gate's thread loads this package and execa takes 50 to 190 ms.
  const { execa } = await import('execa');
  options.signal.throwIfAborted();
  const child = execa(tool.command, args, {
    cwd: options.cwd,
    env: toolEnvironment(tool, options.env),
    extendEnv: false,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    detached: true,
    cleanup: false,
    reject: false,
    stripFinalNewline: false,
    // Ours is the limit: execa's stops reading, and a tool that goes on writing would hang until its timeout.
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  const pid = child.pid;
  if (pid !== undefined) options.processes.started(pid);
  let timedOut = false;
  let killing: Promise<void> | undefined;
  const end = () => (killing ??= pid === undefined ? undefined : killTree(pid));
  const timer = setTimeout(() => {
    timedOut = true;
    void end();
  }, options.timeout * 1000);
  options.signal.addEventListener('abort', end, { once: true });
  const limit = options.outputLimit ?? OUTPUT_LIMIT;
  let written = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      written += chunk.length;
      if (written > limit) void end();
    });
  }
  try {
    const result = await child;
    await killing;
    if (timedOut) throw timeoutError(tool, options.timeout, result.stderr);
    options.signal.throwIfAborted();
    if (written > limit)
      throw new GateError('TOOL_CRASHED', `${tool.name} wrote more than ${limit} bytes and was stopped.`);
    return answerOf(tool, result);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', end);
    if (pid !== undefined) options.processes.ended(pid);
  }
}

/** The environment a tool gets. */
export function toolEnvironment(
  tool: Tool,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const names = [...ENVIRONMENT, ...(tool.credentials ?? [])];
  const inherited = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), CI: '1', LC_ALL: 'C.UTF-8', NO_COLOR: '1', ...extra };
}

interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function answerOf(tool: Tool, result: Ended): ToolAnswer {
  if (result.code === 'ENOENT' || result.code === 'EACCES') {
    throw new GateError(
      'NEED_UNMET',
      `${tool.name} cannot be started: ${tool.command} is not there or not executable.`,
      {
        remedy: tool.install,
      },
    );
  }
  if (result.exitCode === undefined) {
    throw new GateError(
      'TOOL_CRASHED',
      `${tool.name} was ended by ${result.signal ?? 'an unknown cause'}.${said(result.stderr)}`,
    );
  }
  if (!tool.answers.includes(result.exitCode)) {
    throw new GateError(
      'TOOL_CRASHED',
      `${tool.name} ended with exit code ${result.exitCode}.${said(result.stderr)}`,
    );
  }
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

function timeoutError(tool: Tool, seconds: number, stderr: string): GateError {
  return new GateError(
    'TOOL_TIMEOUT',
    `${tool.name} did not answer within ${seconds} s and was stopped.${said(stderr)}`,
  );
}

function said(stderr: string): string {
  const text = redact(stderr.trim()).slice(-STDERR_SHOWN);
  return text === '' ? '' : ` It said: ${text}`;
}
