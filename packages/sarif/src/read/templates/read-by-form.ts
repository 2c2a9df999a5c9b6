import type { Slice } from '../layout.js';
import { endOfValue, isBlank } from './bytes.js';
import type { MatchLog } from './match-log.js';
import { viewOf, type Template } from './template.js';
import type { Templates } from './templates.js';

const COMMA = 0x2c;

export interface FormReader {
  /** Takes the result that the template has matched; false when it has to be parsed after all, and the template is spoilt. */
  matched(template: Template): boolean;
  /** Takes the text of a result that matches none; false when it is no JSON. */
  other(text: Buffer, index: number): boolean;
}

/**
 * Reads a slice one result after the other.
 *
 * @param bytes valid UTF-8. @param log of the text that the slice was cut from, where there is one.
 * @returns false when it is not so many JSON values with commas between them.
 */
export function readByForm(
  bytes: Buffer,
  slice: Slice,
  { templates, log }: { readonly templates: Templates; readonly log: MatchLog | undefined },
  reader: FormReader,
): boolean {
  const view = viewOf(bytes);
  let pos = 0;
  for (let i = 0; i < slice.count; i++) {
    pos = behindBlanks(bytes, pos);
    const logged = log?.recall(slice.start + pos);
    const template = logged ?? templates.find(bytes, view, pos);
    if (template && reader.matched(template)) pos = template.end - (logged ? slice.start : 0);
    else {
      if (logged) log?.drop(logged);
      else if (template) templates.drop(template);
      const end = endOfValue(bytes, pos);
      const text = trimmed(bytes, pos, end);
      if (!reader.other(text, slice.index + i)) return false;
      templates.learn(text);
      pos = end;
    }
    pos = behindBlanks(bytes, pos);
    if (i + 1 < slice.count && bytes[pos++] !== COMMA) return false;
  }
  return pos === bytes.length;
}

function behindBlanks(bytes: Buffer, from: number): number {
  let pos = from;
  while (isBlank(bytes[pos])) pos++;
  return pos;
}

function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  let end = to;
  while (end > from && isBlank(bytes[end - 1])) end--;
  return bytes.subarray(from, end);
}
