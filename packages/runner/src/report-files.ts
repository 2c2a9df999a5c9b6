import { encodeTarget } from '@railgate/kit';

/** A file below the output folder: `/` between segments. */
export interface ReportFile {
  readonly path: string;
  readonly content: string;
}

/** In the scanned repository, unless `--out` names another. */
export const OWN_FOLDER = '.railgate';
/** In it, for runs that look at what is staged. */
export const STAGED_FOLDER = 'staged';
export const MANIFEST_FILE = 'run.json';
export const ARCHIVE_FILE = 'report.sarif';

/** Names that a run may give to its files. What has such a name in the output folder is an earlier run's. */
const OWNED: readonly { readonly folder: string; readonly names: RegExp }[] = [
  {
    folder: '',
    names: /^(?:run\.json|summary\.md|vex\.openvex\.json|report\.(?:sarif|html|junit\.xml|csv|txt))$/,
  },
  { folder: 'gates', names: /^[a-z0-9-]+--.+\.sarif$/ },
  { folder: 'upload', names: /^[a-z0-9-]+\.sarif$/ },
  { folder: 'sbom', names: /^[^/]+\.(?:cdx|spdx)\.json$/ },
  { folder: 'sbom/images', names: /^[^/]+\.cdx\.json$/ },
];

export const OWNED_FOLDERS: readonly string[] = OWNED.map(({ folder }) => folder);

/** Is `path`, relative to an output folder, the name of a report? */
export function isReportPath(path: string): boolean {
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '' : path.slice(0, slash);
  const name = path.slice(slash + 1);
  return OWNED.some((owned) => owned.folder === folder && owned.names.test(name));
}

/** What judges, and is not judged itself: it may change after the scan. */
export const WAIVERS_FILE = 'railgate.waivers.yaml';

/** Is it what Railgate leaves in its own `.railgate`: reports, shards, and the file that keeps git away? */
export function isOwnFile(path: string): boolean {
  if (path.startsWith(`${STAGED_FOLDER}/`)) return isOwnFile(path.slice(STAGED_FOLDER.length + 1));
  return path === '.gitignore' || isReportPath(path) || /^shards\/[^/]+\.json$/.test(path);
}

/** A gate's own SARIF file: `gates/lint--apps--web.sarif`. No two targets share a name. */
export function gateFile(gate: string, target: string): string {
  return `gates/${gate}--${encodeTarget(target)}.sarif`;
}

/** The upload profile: `upload/github-1.sarif`. */
export function githubFile(number: number): string {
  return `upload/github-${number}.sarif`;
}
