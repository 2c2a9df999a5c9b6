import { createReadStream } from 'node:fs';
import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** Where Docker's API is spoken: `unix:///var/run/docker.sock`. */
export interface EngineAddress {
  readonly env: { readonly DOCKER_HOST: string };
}

/** A container, volume or network that the product made: it says so by the label `railgate.run`. */
export interface Leftover {
  readonly kind: 'container' | 'volume' | 'network';
  readonly name: string;
  /** Value of the label `railgate.run`. */
  readonly run: string;
}

export interface InspectedImage {
  /** `sha256:…` */
  readonly Id: string;
  readonly RepoTags: readonly string[] | null;
  readonly RootFS: { readonly Layers?: readonly string[] };
}

export interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface EngineCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: string | Readable;
  /** Seconds without a byte until the engine counts as not answering. */
  readonly patience?: number;
}

/** The product marks with it what it makes in an engine; the value names one run. */
export const RUN_LABEL = 'railgate.run';
const OWNER_LABEL = 'railgate.owner';
const LABELLED = `filters=${encodeURIComponent(JSON.stringify({ label: [RUN_LABEL] }))}`;
const LOADED = /Loaded image(?:\(s\)| ID)?: (.+)/g;

/** What answers there, or nothing when nothing does. A Podman takes seconds to tell its version, and none for a ping. */
export async function engineAt(host: string): Promise<'docker' | 'podman' | undefined> {
  try {
    const { status, headers } = await callEngine({ env: { DOCKER_HOST: host } }, '/_ping', { patience: 10 });
    if (status !== 200) return undefined;
    return headers['libpod-api-version'] === undefined ? 'docker' : 'podman';
  } catch {
    return undefined;
  }
}

/**
 * Loads a tar as `docker save` writes it (or a file that holds one) and gives the names of its images, or their ids where
 * they have none.
 *
 * @throws {Error} with what the engine says.
 */
export async function loadImage(engine: EngineAddress, tar: string | Buffer | Readable): Promise<string[]> {
  const { status, body } = await callEngine(engine, '/images/load?quiet=1', {
    method: 'POST',
    body: streamOf(tar),
  });
  const said = body.toString();
  // The engine says 200 before it has read the tar, and fails afterwards.
  if (status !== 200 || said.includes('"error"')) throw new Error(`loading the image failed: ${said}`);
  const messages = said.split('\n').map((line) => (line.trim() === '' ? '' : streamed(line)));
  return [...messages.join('').matchAll(LOADED)].flatMap(([, names = '']) => names.trim().split(/\s*,\s*/));
}

function streamed(line: string): string {
  return (JSON.parse(line) as { stream?: string }).stream ?? '';
}

function streamOf(tar: string | Buffer | Readable): Readable {
  if (typeof tar === 'string') return createReadStream(tar);
  return Buffer.isBuffer(tar) ? Readable.from([tar]) : tar;
}

/** What the engine knows of an image, by name or id; nothing where it has none. */
export async function inspectImage(engine: EngineAddress, name: string): Promise<InspectedImage | undefined> {
  const { status, body } = await callEngine(engine, `/images/${name}/json`);
  if (status === 404) return undefined;
  return JSON.parse(expectDone(status, body)) as InspectedImage;
}

/** Gives the image `name` a further name, `repository:tag`. @throws {Error} when there is no such image. */
export async function tagImage(engine: EngineAddress, name: string, further: string): Promise<void> {
  const colon = further.lastIndexOf(':');
  const query = new URLSearchParams({ repo: further.slice(0, colon), tag: further.slice(colon + 1) });
  const { status, body } = await callEngine(engine, `/images/${name}/tag?${query.toString()}`, {
    method: 'POST',
  });
  expectDone(status, body);
}

/** By name or id, also when it is not there. */
export async function removeImage(engine: EngineAddress, name: string): Promise<void> {
  const { status, body } = await callEngine(engine, `/images/${name}?force=true`, { method: 'DELETE' });
  if (status !== 404) expectDone(status, body);
}

/**
 * What the product left behind in the engine; of one run where `run` is given. Tests that run at the same time have
 * containers there too: ask for `survivorsOf` when the value of the label is not known.
 */
