import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { configHome } from './config-home.js';
import { dataHome } from './data-home.js';
import { PLAIN_PATH } from './plain-path.js';

/** The built command, as users get it. */
export const MAIN = fileURLToPath(new URL('../bundle/main.js', import.meta.url));

export interface CliOptions {
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Lets commands that scan ask beyond this machine. */
  readonly online?: boolean;
  /** A program before node: `['unshare', '-rm', …]`. */
  readonly through?: readonly string[];
  /** Called with what came on standard error so far; the signal that it returns is sent once. */
  readonly interrupt?: (stderr: string) => NodeJS.Signals | undefined;
}

export interface CliAnswer {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command in a process of its own, with an environment that is the same on every machine: the database of
 * advisories is that of the example, the container gate is left out, and what scans is `--offline`.
 */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliAnswer> {
  const [name = '', ...rest] = args;
  const given = SCANNING.has(name) && !options.online ? [name, '--offline', ...rest] : args;
  const command = [...(options.through ?? []), process.execPath, MAIN, ...given];
  const [program = process.execPath, ...programArguments] = command;
  const child = spawn(program, programArguments, {
    cwd: options.cwd,
    env: {
      PATH: PLAIN_PATH,
      HOME: '/nonexistent',
      NO_COLOR: '1',
      CI: '1',
      SOURCE_DATE_EPOCH: DAY,
      XDG_DATA_HOME: await dataHome(),
      XDG_CONFIG_HOME: configHome(),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  let stdout = '';
  let stderr = '';
  let sent = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    const signal = sent ? undefined : options.interrupt?.(stderr);
    if (signal === undefined) return;
    sent = true;
    child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

const SCANNING: ReadonlySet<string> = new Set(['run', 'scan', 'fix']);

/** 2026-11-21, in seconds since 1970. */
const DAY = '1795219200';

/** The reports in a folder, by path; none when there is no such folder. */
export function reportsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true }).map(String);
  return paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
}

/** Those that are half written: no JSON although they should be, without an end, or under a temporary name. */
export function brokenReports(folder: string): string[] {
  return reportsIn(folder).filter((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    if (path.endsWith('.tmp') || text === '') return true;
    if (path.endsWith('.html')) return !text.trimEnd().endsWith('</html>');
    return /\.(?:json|sarif)$/.test(path) && !isJson(text);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
