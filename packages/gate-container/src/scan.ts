import {
  GateError,
  type Degraded,
  type Gap,
  type GateMeta,
  type Rule,
  type Scan,
  type ScanInput,
} from '@railgate/contract';
import { connectEngine, type ContainerEngine } from '@railgate/images';
import { loadLicences } from '@railgate/kit';
import { buildRun } from '@railgate/sarif/run';

import { basesInDoubt } from './findings/base-advice.js';
import { joinFindings } from './findings/join.js';
import { judgeImages } from './findings/judge-images.js';
import type { AnyFinding } from './findings/vulnerabilities.js';
import type { ImageView } from './findings/view.js';
import { dockerfileFindings } from './findings/misconfigurations.js';
import { planBases } from './look/base-plan.js';
import { billsOf } from './look/bills.js';
import { checklistsOf } from './look/checklists.js';
import { lookAt, type Looks } from './look/look-at.js';
import { checkSettings, type SettingsChecks } from './look/settings.js';
import { gapsOf, nothingKnown } from './look/unknown.js';
import type { Options } from './options.js';
import { rules } from './rules/index.js';
import { baseUses, type BaseUses } from './targets/base-uses.js';
import type { Opener } from './targets/engine-images.js';
import { knownTags } from './targets/known-tags.js';
import { readDockerfiles, type Dockerfiles } from './targets/read-dockerfiles.js';
import { baseRequests, namedRequests } from './targets/requests.js';
import { withTrivy, type Trivy } from './trivy/session.js';

/** Finds the images, has each looked at, and traces what was found to its cause. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const dockerfiles = readDockerfiles(input, input.target.files, input.options.build);
  const { images, archives, build } = input.options;
  if (images.length + archives.length + build.length + dockerfiles.documents.size === 0)
    return unread(meta, input, dockerfiles);
  const engine = onceConnected(input);
  const seen = await withTrivy(
    { ...input, root: input.workspace.root, engine: engine.get },
    async (trivy) => {
      const opener = { ...input, engine: engine.get, coming: trivy.prepare };
      const images = await lookAtImages(input, opener, dockerfiles, trivy);
      const checks = await checkSettings(trivy, dockerfiles.documents, images.looked, input.signal);
      return { ...images, looked: checks.looked, checks, trivy };
    },
  );
  return answerOf(meta, input, dockerfiles, seen, await engine.notes());
}

/** Dockerfiles alone, none of which can be read: no scanner would know more. */
function unread(meta: GateMeta, { target }: ScanInput<Options>, { count, gaps }: Dockerfiles): Scan {
  const evidence = { engines: [], expected: { files: count }, seen: { files: 0 } };
  const run = buildRun({ meta, target: target.id, rules, findings: [], evidence, gaps });
  return { run, evidence, gaps };
}

interface Seen extends Looks {
  readonly checks: SettingsChecks;
  /** `FROM`s of which nobody can say what they name. */
  readonly nameless: readonly Gap[];
  readonly trivy: Pick<Trivy, 'evidence' | 'data' | 'degraded'>;
}

interface Connection {
  get(): Promise<ContainerEngine>;
  /** What it has to say at the end; nothing where nobody needed it. */
  notes(): Promise<Degraded[]>;
}

function onceConnected({ signal, processes }: ScanInput<Options>): Connection {
  let connected: Promise<ContainerEngine> | undefined;
  return {
    get: () => (connected ??= connectEngine({ env: process.env, signal, processes })),
    notes: async () => {
      const engine = await connected?.catch(() => undefined);
      return (engine?.notes ?? []).map((message) => ({ engine: engine?.kind ?? '', message }));
    },
  };
}

