import { GateError, cleanText, type Degraded, type EngineEvidence, type Gap } from '@railgate/contract';
import { packageUrl, type LockedPackage, type Lockfile } from '@railgate/dependencies';
import { mapBounded } from '@railgate/kit';

import type { BillComponent } from '../bill/bill.js';
import type { Listed } from '../bill/make-bills.js';
import type { LeftOver } from '../rule.js';
import { compare, differenceGap } from './compare.js';
import type { Engine, EngineAnswer, EngineInput, EngineName } from './engine.js';

/** What came of asking every engine about every lockfile that it reads. */
export interface Answers {
  /** One for each lockfile, in their order. */
  readonly listed: readonly Listed[];
  readonly evidence: readonly EngineEvidence[];
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  /** Packages of lockfiles that an engine does not list, and such that it lists beyond them. */
  readonly missing: number;
  readonly extra: number;
  /** Each once, however many engines say so. */
  readonly leftOver: readonly LeftOver[];
}

/** At the same time. Each starts a process that keeps a core busy. */
const AT_ONCE = 2;

/**
 * Asks the engines what the lockfiles hold and compares it with what our own readers found.
 *
 * @param required engines that must answer
 */
export async function askEngines(
  input: EngineInput,
  lockfiles: readonly Lockfile[],
  engines: readonly Engine[],
  required: ReadonlySet<EngineName>,
): Promise<Answers> {
  const questions = lockfiles.flatMap((lockfile, index) =>
    engines.filter((engine) => engine.reads(lockfile)).map((engine) => ({ engine, lockfile, index })),
  );
  const replies = await mapBounded(questions, AT_ONCE, async (question) => ({
    ...question,
    reply: await ask(input, question),
  }));
  return {
    ...judge(replies, required),
    listed: lockfiles.map((lockfile, i) =>
      listedOf(
        lockfile,
        replies.filter(({ index }) => index === i),
      ),
    ),
  };
}

interface Question {
  readonly engine: Engine;
  readonly lockfile: Lockfile;
  /** Of the lockfile. */
  readonly index: number;
}

type Reply = { readonly answer: EngineAnswer } | { readonly error: GateError };
interface Replied extends Question {
  readonly reply: Reply;
}

async function ask(input: EngineInput, { engine, lockfile }: Question): Promise<Reply> {
  input.progress(lockfile.path);
  try {
    return { answer: await engine.list(input, lockfile) };
  } catch (error) {
    if (error instanceof GateError) return { error };
    throw error;
  }
}

function judge(
  replies: readonly Replied[],
  required: ReadonlySet<EngineName>,
): Pick<Answers, 'evidence' | 'gaps' | 'degraded' | 'missing' | 'extra' | 'leftOver'> {
  const evidence = new Map<string, EngineEvidence>();
  const gaps: Gap[] = [];
  const degraded: Degraded[] = [];
  const leftOver = new Map<LockedPackage, LeftOver>();
  const disputed = { missing: 0, extra: 0 };
  for (const { engine, lockfile, reply } of replies) {
    if ('error' in reply) {
      if (required.has(engine.name)) gaps.push(failureGap(engine.name, lockfile.path, reply.error));
      else degraded.push({ engine: engine.name, message: failure(lockfile.path, reply.error) });
      continue;
    }
    const { tool, components } = reply.answer;
    evidence.set(tool.name, { ...tool, canary: 'none' });
    const comparison = compare(lockfile, components);
    const gap = differenceGap(tool.name, lockfile.path, comparison);
    if (gap) gaps.push(gap);
    for (const one of comparison.leftOver) leftOver.set(one, leftOverOf(lockfile, one));
    disputed.missing += comparison.missing.length;
    disputed.extra += comparison.extra.length;
  }
  return { evidence: [...evidence.values()], gaps, degraded, leftOver: [...leftOver.values()], ...disputed };
}

function leftOverOf({ path, ecosystem }: Lockfile, one: LockedPackage): LeftOver {
  return { path, line: one.line, purl: packageUrl(ecosystem, one) };
}

function failure(path: string, error: GateError): string {
  return `${reasonOf(error)} The bill of ${cleanText(path)} is made from the lockfile alone.`;
}

function failureGap(engine: EngineName, path: string, error: GateError): Gap {
  return {
    code: 'ENGINE_FAILED',
    path,
    message: `${engine} must answer for ${cleanText(path)}, and did not. ${reasonOf(error)}`,
    remedy: error.remedy,
  };
}

/** Without what a tool wrote before it failed: that holds paths of this machine, and of a folder that is there no more. */
function reasonOf({ message }: GateError): string {
  return message.split(' It said: ')[0] ?? '';
}

function listedOf(lockfile: Lockfile, replies: readonly Replied[]): Listed {
  const answers = replies.flatMap(({ reply }) => ('answer' in reply ? [reply.answer] : []));
  const known = new Map<string, Partial<BillComponent>>();
  for (const { name, version, licence, integrity } of answers.flatMap(({ components }) => components)) {
    const purl = packageUrl(lockfile.ecosystem, { name, version });
    known.set(purl, {
      ...(licence !== undefined && { licence }),
      ...(integrity !== undefined && { integrity }),
      ...known.get(purl),
    });
  }
  return { lockfile, known, tools: answers.map(({ tool }) => tool) };
}
