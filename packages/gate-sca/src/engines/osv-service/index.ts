import { advisoryOf } from '@railgate/advisories';
import { GateError, type Gap } from '@railgate/contract';
import { ECOSYSTEMS, type Ecosystem } from '@railgate/dependencies';
import { hostOf, withJsonClient } from '@railgate/kit';

import { listed } from '../../findings/plain-text.js';
import { advisoryReport } from '../advisory-report.js';
import { CANARIES, provesEcosystem } from '../canary.js';
import type { Engine, EngineAnswer, EngineInput, Report } from '../engine.js';
import { noteOn } from '../notes.js';
import { withheldGaps } from '../withheld.js';
import { queryAll, type Mention } from './query-batch.js';
import { ecosystemsOf, questionsOf, type Question } from './questions.js';
import { fetchRecords } from './records.js';

/** The service of osv.dev. */
export const engine: Engine = { name: 'osv.dev', ecosystems: ECOSYSTEMS, online: true, ask };

/** Seconds. */
const TIMEOUT = 30;
const SHOWN = 5;
const OTHERWISE = 'The same advisories are found on this machine after `railgate db update`.';

async function ask(input: EngineInput): Promise<EngineAnswer> {
  const service = input.options.osvService;
  const { asked, withheld, unknown } = await questionsOf(input);
  const uncovered = withheldGaps(withheld, hostOf(service));
  if (asked.length === 0) throw nothingToAsk(uncovered[0]?.gap);
  const canaries = ecosystemsOf(asked).flatMap(canariesOf);
  const client = { timeout: TIMEOUT, signal: input.signal, otherwise: OTHERWISE };
  return withJsonClient(client, async (http) => {
    input.progress(`osv.dev ${hostOf(service)}`);
    const answer = await queryAll(http, service, asked, canaries);
    const proven = ecosystemsOf(asked).filter((ecosystem) => isProven(ecosystem, canaries, answer.canaries));
    if (proven.length === 0) throw missed(service, canaries[0]);
    const records = await fetchRecords(http, service, answer.found.flat(), input.workspace.root);
    const { reports, undescribed } = await reportsOf(asked, answer.found, records);
    const left = noteOn(unknown, 'no public registry has them');
    return {
      reports,
      evidence: { name: 'osv.dev', version: 'v1', canary: 'found' },
      proven,
      gaps: undescribed.length === 0 ? [] : [undescribedGap(undescribed)],
      uncovered,
      ...(left.length > 0 && { left: left.join(' ') }),
    };
  });
}

function nothingToAsk(gap: Gap | undefined): GateError {
  if (!gap) return new GateError('LOOKED_AT_NOTHING', 'No package comes from a registry.');
  return new GateError('NEED_UNMET', gap.message, gap.remedy === undefined ? {} : { remedy: gap.remedy });
}

function canariesOf(ecosystem: Ecosystem): Question[] {
  return (CANARIES.get(ecosystem) ?? []).map(({ name, version }) => ({
    ecosystem,
    name,
    version,
    path: '',
    line: 1,
  }));
}

/** In every request. */
function isProven(
  ecosystem: Ecosystem,
  canaries: readonly Question[],
  answers: readonly (readonly (readonly Mention[])[])[],
): boolean {
  return answers.every((answer) =>
    canaries.some((canary, i) => {
      const ids = (answer[i] ?? []).map(({ id }) => id);
      return canary.ecosystem === ecosystem && provesEcosystem(ecosystem, { ...canary, ids });
    }),
  );
}

function missed(service: string, canary: Question | undefined): GateError {
  return new GateError(
    'CANARY_MISSED',
    `${hostOf(service)} answered, and does not know that ${canary?.name} ${canary?.version} is vulnerable.`,
    {
      remedy: `Something answers in place of the service, or \`osvService\` is not one of OSV. ${OTHERWISE}`,
    },
  );
}

interface Described {
  readonly reports: readonly Report[];
  /** Ids of advisories whose record could not be had. */
  readonly undescribed: readonly string[];
}

async function reportsOf(
  asked: readonly Question[],
  found: readonly (readonly Mention[])[],
  records: ReadonlyMap<string, string>,
): Promise<Described> {
  const reports: Report[] = [];
  const undescribed = new Set<string>();
  for (const [i, question] of asked.entries()) {
    for (const { id } of found[i] ?? []) {
      const { ecosystem, name, version } = question;
      const record = records.get(id);
      const advisory = record === undefined ? 'broken' : await advisoryOf(record, ecosystem, name, version);
      if (advisory === 'withdrawn') continue;
      // It is known to affect the package, whatever else is known.
      if (advisory === 'broken') undescribed.add(id);
      reports.push(
        advisory === 'broken' ? bare(question, id) : advisoryReport('osv.dev', question, advisory),
      );
    }
  }
  return { reports, undescribed: [...undescribed] };
}

function bare({ ecosystem, name, version }: Question, id: string): Report {
  const malicious = id.startsWith('MAL-');
  return {
    engine: 'osv.dev',
    ecosystem,
    name,
    version,
    ids: [id],
    title: id,
    ...(malicious && { malicious }),
  };
}

function undescribedGap(ids: readonly string[]): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `The service names ${listed(ids, SHOWN)} and did not hand out what they say: how bad they are is not known from it.`,
    remedy: 'Read the advisories on osv.dev, or try again later.',
  };
}