/** What the user named first: it may hold the base images. */
async function lookAtImages(
  input: ScanInput<Options>,
  opener: Opener,
  { documents }: Dockerfiles,
  trivy: Trivy,
): Promise<Looks & { readonly nameless: readonly Gap[] }> {
  const { options } = input;
  const bases = basesOf(documents, options);
  const named = namedRequests(input, opener);
  const look = { input, trivy, dockerfiles: [...documents.values()] };
  const own = await lookAt(named, {
    ...look,
    bases: named.length > 0 ? await atHand(bases, opener) : new Map(),
  });
  const plan = planBases(bases.uses, own.looked);
  const others = await lookAt(baseRequests(plan.left, opener), { ...look, bases: new Map() });
  const built = new Set(own.looked.flatMap(({ view }) => view.trace.dockerfile ?? []));
  return {
    looked: [...plan.looked, ...others.looked],
    unknown: [...own.unknown, ...others.unknown],
    gaps: [...own.gaps, ...others.gaps],
    // What an image that was looked at is built on need not have a name.
    nameless: bases.unknown
      .filter(({ gap, isFinal }) => !isFinal || !built.has(gap.path ?? ''))
      .map(({ gap }) => gap),
  };
}

function basesOf(documents: Dockerfiles['documents'], { baseImages, platform }: Options): BaseUses {
  if (!baseImages) return { uses: [], unknown: [] };
  const found = [...documents.values()].map((document) => baseUses(document, platform ?? ownPlatform()));
  return { uses: found.flatMap(({ uses }) => uses), unknown: found.flatMap(({ unknown }) => unknown) };
}

function ownPlatform(): string {
  return `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

/** The layers of base images that the engine has: where an image's own ones begin is certain then. Fetches nothing. */
async function atHand({ uses }: BaseUses, opener: Opener): Promise<ReadonlyMap<string, readonly string[]>> {
  const layers = new Map<string, readonly string[]>();
  for (const name of new Set(uses.map((use) => use.name))) {
    const image = await inspected(name, opener);
    if (image && image.layers.length > 0) layers.set(name, image.layers);
  }
  return layers;
}

/** Without an engine, archives can still be looked at. */
async function inspected(name: string, { engine, signal }: Opener) {
  try {
    return await (await engine()).inspect(name);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GateError) return undefined;
    throw error;
  }
}

async function answerOf(
  meta: GateMeta,
  input: ScanInput<Options>,
  dockerfiles: Dockerfiles,
  { looked, unknown, gaps: besides, nameless, checks, trivy }: Seen,
  notes: readonly Degraded[],
): Promise<Scan> {
  const { options, target } = input;
  const licences = await loadLicences(options.licences);
  const views = looked.map(({ view }) => view);
  const tags = await knownTags(basesInDoubt(views), input);
  const judged = judgeImages(views, checks.byPath, {
    options,
    now: input.now,
    tags,
    ...(licences && { licences }),
  });
  const files = dockerfileFindings(checks.byPath, dockerfiles.documents);
  const { findings, rules: found } = joinFindings([files, ...judged]);
  if (looked.length === 0 && unknown.length > 0 && findings.length === 0) throw nothingKnown(unknown);
  const all: Rule[] = [...rules, ...found];
  const gaps = [
    ...dockerfiles.gaps,
    ...nameless,
    ...gapsOf(unknown),
    ...besides,
    ...checks.gaps,
    ...looked.flatMap(({ view }) => view.observed.gaps),
  ];
  const images = looked.length + unknown.length + nameless.length;
  const checked = checks.byPath.size;
  const evidence = {
    engines: [trivy.evidence],
    expected: { images, files: dockerfiles.count },
    seen: { images: looked.length, files: checked, packages: packagesOf(looked) },
    data: trivy.data,
  };
  const run = buildRun({ meta, target: target.id, rules: all, findings, evidence, gaps });
  const lists = checklistsOf(
    judged.map(({ view, findings: own }, at) => ({
      view,
      findings: [...own, ...ofDockerfile(view, files.findings)],
      unchecked: looked[at]?.unchecked ?? checks.unchecked.get(view.trace.dockerfile ?? ''),
    })),
    unknown,
    all,
  );
  return {
    run,
    evidence,
    gaps,
    degraded: [...trivy.degraded, ...notes],
    artifacts: billsOf(looked),
    checklists: lists,
  };
}

/** What is wrong with the Dockerfile that made an image is wrong with its settings. */
function ofDockerfile({ trace }: ImageView, findings: readonly AnyFinding[]): AnyFinding[] {
  return findings.filter(({ at }) => at !== undefined && at.path === trace.dockerfile);
}

function packagesOf(looked: Looks['looked']): number {
  return looked.reduce((sum, { view }) => sum + view.observed.packages.length, 0);
}
