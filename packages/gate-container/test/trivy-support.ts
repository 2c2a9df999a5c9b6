import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { connectEngine, spoolExport, type ArchivedImage, type ImageArchive } from '@railgate/images';
import {
  exampleTrivyDatabase,
  findInstalledTool,
  imageArchive,
  makeTempFolder,
  removeFolder,
  type ArchiveForm,
  type Compression,
  type ImageDescription,
} from '@railgate/testkit';
import type { TestEngine } from '@railgate/testkit/engines';
import { afterAll, beforeAll } from 'vitest';

import type { Options } from '../src/options.js';
import type { TrivyInput } from '../src/trivy/input.js';
import type { Observed } from '../src/trivy/observed.js';
import { withTrivy, type Trivy } from '../src/trivy/session.js';

const NEVER = new AbortController().signal;

export const DEFAULTS: Options = {
  images: [],
  archives: [],
  build: [],
  baseImages: true,
  memory: 2048,
  cpus: 2,
  pids: 512,
  seconds: 300,
  parallel: 2,
  unfixable: 'report',
  licences: {},
};

export interface Desk {
  /** Holds `db/trivy.db`, which knows what the testkit's images hold. */
  readonly database: string;
  /** An empty folder that is removed at the end. */
  readonly scratch: string;
  archived(image: ImageDescription, form?: ArchiveForm, compression?: Compression): Promise<ArchivedImage>;
  close(): Promise<void>;
}

/** Keeps proofs and temporary files of this test file apart from those of others. Gives back what takes that back. */
async function ownFolders({ scratch }: Desk): Promise<() => void> {
  const own = { XDG_CACHE_HOME: join(scratch, 'cache'), TMPDIR: join(scratch, 'temporary') };
  const before = Object.keys(own).map((name) => [name, process.env[name]] as const);
  await mkdir(own.TMPDIR, { recursive: true });
  Object.assign(process.env, own);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** What tests of Trivy have at hand. */
export async function openDesk(): Promise<Desk> {
  const scratch = await makeTempFolder();
  const database = join(scratch, 'database');
  await exampleTrivyDatabase(database);
  await mkdir(join(scratch, 'repository'));
  const open: ImageArchive[] = [];
  return {
    database,
    scratch,
    async archived(image, form = 'docker-legacy', compression = 'none') {
      const tar = imageArchive(image, form, { compression });
      const archive = await spoolExport(Readable.from([tar]), { signal: NEVER });
      open.push(archive);
      const [first] = archive.images;
      if (first === undefined) throw new Error('The archive of the test holds no image.');
      return first;
    },
    async close() {
      await Promise.all(open.map((archive) => archive.close()));
      await removeFolder(scratch);
    },
  };
}

/** A desk for the tests of a file or of a `describe`, with folders of their own until the desk is closed. */
export function withDesk(use: (desk: Desk) => void): void {
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const desk = await openDesk();
    const restore = await ownFolders(desk);
    close = () => {
      restore();
      return desk.close();
    };
    use(desk);
  });
  afterAll(() => close());
}

/** A session that stays open for many questions. */
export interface OpenTrivy {
  readonly trivy: Trivy;
  close(): Promise<void>;
}

export function openTrivy(input: TrivyInput): Promise<OpenTrivy> {
  return new Promise((resolve, reject) => {
    const ended = withTrivy(
      input,
      (trivy) =>
        new Promise<void>((end) => {
          const close = (): Promise<void> => {
            end();
            return ended;
          };
          resolve({ trivy, close });
        }),
    );
    ended.catch(reject);
  });
}

/** What Trivy sees in an image. */
export async function observe(
  desk: Desk,
  { trivy }: Pick<OpenTrivy, 'trivy'>,
  image: ImageDescription,
): Promise<Observed> {
  const { observed } = await trivy.scan(await desk.archived(image), { signal: NEVER, name: 'image' });
  return observed;
}

export type More = Partial<Omit<TrivyInput, 'options'>> & { readonly options?: Partial<Options> };

/** For the Trivy of this machine. */
export function nativeInput(desk: Desk, more: More = {}): TrivyInput {
  return inputOf(desk, { trivyBinary: findInstalledTool('trivy') ?? '/nowhere/trivy' }, more);
}

/** For the Trivy in an engine. */
export function engineInput(desk: Desk, engine: TestEngine, more: More = {}): TrivyInput {
  const input = inputOf(desk, { trivyImage: engine.trivyImage }, more);
  const { signal, processes } = input;
  return { ...input, engine: () => connectEngine({ env: engine.env, signal, processes }) };
}

function inputOf(desk: Desk, which: Partial<Options>, { options, ...more }: More): TrivyInput {
  return {
    options: { ...DEFAULTS, database: desk.database, ...which, ...options },
    root: join(desk.scratch, 'repository'),
    now: new Date(),
    offline: true,
    maxDataAge: undefined,
    signal: NEVER,
    processes: { started: () => undefined, ended: () => undefined },
    progress: () => undefined,
    engine: () => Promise.reject(new Error('No engine was expected to be asked.')),
    ...more,
  };
}

/** An executable in the scratch folder that does what the script of Node says. */
export async function program(desk: Desk, name: string, script: string): Promise<string> {
  const path = join(desk.scratch, name);
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
  return path;
}
