import type { Outcome, Workspace } from '@railgate/contract';

import type { ForeignIgnore } from './foreign-entry.js';
import { FileReader } from '../file-reader.js';

interface ForeignComment {
  /** As reports name it. */
  readonly name: string;
  readonly pattern: RegExp;
  /** It stands on the line above what it is about. */
  readonly above?: boolean;
}

/** Those of ESLint whose silence matters here, or all of them. */
const SECURITY_RULES = String.raw`(?:\s{0,4}(?:$|--|\*/)|.{0,300}\b(?:security/|no-unsanitized/|no-secrets/|no-eval\b|no-implied-eval\b|no-new-func\b|no-script-url\b))`;

/** Comments by which the scanners that people use beside Railgate are told to be silent about a line. */
const COMMENTS: readonly ForeignComment[] = [
  { name: 'nosemgrep', pattern: /\bnosem(?:grep)?\b/ },
  { name: 'gitleaks:allow', pattern: /\bgitleaks:allow\b/ },
  { name: 'betterleaks:allow', pattern: /\bbetterleaks:allow\b/ },
  { name: 'secretlint-disable-line', pattern: /\bsecretlint-disable-line\b/ },
  { name: 'nosec', pattern: /#\s{0,4}nosec\b/i },
  { name: 'noqa', pattern: /#\s{0,4}noqa(?!:)\b|#\s{0,4}noqa:[^#]{0,200}\bS\d/i },
  { name: 'trivy:ignore', pattern: /\btrivy:ignore:/ },
  { name: 'tfsec:ignore', pattern: /\btfsec:ignore:/ },
  { name: 'zizmor: ignore', pattern: /#\s{0,4}zizmor:\s{0,4}ignore\[/ },
  { name: 'checkov:skip', pattern: /\bcheckov:skip=/ },
  { name: 'pragma: allowlist secret', pattern: /\bpragma:\s{0,4}(?:allow|white)list\b/ },
  { name: 'NOSONAR', pattern: /\bNOSONAR\b/ },
  { name: 'eslint-disable-line', pattern: new RegExp(`\\beslint-disable-line\\b${SECURITY_RULES}`) },
  { name: 'secretlint-disable-line', pattern: /\bsecretlint-disable-line\b/ },
  {
    name: 'eslint-disable-next-line',
    pattern: new RegExp(`\\beslint-disable-next-line\\b${SECURITY_RULES}`),
    above: true,
  },
  { name: 'secretlint-disable-next-line', pattern: /\bsecretlint-disable-next-line\b/, above: true },
  {
    name: 'pragma: allowlist nextline secret',
    pattern: /\bpragma:\s{0,4}(?:allow|white)list nextline\b/,
    above: true,
  },
  { name: 'hadolint ignore', pattern: /#\s{0,4}hadolint ignore=/, above: true },
  { name: 'trivy:ignore', pattern: /\btrivy:ignore:/, above: true },
];

const FILES_LIMIT = 2000;
const COMMENTS_LIMIT = 1000;
const LINE_LIMIT = 2000;

/**
 * Other tools' comments beside findings. They let nothing through here: whoever wrote one is told.
 */
export function foreignComments(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  outcomes: readonly Outcome[],
): ForeignIgnore[] {
  const reader = new FileReader(workspace);
  const found: ForeignIgnore[] = [];
  for (const [path, lines] of [...linesByPath(outcomes)].slice(0, FILES_LIMIT)) {
    if (found.length >= COMMENTS_LIMIT) break;
    const bytes = reader.read(path);
    if (bytes) found.push(...inFile(path, bytes.toString('utf8').split(/\r\n|\n|\r/), lines));
  }
  return found.slice(0, COMMENTS_LIMIT);
}

function linesByPath(outcomes: readonly Outcome[]): Map<string, Set<number>> {
  const byPath = new Map<string, Set<number>>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'done') continue;
    for (const { path, line, state, version } of outcome.findings) {
      if (state === 'absent' || version !== undefined) continue;
      const lines = byPath.get(path);
      if (lines) lines.add(line);
      else byPath.set(path, new Set([line]));
    }
  }
  return new Map([...byPath].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inFile(path: string, texts: readonly string[], lines: ReadonlySet<number>): ForeignIgnore[] {
  const found = new Map<string, ForeignIgnore>();
  for (const line of [...lines].sort((a, b) => a - b)) {
    for (const { name, pattern, above = false } of COMMENTS) {
      const at = above ? line - 1 : line;
      if (at > 0 && pattern.test((texts[at - 1] ?? '').slice(-LINE_LIMIT))) {
        found.set(`${at} ${name}`, { path, line: at, selects: { comment: name } });
      }
    }
  }
  return [...found.values()];
}
