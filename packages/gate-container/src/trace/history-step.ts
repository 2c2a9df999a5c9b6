import type { HistoryEntry } from '@railgate/images';

import { canonical, canonicalList } from './canonical.js';

/** One entry of a history, taken apart. */
export interface Step {
  /** `RUN` for a command without a keyword, as Docker's classic builder writes it; empty for an entry that says nothing. */
  readonly keyword: string;
  /** What follows the keyword, as it stands. */
  readonly plain: string;
  /** The same, comparable: see `canonical`. */
  readonly text: string;
  readonly list: string;
  /** `list` of a text whose `\n`, `\t` and `\\` are escapes: Go's `%q` writes lists so. */
  readonly unescaped: string;
  /** Shells that may stand in front of a command here, comparable. */
  readonly shells: readonly string[];
  /** `plain` is Kaniko's form, and that of whoever writes instructions without a mark of his own. */
  readonly builder: 'classic' | 'buildkit' | 'buildah' | 'plain';
  readonly empty: boolean;
  readonly comment: string;
}

/** The entries of a history; a `SHELL` in it counts for what follows. Linear in its text. */
export function readHistory(history: readonly HistoryEntry[]): Step[] {
  let shells = DEFAULT_SHELLS;
  return history.map((entry) => {
    const step = readStep(entry, shells);
    // Buildah goes on writing `/bin/sh -c` whatever the shell is.
    if (step.keyword === 'SHELL') shells = [step.list, ...DEFAULT_SHELLS];
    return step;
  });
}

export const METADATA: ReadonlySet<string> = new Set([
  'ARG', 'CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'SHELL', 'STOPSIGNAL', 'USER',
  'VOLUME',
]); // prettier-ignore

/** Instructions that change files. `WORKDIR` makes a folder, where there is none. */
export const LAYER_MAKING: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR']);

const DEFAULT_SHELLS: readonly string[] = ['/bin/sh-c', 'cmd/S/C', 'powershell-Command'];
const BUILDKIT_COMMENT = 'buildkit.dockerfile.v0';
const BUILDKIT_MARK = / # buildkit$/;
const NOP = '#(nop)';
/** The shell stands in front of the mark, and nothing longer. */
const SHELL_LIMIT = 500;

function readStep(entry: HistoryEntry, shells: readonly string[]): Step {
  const { createdBy, comment = '', emptyLayer } = entry;
  const nop = createdBy.slice(0, SHELL_LIMIT).indexOf(NOP);
  const marked = comment === BUILDKIT_COMMENT || BUILDKIT_MARK.test(createdBy);
  const text =
    nop === -1 ? createdBy.replace(BUILDKIT_MARK, '') : createdBy.slice(nop + NOP.length).trimStart();
  const [keyword, plain] = splitKeyword(text, nop !== -1);
  return {
    keyword, plain, shells, comment,
    text: canonical(plain),
    list: canonicalList(plain),
    unescaped: canonicalList(plain.replace(/\\([\\ntr])/g, (_, one: string) => (one === '\\' ? '' : ' '))),
    builder: marked ? 'buildkit' : builderOf(createdBy, nop, keyword, comment),
    empty: emptyLayer,
  }; // prettier-ignore
}

function splitKeyword(text: string, lowerCase: boolean): [keyword: string, rest: string] {
  if (text.trim() === '') return ['', ''];
  const keyword = /^[A-Za-z]{3,11}(?=\s|$)/.exec(text)?.[0] ?? '';
  const known = keyword.toUpperCase();
  if (!METADATA.has(known) && !LAYER_MAKING.has(known)) return ['RUN', text];
  if (keyword !== known && !lowerCase) return ['RUN', text];
  return [known, text.slice(keyword.length).trim()];
}

function builderOf(createdBy: string, nop: number, keyword: string, comment: string): Step['builder'] {
  if (comment.startsWith('FROM ')) return 'buildah';
  // Docker writes two blanks before what makes no layer, Buildah one.
  if (nop !== -1)
    return METADATA.has(keyword) && createdBy[nop + NOP.length + 1] !== ' ' ? 'buildah' : 'classic';
  return createdBy.startsWith(`${keyword} `) ? 'plain' : 'classic';
}
