import { cleanText, type Finding, type Gap, type Rule, type ScanInput } from '@railgate/contract';
import { TextPosition, readBytes } from '@railgate/kit';
import { isUtf16 } from '@railgate/secrets';

import { binaryReason } from '../look/binary.js';
import { FILE_LIMIT } from '../look/look.js';
import { wideText } from '../look/places.js';
import { compileRule, type CompiledRule } from './compile.js';
import { search } from './search.js';
import type { UserRule } from './user-rule.js';

type Input = Pick<ScanInput, 'target' | 'workspace' | 'progress' | 'signal'>;

/** What rules of users found. */
export interface UserLook {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Those that ran, also those that found nothing. */
  readonly rules: readonly Rule[];
}

/** Milliseconds for all rules and files together: a pattern of the repository must not stop the run. */
const DEADLINE = 60_000;
const HARD_CODED_CREDENTIALS = 798;

/** Runs rules on the files that they cover. What cannot run, or not in time, is a gap. */
export async function lookWithRules(
  input: Input,
  userRules: readonly UserRule[],
  milliseconds = DEADLINE,
): Promise<UserLook> {
  const gaps: Gap[] = [];
  const compiled: CompiledRule[] = [];
  for (const rule of userRules) {
    const ready = await compileRule(rule);
    if ('problem' in ready) gaps.push(refused(rule, ready.problem));
    else compiled.push(ready);
  }
  const end = performance.now() + milliseconds;
  const findings: Finding[] = [];
  let looked = 0;
  for (const { path } of input.target.files) {
    input.signal.throwIfAborted();
    if (performance.now() > end) break;
    input.progress(path);
    const isLate = (): boolean => performance.now() > end;
    findings.push(...lookAt(input, path, compiled, isLate));
    if (!isLate()) looked++;
  }
  const missed = input.target.files.length - looked;
  if (compiled.length > 0 && missed > 0) gaps.push(late(missed, milliseconds));
  return { findings, gaps, rules: compiled.map(({ rule }) => ruleOf(rule)) };
}

function lookAt(
  input: Input,
  path: string,
  compiled: readonly CompiledRule[],
  isLate: () => boolean,
): Finding[] {
  const covering = compiled.filter(({ rule }) => rule.covers(path));
  // What cannot be read is told by the gate's own engine, which takes the same files for text.
  const text = covering.length > 0 ? textOf(input, path) : undefined;
  if (text === undefined) return [];
  const position = new TextPosition(text);
  return covering.flatMap((one) =>
    search(text, one, isLate).map(({ start, end }): Finding => ({
      ruleId: `secrets/custom-${one.rule.id}`,
      message: `${one.rule.title} stands in the file, says the rule ${one.rule.id} of ${one.rule.source}. Make it worthless where it was issued, then read the new one from an environment variable.`,
      at: { path, region: position.region(start, end) },
      subject: { kind: 'secret' },
    })),
  );
}

/** Without a byte order mark, which is no part of the text. */
function textOf({ workspace }: Input, path: string): string | undefined {
  const read = readBytes(workspace, path, FILE_LIMIT);
  if ('gap' in read || binaryReason(read.buffer) !== undefined) return undefined;
  if (isUtf16(read.buffer)) return wideText(read.buffer).text;
  return new TextDecoder().decode(read.buffer);
}

function refused({ id, source }: UserRule, problem: string): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `The rule ${cleanText(id)} of ${cleanText(source)} cannot run: ${cleanText(problem)}.`,
    remedy: 'Write its pattern in the syntax of RE2, or take the rule out.',
  };
}

function late(files: number, milliseconds: number): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `The rules of your own did not get through ${files} files within ${milliseconds / 1000} s.`,
    remedy: 'Give them keywords that are rare, or a narrower path.',
  };
}

function ruleOf({ id, title, severity, source }: UserRule): Rule {
  return {
    id: `secrets/custom-${id}`,
    name: `SecretCustom${id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: `${title.replace(/\.$/, '')} is in the repository.`,
    description: `Reports what the rule ${id} of ${source} finds.`,
    why: 'Whoever can read the repository, a fork, a build log or an old clone has it.',
    remediation:
      'Make it worthless where it was issued, and read the new one from an environment variable. Taking it out of the file does not help while it is valid: it stays in the history.',
    severity,
    precision: 'medium',
    cwe: [HARD_CODED_CREDENTIALS],
    tags: ['secret'],
    references: [],
    since: '0.1.0',
  };
}
