import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, realpath, rm, symlink, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';
import type { ReadFile, VolumeEntry } from '@railgate/images';
import { runTool, type Tool } from '@railgate/kit';

import { VERSION_ARGUMENTS } from './arguments.js';
import type { TrivyDatabaseFiles } from './database.js';
import type { TrivyInput } from './input.js';
import { FIRST_ENTRIES, SCRATCH_FOLDER, goEnvironment, type Place } from './place.js';
import { VERSION_SECONDS, versionOf } from './version.js';
import { refuseMalicious } from './versions.js';

/** All of them: which is an answer is judged where the answers of a container are, too. */
const EXIT_CODES = Array.from({ length: 256 }, (_, code) => code);
const INSTALL = 'Check `trivyBinary`: it is the path of an executable `trivy`.';
/** Bytes of a report that are read at once. */
const CHUNK = 256 * 1024;
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** Gives `use` the Trivy of this machine. Its network cannot be taken away, so all hangs on its arguments. */
export async function withBinary<T>(
  input: TrivyInput,
  database: TrivyDatabaseFiles,
  binary: string,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const digest = await digestOf(binary);
  refuseMalicious([], [digest]);
  return withTempFolder(async (home) => {
    const cache = await linkDatabase(join(home, 'cache'), database);
    const run = runner(input, binary);
    const asked = {
      files: [],
      args: () => VERSION_ARGUMENTS,
      seconds: VERSION_SECONDS,
      signal: input.signal,
    };
    const version = await run(asked, (ended) => Promise.resolve(versionOf(ended)));
    return use({ version, digest, degraded: [], cache, prepare: () => undefined, run });
  });
}

/** An update of the database while a scan runs exchanges a folder: these links go to the one that is there now. */
async function linkDatabase(cache: string, database: TrivyDatabaseFiles): Promise<string> {
  for (const [folder, files] of database.files) {
    await mkdir(join(cache, folder), { recursive: true });
    for (const [name, file] of files) await symlink(await realpath(file), join(cache, folder, name));
  }
  return cache;
}

function runner(input: TrivyInput, command: string): Place['run'] {
  const tool: Tool = {
    name: 'Trivy',
    command,
    answers: EXIT_CODES,
    install: INSTALL,
  };
  return ({ files, args, seconds, signal }, use) =>
    withTempFolder(async (path) => {
      await put(path, [...FIRST_ENTRIES, ...files]);
      signal.throwIfAborted();
      const answer = await runTool(tool, args(path), {
        cwd: path,
        timeout: seconds,
        signal,
        processes: input.processes,
        outputLimit: OUTPUT_LIMIT,
        env: {
          HOME: path,
          XDG_CACHE_HOME: path,
          XDG_CONFIG_HOME: path,
          XDG_DATA_HOME: path,
          TMPDIR: join(path, SCRATCH_FOLDER),
          ...goEnvironment(input.options.memory),
        },
      });
      const read: ReadFile = (name, limit, useContent) => readFile(join(path, name), limit, useContent);
      return use({ ...answer, outOfMemory: false, read });
    });
}

async function put(root: string, entries: Iterable<VolumeEntry>): Promise<void> {
  for (const entry of entries) {
    const path = join(root, entry.path);
    if (entry.kind === 'folder') {
      await mkdir(path, { recursive: true });
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, entry.content(), { flag: 'wx', mode: 0o600 });
  }
}

async function readFile<T>(
  path: string,
  limit: number,
  use: (content: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const file = await open(path).catch((error: unknown) => {
    throw new GateError('REPORT_UNREADABLE', 'Trivy wrote no report.', { cause: error });
  });
  try {
    const { size } = await file.stat();
    if (size > limit)
      throw new GateError(
        'REPORT_UNREADABLE',
        `Trivy's report has ${size} bytes; at most ${limit} are read.`,
      );
    return await use(piecesOf(file));
  } finally {
    await file.close();
  }
}

/** All in the same memory: a buffer for each would wait to be collected. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** @throws {GateError} `NEED_UNMET` when it is not there, or hangs on where somebody stands */
async function digestOf(binary: string): Promise<string> {
  if (!isAbsolute(binary)) {
    throw new GateError('NEED_UNMET', `\`trivyBinary\` is ${cleanText(binary)}, which is no absolute path.`, {
      remedy: 'Name it with all its folders: `/usr/local/bin/trivy`.',
    });
  }
  const hash = createHash('sha256');
  try {
    const file = await open(binary);
    try {
      for await (const piece of piecesOf(file)) hash.update(piece);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new GateError('NEED_UNMET', `Trivy cannot be read: ${cleanText(binary)}.`, {
      remedy: INSTALL,
      cause: error,
    });
  }
  return `sha256:${hash.digest('hex')}`;
}

async function withTempFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'railgate-trivy-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
