import { EXIT, GateError, UsageError, cleanText } from '@railgate/contract';
import { connectEngine, parseReference, showReference, type EngineImage } from '@railgate/images';
import type { UserOptionChange } from '@railgate/runner';

import { complain } from '../db/say.js';
import { isInteractive, type Io } from '../io.js';

export interface PinOptions {
  readonly 'trivy-image'?: string;
  readonly json?: boolean;
}

interface Pinned {
  /** What was fetched. */
  readonly image: string;
  /** What was written down: the name with the digest. */
  readonly trivyImage: string;
  readonly platform: string;
  /** Bytes. */
  readonly size: number;
  readonly file: string;
  readonly isNew: boolean;
  readonly before?: unknown;
}

const OPTION = ['gates', 'container', 'trivyImage'] as const;
const VERSION_LABEL = 'org.opencontainers.image.version';

/**
 * Fetches the image that holds Trivy and writes its digest down, so that no other image ever takes its place. Exit codes: 0, 2
 * when it could not be fetched or is refused, 3 when it could not be written down.
 */
export async function pin(options: PinOptions, io: Io): Promise<number> {
  const { KNOWN_GOOD } = await import('@railgate/gate-container');
  const image = options['trivy-image'] ?? `ghcr.io/aquasecurity/trivy:${KNOWN_GOOD[0]}`;
  if (parseReference(image) === undefined)
    throw new UsageError(
      `${cleanText(JSON.stringify(image))} is no name of an image.`,
      'Give it as `docker pull` takes it: `registry.example.com/mirror/trivy:0.74.0`.',
    );
  try {
    const pinned = await fetchAndWrite(image, io);
    if (options.json) io.stdout.write(`${JSON.stringify({ pinned }, null, 2)}\n`);
    else for (const line of linesOf(pinned)) io.stdout.write(`${cleanText(line)}\n`);
    return EXIT.clean;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    complain(io, error.message, error.remedy);
    return EXIT.incomplete;
  }
}

async function fetchAndWrite(image: string, io: Io): Promise<Pinned> {
  const { refuseMalicious } = await import('@railgate/gate-container');
  refuseMalicious(...whatNameSays(image));
  const fetched = await pull(image, io);
  const trivyImage = digestNameOf(image, fetched);
  const tags = [...fetched.tags.map(tagOf), fetched.labels[VERSION_LABEL] ?? ''];
  const digests = fetched.digests.map((name) => name.slice(name.indexOf('@') + 1));
  refuseMalicious(tags, [fetched.id, ...digests]);
  const { setUserOption } = await import('@railgate/runner');
  const change: UserOptionChange = await setUserOption(OPTION, trivyImage, io.env);
  return { image, trivyImage, platform: fetched.platform, size: fetched.size, ...change };
}

/** Better said before anything is fetched. */
function whatNameSays(image: string): [readonly string[], readonly string[]] {
  const { tag, digest } = parseReference(image) ?? {};
  return [tag === undefined ? [] : [tag], digest === undefined ? [] : [digest]];
}

async function pull(image: string, io: Io): Promise<EngineImage> {
  const processes = { started: () => undefined, ended: () => undefined };
  const engine = await connectEngine({ env: io.env, signal: io.signal, processes });
  if (!isInteractive(io)) return engine.pull(image, { signal: io.signal });
  const progress = (text: string): void => {
    io.stderr.write(`${CLEAR}${cleanText(text).slice(0, (io.stderr.columns ?? 80) - 1)}`);
  };
  try {
    return await engine.pull(image, { signal: io.signal, progress });
  } finally {
    io.stderr.write(CLEAR);
  }
}

const CLEAR = '\r\u001b[2K';

/** Of the name that was asked for: an image may be known by others, which lead to other registries. */
function digestNameOf(image: string, { digests }: EngineImage): string {
  const wanted = parseReference(image);
  for (const name of digests) {
    const known = parseReference(name);
    const isSame = known?.registry === wanted?.registry && known?.repository === wanted?.repository;
    if (known?.digest !== undefined && isSame) return showReference(known);
  }
  throw new GateError('NEED_UNMET', `The engine does not say which digest ${cleanText(image)} has.`, {
    remedy: 'Fetch it with `docker pull`, and set `trivyImage` to the name with the digest that it prints.',
  });
}

/** `0.74.0` of `registry:5000/trivy:0.74.0`. */
function tagOf(name: string): string {
  return parseReference(name)?.tag ?? '';
}

function linesOf({ image, trivyImage, platform, size, file, isNew, before }: Pinned): readonly string[] {
  const key = OPTION.join('.');
  const undo =
    before === undefined
      ? `${isNew ? 'remove that file' : `remove ${key} there`}`
      : `set ${key} there to ${JSON.stringify(before)}`;
  return [
    `Fetched     ${image}, ${platform}, ${Math.ceil(size / 1e6)} MB`,
    `Digest      ${trivyImage.slice(trivyImage.indexOf('@') + 1)}`,
    `Written     ${key}: ${JSON.stringify(trivyImage)}`,
    `            in ${file}`,
    before === trivyImage ? 'Unchanged   It stood there already.' : `To undo it  ${undo}.`,
  ];
}
