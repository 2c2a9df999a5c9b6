import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, with git at hand. Everyone may list it: some tests look at it as another user. */
export class TempRepository {
  readonly path = mkdtempSync(join(tmpdir(), 'railgate-runner-'));

  constructor() {
    chmodSync(this.path, 0o755);
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [path, text] of Object.entries(files)) {
      const full = join(this.path, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
    return this;
  }

  git(...args: string[]): string {
    const settings = ['user.name=t', 'user.email=t@example.invalid', 'protocol.file.allow=always'];
    const options = settings.flatMap((setting) => ['-c', setting]);
    return execFileSync('git', [...options, ...args], { cwd: this.path, encoding: 'utf8', stdio: 'pipe' });
  }

  /** Makes it a git repository with everything committed. */
  commit(): this {
    this.git('init', '-q');
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'x');
    return this;
  }

  /** The id of a tree with these entries (`git mktree -z`), also one that git itself would not make. */
  makeTree(entries: readonly string[]): string {
    const text = entries.map((entry) => `${entry}\0`).join('');
    const input = { cwd: this.path, encoding: 'utf8', input: text } as const;
    return execFileSync('git', ['mktree', '-z', '--missing'], input).trim();
  }

  at(path: string): string {
    return join(this.path, path);
  }

  remove(): void {
    if (!isRoot) execFileSync('chmod', ['-R', 'u+rwX', this.path]);
    execFileSync('rm', ['-rf', this.path]); // Node's own gives up on paths that are too long
  }
}

export const isRoot = process.geteuid?.() === 0;

/**
 * Runs an action with the rights of `nobody`, so that permissions mean something although the tests run as root.
 * Only in test files that run in a process of their own.
 */
export async function asNobody<Result>(action: () => Promise<Result>): Promise<Result> {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([NOBODY]);
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

const NOBODY = 65534;
