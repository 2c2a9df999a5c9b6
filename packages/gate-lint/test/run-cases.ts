import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { FileEntry, Finding } from '@railgate/contract';

import type { LintContext, LintEngine, LintScan } from '../src/engine.js';

/** What every `test/cases/<rule>.<language>.ts` exports. `ng` snippets mark the expected line with a comment `ng`. */
export interface Cases {
  readonly ng: readonly string[];
  readonly lookAlike: readonly string[];
}

/** Writes the files into a folder of their own, scans them in one go, and removes them. */
export async function scanFiles(
  engine: LintEngine,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<LintScan> {
  const root = mkdtempSync(join(tmpdir(), 'railgate-lint-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const entries: FileEntry[] = Object.entries(files).map(([path, content]) => ({
      path,
      size: Buffer.byteLength(content),
    }));
    return await engine.scan(entries, context(root, entries));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function context(root: string, files: readonly FileEntry[]): LintContext {
  return {
    workspace: { root, files, projects: [], services: [] },
    options: {},
    now: new Date('2026-11-22T00:00:00Z'),
    offline: true,
    signal: new AbortController().signal,
    processes: { started: () => undefined, ended: () => undefined },
    progress: () => undefined,
  };
}

/** Lines, from 1, that end with the comment `# ng`, `// ng`, `-- ng` or `{/* ng *\/}`. */
export function expectedLines(snippet: string): number[] {
  return snippet
    .split('\n')
    .flatMap((line, index) =>
      /(?:#|\/\/|\/\*|<!--)\s*ng\s*(?:\*\/\}?|-->)?\s*$/.test(line) ? [index + 1] : [],
    );
}

export function findingsOf(scan: LintScan, path: string): Finding[] {
  return scan.findings.filter((finding) => finding.at.path === path);
}
