/** One file of the list that is the only input of every gate. */
export interface FileEntry {
  /** Relative to the root, `/` between segments. May hold any character that a file system allows. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Who listed the files: git, a walk through the folder, or git for what is staged. */
export type DiscoverySource = 'git' | 'folder' | 'index';
export const DISCOVERY_SOURCES: readonly DiscoverySource[] = ['git', 'folder', 'index'];

export type ProjectSource = 'nx' | 'npm' | 'pnpm' | 'yarn' | 'bun' | 'manifest' | 'railway' | 'config';

/** A folder that is built or deployed on its own. */
export interface Project {
  /** The manifest's name, else the path. Data of the scanned repository. */
  readonly name: string;
  /** Relative to the root; `.` is the root itself. */
  readonly path: string;
  readonly source: ProjectSource;
}

/** A Railway service that the configuration declares, for what a repository does not show. */
export interface DeclaredService {
  readonly name: string;
  /** Railway's "Root Directory", relative to the repository root; `.` when unset. */
  readonly root: string;
  /** Railway's "Config File Path", relative to the repository root. */
  readonly configFile?: string;
}

/** Something of the repository that no gate looks at, and why. Shown in every report. */
export interface NotScanned {
  readonly path: string;
  /** A word or two: `ignored`, `submodule`, `symbolic link`, `minified`, `dependency folder`. */
  readonly reason: string;
}

/** The scanned repository. Plain data: it crosses a thread boundary. */
export interface Workspace {
  /** Absolute. Never written into a report. */
  readonly root: string;
  /** All files, sorted by path (code unit order). */
  readonly files: readonly FileEntry[];
  /** Sorted by path; always holds the root. */
  readonly projects: readonly Project[];
  readonly services: readonly DeclaredService[];
  /**
   * What the files of these paths say, whatever is on the disk: fixes that are checked before anything is written (no byte
   * order mark), and what is staged (the bytes).
   */
  readonly edited?: ReadonlyMap<string, string | Uint8Array>;
  /** The files are those alone that the next commit brings, as the index has them: what is not there says nothing. */
  readonly staged?: boolean;
  /** Globs of the configuration that took files out, for gates that find files elsewhere, as in the history. */
  readonly ignore?: readonly string[];
}

/** What a gate looks at. */
export interface Target {
  /** `root`, or a project's path. */
  readonly id: string;
  readonly kind: 'workspace' | 'project';
  /** The folder that the target is, relative to the root; `.` for the root. */
  readonly path: string;
  readonly name: string;
  /** The files that belong to it: for a project those that no deeper project owns. */
  readonly files: readonly FileEntry[];
}
