import { GateError, VERSION } from '@railgate/contract';
import type { NpmConfig } from '@railgate/dependencies';
import { hostOf, withJsonClient } from '@railgate/kit';

import { CANARIES, provesEcosystem } from '../canary.js';
import type { EngineInput, Report } from '../engine.js';
import { readBulkAnswer, type BulkAnswer } from './bulk-answer.js';
import type { Versions } from './questions.js';

/** Names in one request: npm sends all of them at once, and some registries cut off large bodies. */
const BATCH = 2000;
/** Seconds. */
const TIMEOUT = 30;
const ENDPOINT = '-/npm/v1/security/advisories/bulk';
export const OTHERWISE = 'The advisories of osv.dev on this machine (`railgate db update`) need no registry.';

/**
 * Asks one registry for advisories, in each request for the known-bad packages, too.
 *
 * @throws {GateError} when it does not answer, or does not know those.
 */
export async function askRegistry(
  input: Pick<EngineInput, 'signal' | 'progress'>,
  config: NpmConfig,
  registry: string,
  asked: Versions,
): Promise<BulkAnswer> {
  const url = addressOf(registry);
  const authorization = config.authorizationFor(url);
  const headers = {
    'user-agent': `railgate/${VERSION}`,
    ...(authorization !== undefined && { authorization }),
  };
  const service = {
    timeout: TIMEOUT,
    signal: input.signal,
    otherwise: OTHERWISE,
    network: config.networkFor(url),
  };
  return withJsonClient(service, async (client) => {
    const answers: BulkAnswer[] = [];
    for (const batch of batchesOf(asked)) {
      input.progress(`npm-registry ${hostOf(registry)}`);
      const questions = withCanaries(batch);
      const body = Object.fromEntries([...questions].map(([name, versions]) => [name, [...versions]]));
      const answer = readBulkAnswer(
        registry,
        await client.ask({ url, body, gzip: true, headers }),
        questions,
      );
      assertCanary(registry, answer.reports);
      answers.push(answer);
    }
    const reports = answers.flatMap((answer) => answer.reports);
    return {
      reports: reports.filter(({ name, version }) => asked.get(name)?.has(version) === true),
      unclear: answers.flatMap(({ unclear }) => unclear),
    };
  });
}

function addressOf(registry: string): string {
  if (URL.canParse(registry) && /^https?:/.test(registry)) return new URL(ENDPOINT, registry).href;
  throw new GateError('NEED_UNMET', 'The registry that npm is configured with is no address.', {
    remedy: 'Look at `npm config get registry`: a variable that it names may not be set.',
  });
}

function* batchesOf(asked: Versions): Generator<Versions> {
  const all = [...asked];
  for (let from = 0; from < all.length; from += BATCH) yield new Map(all.slice(from, from + BATCH));
}

const NPM_CANARIES = CANARIES.get('npm') ?? [];

function withCanaries(asked: Versions): Versions {
  const all = new Map(asked);
  for (const { name, version } of NPM_CANARIES) all.set(name, new Set([...(asked.get(name) ?? []), version]));
  return all;
}

function assertCanary(registry: string, reports: readonly Report[]): void {
  if (reports.some((report) => provesEcosystem('npm', report))) return;
  const [canary] = NPM_CANARIES;
  const host = hostOf(registry);
  throw new GateError(
    'CANARY_MISSED',
    `${host} answered, and does not know that ${canary?.name} ${canary?.version} is vulnerable: a mirror without advisories, or something that answers in place of the registry.`,
    {
      remedy: `Use a registry with advisories instead of ${host}: \`npm config get registry\` says where it is set. ${OTHERWISE}`,
    },
  );
}
