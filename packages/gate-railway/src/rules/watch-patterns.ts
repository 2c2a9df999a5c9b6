import { isList, type ConfigDocument, type Pointer } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { replaceString } from '../fixes/config-edits.js';
import type { RailwayService } from '../services/find-services.js';
import { settingsOf } from '../services/settings.js';
import { watchPattern, type WatchPattern } from '../services/watch-patterns.js';
import type { Report, RailwayRule } from '../rule.js';

/** More patterns than these, times the files, would take too long. */
const PATTERNS_LIMIT = 100;

export const watchPatterns: RailwayRule = {
  id: 'railway/watch-patterns',
  name: 'WatchPatterns',
  summary: 'A watch pattern matches no file, or the patterns leave out the service itself.',
  description:
    'Reads `build.watchPatterns` as Railway does: gitignore patterns from the repository root, also where Root Directory is set. Reports a pattern that matches no file of the repository, lists of nothing but exceptions, and, as info, a list that no file of the service matches. A leading `/` is fine, with or without; an empty list is no filter; an exception that matches nothing does no harm.',
  why: 'A push that matches no pattern is not deployed, and nothing says so: the service stays on an old version.',
  remediation:
    'Write the patterns from the repository root: `apps/api/**`, and the shared packages that the service uses.',
  example: {
    language: 'toml',
    before: '# apps/api/railway.toml\n[build]\nwatchPatterns = ["src/**"]',
    after: '# apps/api/railway.toml\n[build]\nwatchPatterns = ["apps/api/src/**", "packages/shared/**"]',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-009'],
  references: ['https://docs.railway.com/builds/build-configuration#configure-watch-paths'],
  since: '0.1.0',
  checks: {
    *config({ document, service: { service } }, { services }) {
      for (const { pointer, value } of settingsOf(document, 'build', 'watchPatterns')) {
        if (!isList(value) || value.length === 0 || value.length > PATTERNS_LIMIT) continue;
        const written = value.flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []));
        if (written.length === value.length) {
          yield* check({ document, pointer, service, files: services.files }, written);
        }
      }
    },
  },
};

interface Subject {
  readonly document: ConfigDocument;
  readonly pointer: Pointer;
  readonly service: RailwayService;
  readonly files: ReadonlySet<string>;
}

function* check(subject: Subject, written: readonly { text: string; index: number }[]): Iterable<Report> {
  const { document, pointer, service, files } = subject;
  const patterns = written.flatMap(({ text, index }) => {
    const pattern = watchPattern(text);
    return pattern ? [{ pattern, index }] : [];
  });
  const positive = patterns.filter(({ pattern }) => !pattern.negated);
  if (patterns.length > 0 && positive.length === 0) {
    const message =
      'These patterns are exceptions only, so nothing is watched. Put a pattern in front of them.';
    yield { message, at: document.place(pointer, 'value') };
    return;
  }
  let dead = 0;
  for (const { pattern, index } of positive) {
    if (matchesAny(pattern, files)) continue;
    dead++;
    yield unmatched(subject, pattern, [...pointer, index]);
  }
  if (dead > 0 || positive.length === 0 || service.root === '.') return;
  if (
    [...files].some(
      (path) =>
        isIn(path, service.root) &&
        isWatched(
          patterns.map((one) => one.pattern),
          path,
        ),
    )
  )
    return;
  yield {
    message: `No file of ${cleanText(service.root)} matches these patterns, so no change of the service is deployed. Add ${cleanText(service.root)}/**.`,
    severity: 'info',
    at: document.place(pointer, 'value'),
  };
}

function unmatched({ document, service, files }: Subject, pattern: WatchPattern, pointer: Pointer): Report {
  const at = document.place(pointer, 'value');
  const plain = pattern.text.replace(/^(?:\.?\/)+/, '');
  const candidates = [plain, ...(service.root === '.' ? [] : [`${service.root}/${plain}`])];
  const meant = candidates.find((text) => {
    const other = text === pattern.text ? undefined : watchPattern(text);
    return other !== undefined && !other.negated && matchesAny(other, files);
  });
  const name = cleanText(pattern.text).slice(0, 80);
  return {
    message: `${name} matches no file: patterns begin at the repository root. ${meant === undefined ? 'Correct or delete it.' : `Write ${cleanText(meant)}.`}`,
    at,
    ...(meant !== undefined && {
      fix: {
        description: `Write ${cleanText(meant)}.`,
        safe: false,
        edits: [replaceString(document, pointer, meant)],
      },
    }),
  };
}

function matchesAny(pattern: WatchPattern, files: ReadonlySet<string>): boolean {
  for (const path of files) if (pattern.matches(path)) return true;
  return false;
}

function isWatched(patterns: readonly WatchPattern[], path: string): boolean {
  const last = patterns.findLast((pattern) => pattern.matches(path));
  return last !== undefined && !last.negated;
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
