import type { Instruction } from '@railgate/code';

import { canonical, fitsPattern, literalLength, toPattern } from './canonical.js';
import { partOf, type Form } from './form-fit.js';
import { commandText, jsonList } from './instruction-text.js';

/**
 * `COPY` and `ADD`. BuildKit and Kaniko write sources and destination; the classic builder and Buildah hash what was copied and
 * write the destination alone.
 */
export function copyForm(instruction: Instruction, escape: string): Form {
  const words = jsonList(instruction, escape) ?? wordsOf(instruction, escape);
  const sources = words.slice(0, -1);
  const all = toPattern(words.join(' '));
  const destination = toPattern(words.at(-1) ?? '');
  const length = literalLength(all);
  const wild = sources.some((source) => /[*?[$]/.test(source));
  return {
    length,
    fits(step) {
      const hashed = HASHED.exec(step.plain);
      if (!hashed) return fitsPattern(all, canonical(step.plain.replace(FLAGS, ''))) ? 1 : 0;
      if (!isKind(hashed[1], sources.length, wild)) return 0;
      const fits = fitsPattern(destination, canonical(step.plain.slice(hashed.index + hashed[0].length)));
      return fits ? partOf(literalLength(destination), length) : 0;
    },
  };
}

const HASHED = /(?:(file|dir|multi):)?[0-9a-f]{64} in /;
const FLAGS = /^(?:--\S+\s+)+/;

/** `multi:` is what several sources give, and a wildcard may be either. */
function isKind(kind: string | undefined, sources: number, wild: boolean): boolean {
  if (kind === undefined || wild) return true;
  return (kind === 'multi') === sources > 1;
}

function wordsOf(instruction: Instruction, escape: string): readonly string[] {
  const { raw } = instruction;
  // The text of a here-document is in no history, its name is.
  const line = raw.includes('<<')
    ? (raw.split('\n', 1)[0] ?? '').replaceAll('<<-', '<<')
    : commandText(raw, escape);
  return line.split(/\s+/).filter((word) => word !== '');
}
