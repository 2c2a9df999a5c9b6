import type { Alignment } from './align.js';
import type { Step } from './history-step.js';
import type { StageChain } from './stages.js';
import type { TraceHints, TracedImage } from './trace.js';

/** What is known of the base image of one build. */
export interface BaseEvidence {
  /** Layers at the start of the image that are the base's. */
  readonly layers: number;
  /** The base image is at hand, and its layers are the first of the image. */
  readonly confirmed: boolean;
  /** Positive where the history shows that it is the base that `FROM` names, negative where it shows another. */
  readonly score: number;
  readonly notes: readonly string[];
}

/** Nothing, where the base image cannot be the one that `FROM` names: the history is another build's, or squashed. */
export function judgeBase(
  chain: StageChain,
  { start, pairs }: Alignment,
  steps: readonly Step[],
  image: TracedImage,
  hints: TraceHints,
): BaseEvidence | undefined {
  if (chain.base === undefined)
    return start === 0 ? { layers: 0, confirmed: false, score: SHOWN, notes: [] } : undefined;
  if (start === 0) return undefined;
  const layers = steps.slice(0, start).filter((step) => !step.empty).length;
  const known = hints.bases?.get(chain.base);
  const confirmed = known !== undefined && known.length > 0 && isStartOf(known, image);
  if (confirmed && known.length > layers) return undefined;
  // Of a name with an argument that nobody gives a value nothing can be shown, nor that it is another one.
  const unsaid = chain.open ? 0 : undefined;
  const score = confirmed
    ? CERTAIN
    : (unsaid ??
      shownBase(
        chain.base,
        steps,
        start,
        pairs.map((pair) => steps[pair.at]?.comment ?? ''),
      ));
  const notes: string[] = [];
  if (score < 0)
    notes.push(`The history shows another base image than ${chain.base}, which the Dockerfile names.`);
  if (known && !confirmed)
    notes.push(`What ${chain.base} names today is not the image that this one was built on.`);
  return { layers: confirmed ? known.length : layers, confirmed, score, notes };
}

/** Points, as for instructions: 8 is a long text that is the same to the letter. */
const CERTAIN = 8;
const SHOWN = 2;
const ANOTHER = -3;

function isStartOf(known: readonly string[], image: TracedImage): boolean {
  return known.every((diffId, index) => image.layers[index]?.diffId === diffId);
}

function shownBase(base: string, steps: readonly Step[], start: number, comments: readonly string[]): number {
  return shownByBuildah(base, comments) ?? shownByVersion(base, steps.slice(0, start));
}

/** Buildah's comment names the image that a step was made on: a name in the first step, a shortened id in all others. */
function shownByBuildah(base: string, comments: readonly string[]): number | undefined {
  const named = comments
    .map((one) => /^FROM (\S{1,500})$/.exec(one)?.[1] ?? '')
    .filter((one) => one !== '' && !isId(one));
  const first = named[0];
  if (first === undefined) return undefined;
  return plainName(first) === plainName(base) ? SHOWN : ANOTHER;
}

function isId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}

function plainName(reference: string): string {
  const name = reference
    .replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '')
    .replace(/@sha256:.*$/, '');
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

/** Official images say in a variable which version they hold. */
const VERSION_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['caddy', 'CADDY_VERSION'], ['golang', 'GOLANG_VERSION'], ['nginx', 'NGINX_VERSION'], ['node', 'NODE_VERSION'],
  ['php', 'PHP_VERSION'], ['postgres', 'PG_VERSION'], ['python', 'PYTHON_VERSION'], ['redis', 'REDIS_VERSION'],
  ['ruby', 'RUBY_VERSION'], ['rust', 'RUST_VERSION'],
]); // prettier-ignore

function shownByVersion(base: string, steps: readonly Step[]): number {
  const [, name = '', tag = ''] =
    /^(?:.{0,500}\/)?([\w.-]{1,100})(?::([\w.-]{1,128}))?(?:@.*)?$/.exec(base) ?? [];
  const variable = VERSION_VARIABLES.get(name);
  if (variable === undefined) return 0;
  const version = versionIn(steps, variable);
  if (version === undefined) return 0;
  const wanted = /^v?(\d[\d.]{0,30})(?=-|$)/.exec(tag)?.[1];
  return wanted === undefined || `${version}.`.startsWith(`${wanted}.`) ? SHOWN : ANOTHER;
}

function versionIn(steps: readonly Step[], variable: string): string | undefined {
  const wanted = new RegExp(`^${variable}[= ]v?(\\d[\\d.]{0,30})`);
  for (const step of steps.toReversed()) {
    const version = step.keyword === 'ENV' ? wanted.exec(step.plain)?.[1] : undefined;
    if (version !== undefined) return version;
  }
  return undefined;
}
