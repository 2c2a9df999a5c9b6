import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** Both have the same flags. */
export const PEERS = ['gitleaks', 'betterleaks'];

/** What a peer finds in the tracked files with its default rules; nothing where it is not on the PATH. */
export function peerFindings(name, { root, paths }) {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-peer-'));
  const report = join(folder, 'report.json');
  try {
    const args = ['dir', '.', '--no-banner', '--redact', '--exit-code', '0', '-f', 'json', '-r', report];
    const { error, status } = spawnSync(name, args, { cwd: root, stdio: 'ignore' });
    if (error?.code === 'ENOENT') return undefined;
    if (error || status !== 0) throw error ?? new Error(`${name} ended with ${status} in ${root}`);
    const tracked = new Set(paths);
    return (JSON.parse(readFileSync(report, 'utf8')) ?? [])
      .map(({ File, StartLine, RuleID }) => ({
        path: relative(resolve(root), resolve(root, File)),
        line: StartLine,
        kind: RuleID,
      }))
      .filter(({ path }) => tracked.has(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
