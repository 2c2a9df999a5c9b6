import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { spoolExport, type ArchivedImage } from '@railgate/images';
import { file, folder, tarOf, withTempFolder } from '@railgate/testkit';
import { callEngine, removeImage, type TestEngine } from '@railgate/testkit/engines';

import { shellStandIn } from './shell-stand-in.js';

const run = promisify(execFile);

/** The base image of all builds: a shell, a folder, two layers. */
export async function withBase<T>(engine: TestEngine, name: string, use: () => Promise<T>): Promise<T> {
  const shell = file('bin/sh', shellStandIn(), { mode: 0o755 });
  const tar = tarOf([folder('bin'), shell, folder('etc'), file('etc/passwd', 'root:x:0:0::/:/bin/sh\n')]);
  // Podman knows no `tag` beside it.
  const path = `/images/create?fromSrc=-&repo=${name}`;
  await done(callEngine(engine, path, { method: 'POST', body: Readable.from([tar]) }));
  try {
    return await use();
  } finally {
    await removeBuiltOn(engine, name);
    await removeImage(engine, name);
  }
}

/** Stages that nothing names: Podman keeps them for the next build, Docker's classic builder forgets them. */
async function removeBuiltOn(engine: TestEngine, base: string): Promise<void> {
  const dangling = encodeURIComponent(JSON.stringify({ dangling: ['true'] }));
  const said = await done(callEngine(engine, `/images/json?filters=${dangling}`));
  for (const { Id } of JSON.parse(said) as { Id: string }[]) {
    // Other tests remove images of theirs at the same time.
    const { status, body } = await callEngine(engine, `/images/${Id}/history`);
    if (status === 200 && body.toString().includes(base)) await removeImage(engine, Id);
  }
}

export interface RealBuild {
  readonly engine: TestEngine;
  readonly name: string;
  readonly dockerfile: string;
  /** Paths in the context; each file holds its path. */
  readonly files: readonly string[];
  /** Of the build, of Docker's or Podman's API. */
  readonly options?: Readonly<Record<string, string>>;
}

/** Builds with Docker's classic builder, or with Buildah behind Podman's socket, and opens the export. */
export async function buildClassic<T>(build: RealBuild, use: (image: ArchivedImage) => T): Promise<T> {
  const entries = build.files.map((path) => file(path, path));
  const context = tarOf([file('Dockerfile', build.dockerfile), ...entries]);
  const query = new URLSearchParams({ t: build.name, networkmode: 'none', forcerm: '1', ...build.options });
  const body = Readable.from([context]);
  const said = await done(callEngine(build.engine, `/build?${query.toString()}`, { method: 'POST', body }));
  if (said.includes('"error"')) throw new Error(said.slice(-1000));
  return opened(build, use);
}

/** Builds with BuildKit, which only Docker's client can ask for. */
export async function buildWithBuildKit<T>(
  build: RealBuild,
  client: string,
  use: (image: ArchivedImage) => T,
): Promise<T> {
  await withTempFolder(async (root) => {
    for (const [path, content] of [
      ['Dockerfile', build.dockerfile],
      ...build.files.map((one) => [one, one]),
    ] as const) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    const env = { ...build.engine.env, DOCKER_BUILDKIT: '1', PATH: process.env['PATH'], HOME: root };
    await run(client, ['build', '--quiet', '--network', 'none', '--tag', build.name, root], { env });
  });
  return opened(build, use);
}

/** A Docker client that has BuildKit in it, or the plugin for it. */
export async function buildKitClient({ env }: TestEngine): Promise<string | undefined> {
  for (const client of ['/usr/bin/docker', '/usr/local/bin/docker'].filter((path) => existsSync(path))) {
    const version = await answer(client, ['version', '--format', '{{.Client.Version}}'], env);
    const plugin = await answer(client, ['buildx', 'version'], env);
    if (plugin !== undefined || (version !== undefined && Number.parseInt(version, 10) < 23)) return client;
  }
  return undefined;
}

async function answer(
  client: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  try {
    return (await run(client, args, { env: { PATH: process.env['PATH'], ...env } })).stdout;
  } catch {
    return undefined;
  }
}

async function opened<T>({ engine, name }: RealBuild, use: (image: ArchivedImage) => T): Promise<T> {
  try {
    const { status, body } = await callEngine(engine, `/images/${name}/get`);
    if (status !== 200) throw new Error(body.toString());
    const archive = await spoolExport(Readable.from([body]), { signal: new AbortController().signal });
    try {
      const [image] = archive.images;
      if (!image) throw new Error(`${name} is not in its export.`);
      return use(image);
    } finally {
      await archive.close();
    }
  } finally {
    await removeImage(engine, name);
  }
}

async function done(called: Promise<{ status: number; body: Buffer }>): Promise<string> {
  const { status, body } = await called;
  if (status >= 300) throw new Error(`the engine answers ${status}: ${body.toString()}`);
  return body.toString();
}
