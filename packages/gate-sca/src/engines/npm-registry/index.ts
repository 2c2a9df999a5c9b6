import { GateError, VERSION, type Gap } from '@railgate/contract';
import { NpmConfig } from '@railgate/dependencies';
import { hostOf } from '@railgate/kit';

import { listed, plainText } from '../../findings/plain-text.js';
import type { Engine, EngineAnswer, EngineInput } from '../engine.js';
import { noteOn } from '../notes.js';
import { unansweredGaps, withheldGaps, type Withheld } from '../withheld.js';
import { askRegistry } from './ask-registry.js';
import type { BulkAnswer } from './bulk-answer.js';
import { questionsOf, versionsOf, type AskedOfRegistry, type Questions } from './questions.js';

/** The advisories of the registry that npm is configured with, for every lockfile of npm packages, whoever wrote it. */
export const engine: Engine = { name: 'npm-registry', ecosystems: ['npm'], online: true, ask };

interface Asked {
  readonly registry: string;
  readonly packages: readonly AskedOfRegistry[];
  readonly answer?: BulkAnswer;
  readonly error?: GateError;
}

async function ask(input: EngineInput): Promise<EngineAnswer> {
  const config = NpmConfig.read(input.workspace.root);
  const questions = await questionsOf(input, config);
  const asked: Asked[] = [];
  for (const [registry, packages] of questions.byRegistry) {
    try {
      const answer = await askRegistry(input, config, registry, versionsOf(packages));
      asked.push({ registry, packages, answer });
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      asked.push({ registry, packages, error });
    }
  }
  return answerOf(questions, asked);
}

/** @throws {GateError} when no registry has answered. */
function answerOf({ withheld, unknown }: Questions, asked: readonly Asked[]): EngineAnswer {
  const answers = asked.flatMap(({ answer }) => answer ?? []);
  if (answers.length === 0) throw whyNobody(withheld, asked);
  const left = noteOn(unknown, 'no registry knows them');
  return {
    reports: answers.flatMap(({ reports }) => reports),
    evidence: { name: 'npm-registry', version: VERSION, canary: 'found' },
    proven: ['npm'],
    gaps: answers.flatMap(({ unclear }) => unclear.map(unclearGap)),
    uncovered: [
      ...withheldGaps(
        withheld,
        listed(
          asked.map(({ registry }) => hostOf(registry)),
          SHOWN,
        ),
      ),
      ...asked.flatMap(({ packages, error }) => (error ? unansweredGaps(packages, error) : [])),
    ],
    ...(left.length > 0 && { left: left.join(' ') }),
  };
}

const SHOWN = 3;

function unclearGap(name: string): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `An advisory of ${plainText(name, 100)} has a range of versions that cannot be read.`,
  };
}

function whyNobody(withheld: readonly Withheld[], asked: readonly Asked[]): GateError {
  const error = asked.find((one) => one.error)?.error;
  const [uncovered] = withheldGaps(withheld, 'The registry that npm is configured with');
  if (error || !uncovered)
    return error ?? new GateError('LOOKED_AT_NOTHING', 'No package comes from a registry.');
  const { message, remedy = '' } = uncovered.gap;
  return new GateError('NEED_UNMET', message, { remedy });
}