export async function leftoversOf(engine: EngineAddress, run?: string): Promise<Leftover[]> {
  const found = (await labelledOf(engine)).map(({ leftover }) => leftover);
  return run === undefined ? found : found.filter((each) => each.run === run);
}

interface Labelled {
  readonly leftover: Leftover;
  /** As the product writes it: `<host>:<process id>:<start>`. */
  readonly owner: string;
}

async function labelledOf(engine: EngineAddress): Promise<Labelled[]> {
  const [containers, volumes, networks] = await Promise.all([
    list<{ Names: string[]; Labels: Labels }[]>(engine, '/containers/json?all=true&'),
    list<{ Volumes: { Name: string; Labels: Labels }[] | null }>(engine, '/volumes?'),
    list<{ Name: string; Labels: Labels }[]>(engine, '/networks?'),
  ]);
  return [
    ...containers.map(({ Names, Labels }) => labelled('container', Names[0] ?? '', Labels)),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => labelled('volume', Name, Labels)),
    ...networks.map(({ Name, Labels }) => labelled('network', Name, Labels)),
  ];
}

type Labels = Readonly<Record<string, string>>;

function labelled(kind: Leftover['kind'], name: string, labels: Labels): Labelled {
  const leftover = { kind, name: name.replace(/^\//, ''), run: labels[RUN_LABEL] ?? '' };
  return { leftover, owner: labels[OWNER_LABEL] ?? '' };
}

/**
 * What is there now and still there after so many seconds, but for what belongs to another process that is still running: a
 * test beside this one. Without leftovers it answers at once.
 */
export async function survivorsOf(engine: EngineAddress, seconds = 20): Promise<Leftover[]> {
  const end = Date.now() + seconds * 1000;
  let surviving = await abandonedIn(engine);
  while (surviving.length > 0 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = new Set((await abandonedIn(engine)).map(identity));
    surviving = surviving.filter((each) => now.has(identity(each)));
  }
  return surviving;
}

async function abandonedIn(engine: EngineAddress): Promise<Leftover[]> {
  const found = await labelledOf(engine);
  return found.filter(({ owner }) => !isOfAnother(owner)).map(({ leftover }) => leftover);
}

function isOfAnother(owner: string): boolean {
  const pid = Number(/:(\d{1,10}):[^:]*$/.exec(owner)?.[1] ?? process.pid);
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function identity({ kind, name }: Leftover): string {
  return `${kind} ${name}`;
}

async function list<T>(engine: EngineAddress, path: string): Promise<T> {
  const { status, body } = await callEngine(engine, `${path}${LABELLED}`);
  return JSON.parse(expectDone(status, body)) as T;
}

function expectDone(status: number, body: Buffer): string {
  if (status >= 300) throw new Error(`the engine answers ${status}: ${body.toString()}`);
  return body.toString();
}

/**
 * Docker's API over a Unix socket, since tests need no `docker` client. A body that is a string is
 * JSON, one that is a stream a tar.
 */
export async function callEngine(
  engine: EngineAddress,
  path: string,
  options: EngineCall = {},
): Promise<EngineAnswer> {
  const { method = 'GET', body, patience = 120 } = options;
  const socketPath = socketOf(engine.env.DOCKER_HOST);
  const type = typeof body === 'string' ? 'application/json' : 'application/x-tar';
  const headers = { host: 'engine', ...(body !== undefined && { 'content-type': type }) };
  const sent = request({ socketPath, path, method, headers, timeout: patience * 1000 });
  sent.on('timeout', () => sent.destroy(new Error(`no answer for ${patience} s`)));
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject);
  });
  const [answer] = await Promise.all([answered, send(body, sent)]);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
}

async function send(body: string | Readable | undefined, sent: ClientRequest): Promise<void> {
  if (body instanceof Readable) await pipeline(body, sent);
  else sent.end(body);
}

/** @throws {Error} for an engine that is not on a Unix socket: tests use no other. */
export function socketOf(host: string): string {
  if (!host.startsWith('unix://')) throw new Error(`${host} is no Unix socket`);
  return host.slice('unix://'.length);
}
