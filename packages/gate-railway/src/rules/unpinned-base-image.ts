import type { DockerfileDocument, Stage } from '@railgate/code';
import { cleanText, type Region } from '@railgate/contract';

import { builtStages } from '../documents/variables.js';
import type { RailwayRule } from '../rule.js';

export const unpinnedBaseImage: RailwayRule = {
  id: 'railway/unpinned-base-image',
  name: 'UnpinnedBaseImage',
  summary: 'A Dockerfile takes an image without a tag, with `latest`, or with a tag that moves.',
  description:
    'Reports FROM and COPY --from in the stages that are built, when the image has no tag or the tag `latest`. A tag that is no full version (`22-slim`) and has no digest is mentioned as info. `scratch`, earlier stages and images with a variable in their name are left out: what those stand for is chosen elsewhere.',
  why: 'Railway builds anew for every deployment. An image that moves brings a new major version, or whatever its publisher was tricked into pushing, into production with a commit that changed something else.',
  remediation:
    'Name a tag with the minor version and the digest of the image: `node:22.11-slim@sha256:…`. `docker buildx imagetools inspect` shows the digest; Renovate and Dependabot keep it current.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:latest\nCMD ["node", "server.js"]',
    after:
      'FROM node:22.11-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nCMD ["node", "server.js"]',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [1357],
  catalogue: ['RLY-DOCK-014'],
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document }) {
      for (const { image, region } of imagesOf(document)) {
        const state = stateOf(image);
        if (state === 'pinned') continue;
        yield {
          message:
            state === 'floating'
              ? `${cleanText(image)} is whatever is newest at the time of the build. Name a tag with a version, and a digest.`
              : `${cleanText(image)} moves with every release: name the full version, or write ${cleanText(image)}@sha256:<digest>.`,
          ...(state === 'moving' && { severity: 'info' as const }),
          at: { path: document.path, region },
        };
      }
    },
  },
};

interface UsedImage {
  readonly image: string;
  readonly region: Required<Region>;
}

/** Every image once, where it is first used. */
function imagesOf(document: DockerfileDocument): UsedImage[] {
  const found = new Map<string, UsedImage>();
  const built = builtStages(document);
  for (const stage of document.stages.filter((one) => built.has(one))) {
    for (const used of [...baseOf(stage), ...copiedImages(document, stage)]) {
      if (!found.has(used.image)) found.set(used.image, used);
    }
  }
  return [...found.values()];
}

function baseOf(stage: Stage): UsedImage[] {
  const { image, base, from } = stage;
  if (base || image === 'scratch' || image === '' || from.raw.includes('$')) return [];
  return [{ image, region: from.region }];
}

/** `COPY --from=ghcr.io/astral-sh/uv:latest`; a name without a slash, a tag or a digest is a stage. */
function copiedImages({ stages }: DockerfileDocument, stage: Stage): UsedImage[] {
  return stage.instructions.flatMap(({ keyword, flags, region }) => {
    const image = keyword === 'COPY' ? flags.find((flag) => flag.startsWith('from='))?.slice(5) : undefined;
    if (image === undefined || !/[/:@]/.test(image) || image.includes('$')) return [];
    return stages.some((one) => one.name === image) ? [] : [{ image, region }];
  });
}

function stateOf(image: string): 'pinned' | 'floating' | 'moving' {
  if (/@sha\d+:/.test(image)) return 'pinned';
  const tag = /:([^:/]*)$/.exec(image)?.[1];
  if (tag === undefined || tag === '' || tag === 'latest') return 'floating';
  return /^v?\d+\.\d+\.\d+/.test(tag) ? 'pinned' : 'moving';
}
