import { assignmentsIn, FORMS } from '../../src/generic/index.js';
import { notASecret } from '../../src/judge/index.js';

export interface Told {
  readonly kind: string;
  readonly value: string;
}

/** What the generic kinds find in a file, judged, without any format. */
export function generic(text: string, path: string): Told[] {
  const inForms = FORMS.filter((form) => form.reads(path)).flatMap((form) =>
    [...form.find(text, path)].map((candidate) => ({ ...candidate, of: text })),
  );
  const inLines = text
    .split('\n')
    .flatMap((line) => assignmentsIn(line, path).map((candidate) => ({ ...candidate, of: line })));
  const told = [...inForms, ...inLines]
    .map(({ kind, start, end, name, trust, of }) => ({
      kind,
      value: of.slice(start, end),
      silent: notASecret({ value: of.slice(start, end), name, path, line: lineOf(of, start), trust }),
    }))
    .filter(({ silent }) => silent === undefined);
  return told.map(({ kind, value }) => ({ kind, value }));
}

function lineOf(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end);
}
