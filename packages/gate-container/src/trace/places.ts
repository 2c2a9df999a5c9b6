import { canonical } from './canonical.js';
import { readHistory } from './history-step.js';
import type { Cause, Trace } from './trace.js';

/**
 * The line of an instruction that a scanner quotes: in part, with variables put in, without flags, with secrets masked. The
 * `FROM` of the stage that was built where the text fits none, and where it is missing: that is the place of a `USER` or
 * `HEALTHCHECK` that is not there.
 */
export function quotedCause(
  { instructions, stage }: Pick<Trace, 'instructions' | 'stage'>,
  quoted: string | undefined,
): Cause | undefined {
  const [step] = quoted === undefined ? [] : readHistory([{ createdBy: quoted, emptyLayer: true }]);
  if (!step) return stage;
  const alike = instructions.filter(({ keyword }) => keyword === step.keyword);
  const same = alike.findLast((cause) => isQuoted(cause, step.plain, step.text));
  return same ?? (alike.length === 1 ? alike[0] : stage);
}

function isQuoted({ instruction, names, keyword }: Cause, plain: string, text: string): boolean {
  if (names.length > 0)
    return names.some(
      (name) => plain.startsWith(`${name}=`) || plain === name || plain.startsWith(`${name} `),
    );
  const own = canonical(instruction.slice(keyword.length).replace(FLAGS, '').replace(/…$/, ''));
  const [shorter, longer] = own.length < text.length ? [own, text] : [text, own];
  return shorter === longer || (shorter.length >= ENOUGH && longer.startsWith(shorter));
}

const FLAGS = /^\s*(?:--\S+\s+)+/;

/** Characters of a text that was cut. */
const ENOUGH = 20;
