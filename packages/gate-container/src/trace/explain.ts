import { cleanText } from '@railgate/contract';
import type { DockerfileDocument, Instruction, Stage } from '@railgate/code';

import type { Pair } from './align.js';
import type { Build } from './find-build.js';
import { LAYER_MAKING, METADATA, type Step } from './history-step.js';
import { commandText, escapeOf } from './instruction-text.js';
import { stageNamed } from './stages.js';
import type { Cause, CopySource, Trace, TracedImage } from './trace.js';

/** What a build that was found says of the image's layers and settings. */
export function explain(image: TracedImage, steps: readonly Step[], build: Build): Trace {
  const { chain, alignment, base } = build;
  const causes = new Map<number, Cause>();
  for (const pair of alignment.pairs) causes.set(pair.at, causeOf(chain.document, pair.instruction, 'own'));
  const from = causeOf(chain.document, chain.root.from, 'base');
  const shared = sharedLayers(alignment.pairs, steps);
  const layers = layersOf(image, steps, (at) => {
    if (at < alignment.start) return from;
    return shared.has(at) ? shared.get(at) : causes.get(at);
  });
  const instructions = alignment.pairs
    .map((pair) => causes.get(pair.at))
    .filter((cause) => cause !== undefined);
  return {
    dockerfile: chain.document.path,
    ...(chain.base !== undefined && { base: cleanText(chain.base) }),
    layers,
    instructions,
    settings: instructions.filter(({ keyword }) => METADATA.has(keyword) || keyword === 'WORKDIR'),
    history: causes,
    stage: causeOf(chain.document, chain.stage.from, 'own'),
    baseLayers: base.layers,
    notes: notesOf(build, shared),
  };
}

function layersOf(
  image: TracedImage,
  steps: readonly Step[],
  causeAt: (at: number) => Cause | undefined,
): Map<string, Cause> {
  const layers = new Map<string, Cause>();
  const unexplained = new Set<string>();
  let layer = 0;
  for (const [at, step] of steps.entries()) {
    if (step.empty) continue;
    const diffId = image.layers[layer++]?.diffId;
    if (diffId === undefined || layers.has(diffId)) continue;
    const cause = causeAt(at);
    // The same content twice is the first one's; where that has no cause, the second is none either.
    if (cause && !unexplained.has(diffId)) layers.set(diffId, cause);
    else unexplained.add(diffId);
  }
  return layers;
}

const CHANGES_FILES: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/**
 * Buildah without `--layers` makes one layer of a stage and writes it beside the last instruction, whatever that is. By the
 * place of such a layer: the instruction that made it, where only one can have.
 */
function sharedLayers(pairs: readonly Pair[], steps: readonly Step[]): Map<number, Cause | undefined> {
  const shared = new Map<number, Cause | undefined>();
  let waiting = 0;
  for (const { at, instruction } of pairs) {
    const step = steps[at];
    const changes = CHANGES_FILES.has(instruction.keyword);
    if (step?.empty !== false) {
      if (changes) waiting++;
      continue;
    }
    const together = waiting > 0 && step.comment.startsWith('FROM ');
    if (together || !LAYER_MAKING.has(instruction.keyword)) shared.set(at, undefined);
    waiting = 0;
  }
  return shared;
}

function notesOf({ alignment, base }: Build, shared: ReadonlyMap<number, unknown>): string[] {
  const notes = base.notes.map(cleanText);
  if (alignment.differences > 0)
    notes.push('The Dockerfile was edited after the image had been built: what differs has no line.');
  if (shared.size > 0)
    notes.push('Several instructions made one layer together: what is in it has no line of its own.');
  return notes;
}

/** Characters of an instruction that messages show. */
const SHOWN = 120;

function causeOf(document: DockerfileDocument, instruction: Instruction, from: Cause['from']): Cause {
  const names = instruction.definitions.map(({ name }) => name);
  const source = sourceOf(document, instruction);
  return {
    from,
    path: document.path,
    region: instruction.region,
    keyword: instruction.keyword,
    instruction: cleanText(shown(document, instruction, names)),
    names,
    ...(source && { source }),
  };
}

function shown(
  document: DockerfileDocument,
  { keyword, raw, flags }: Instruction,
  names: readonly string[],
): string {
  if (names.length > 0 || keyword === 'LABEL') return cut(`${keyword} ${names.join(' ')}`.trim());
  const head = [keyword, ...flags.map((flag) => `--${flag}`)].join(' ');
  return cut(
    `${head} ${commandText(raw.slice(0, RAW_LIMIT), escapeOf(document)).replace(/\s+/g, ' ').trim()}`,
  );
}

const RAW_LIMIT = 1000;

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

function sourceOf(
  document: DockerfileDocument,
  { keyword, flags, region }: Instruction,
): CopySource | undefined {
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  const name = flags.find((flag) => flag.startsWith('from='))?.slice('from='.length);
  if (name === undefined || name === '') return undefined;
  const own = document.stages.findLastIndex((stage) => stage.from.region.startLine < region.startLine);
  const stage = stageNamed(document, name, own);
  return stage ? stageSource(stage, name) : { image: cleanText(name) };
}

function stageSource(stage: Stage, name: string): CopySource {
  return { stage: cleanText(stage.name ?? name), region: stage.from.region, image: cleanText(stage.image) };
}
