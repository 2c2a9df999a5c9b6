import {
  parseReference,
  userCredentials,
  withRegistry,
  type CredentialLookup,
  type ImageReference,
} from '@railgate/images';
import { mapBounded } from '@railgate/kit';

import { nameOf } from './reference.js';

/** By the name of the repository, as `nameOf` gives it. */
export type KnownTags = ReadonlyMap<string, ReadonlySet<string>>;

/** Registries that anybody may ask for the tags of what is public. */
const PUBLIC: ReadonlySet<string> = new Set([
  'cgr.dev', 'docker.elastic.co', 'docker.io', 'gcr.io', 'ghcr.io', 'mcr.microsoft.com', 'nvcr.io', 'public.ecr.aws', 'quay.io',
  'registry.access.redhat.com', 'registry.gitlab.com', 'registry.k8s.io',
]); // prettier-ignore

const REPOSITORIES = 20;
const AT_ONCE = 4;
/** Advice is no reason to wait for long. */
const SECONDS = 15;

export interface TagsInput {
  readonly offline: boolean;
  readonly signal: AbortSignal;
  /** The user's own, where absent. */
  readonly credentials?: CredentialLookup;
}

/**
 * Which tags there are of base images, where a registry may be asked: not offline, and of a public registry or one that the user
 * has a login for, since a Dockerfile of the repository says who is asked. What cannot be had is missing: advice then names
 * the command that asks.
 */
export async function knownTags(bases: Iterable<string>, input: TagsInput): Promise<KnownTags> {
  if (input.offline) return new Map();
  const { credentials = userCredentials(process.env, input.signal) } = input;
  const wanted = new Map<string, ImageReference>();
  for (const base of bases) {
    const reference = parseReference(base);
    if (reference) wanted.set(nameOf(reference), reference);
  }
  const signal = AbortSignal.any([input.signal, AbortSignal.timeout(SECONDS * 1000)]);
  const asked = [...wanted].slice(0, REPOSITORIES);
  if (asked.length === 0) return new Map();
  const found = await withRegistry({ signal, credentials }, (registry) =>
    mapBounded(asked, AT_ONCE, async ([name, reference]) => {
      try {
        if (!PUBLIC.has(reference.registry) && !(await credentials(reference.registry))) return [];
        const tags = await registry.tags(reference);
        return tags ? [[name, tags] as const] : [];
      } catch {
        // Nobody is told why: whoever wants to know runs the command.
        return [];
      }
    }),
  );
  input.signal.throwIfAborted();
  return new Map(found.flat());
}
