import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { FileEntry } from '@railgate/contract';
import { isInside } from '@railgate/kit';

import { CANARY_FILE, canaryText } from './canary.js';

/** A folder that a tool scans instead of the repository. */
export interface Stage {
  /** Absolute. The tool's files (its configuration) stand here. */
  readonly folder: string;
  /** How many files of the target it shows. */
  readonly files: number;
  remove(): void;
}

/** Relative to the stage's folder: the target's files under their own paths. */
export const STAGED_FILES = 'scan/files';

/** Relative to the stage's folder: what the tool is told to scan. Ignore files of the repository are not right in it. */
export const SCANNED_FOLDER = 'scan';

/**
 * Shows a tool exactly the files of the list, as symbolic links, and a known-bad file beside them: no secret is copied,
 * nothing that git ignores is read, and neither configuration nor ignore file of the repository is where the tool looks
 * for one. Only the user can enter the folder.
 */
export function openStage(root: string, files: readonly FileEntry[], config: Config): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-scan-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    mkdirSync(join(folder, STAGED_FILES), { recursive: true });
    for (const [name, text] of Object.entries(config)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, SCANNED_FOLDER, CANARY_FILE), canaryText());
    const staged = files.filter(({ path }) => link(root, join(folder, STAGED_FILES, path), path));
    return { folder, files: staged.length, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Texts by file name. */
type Config = Readonly<Record<string, string>>;

/** Only regular files of the repository: a pipe would stop the tool, a link might lead out. */
function link(root: string, name: string, path: string): boolean {
  try {
    const real = realpathSync(join(root, path));
    if (!isInside(root, real) || !statSync(real).isFile()) return false;
    mkdirSync(dirname(name), { recursive: true });
    symlinkSync(real, name);
    return lstatSync(name).isSymbolicLink();
  } catch {
    // The gate's own engine reads the same file and says what is wrong with it.
    return false;
  }
}
