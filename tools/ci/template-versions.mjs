// The files that users copy or call, and the version of the command in them. A test holds it to that of packages/cli.
export const TEMPLATES = [
  'pipelines/github/railgate.yml',
  '.github/workflows/railgate.yml',
  'docs/ci.md',
  'docs/containers.md',
  'docs/upload.md',
];

const VERSION = /(railgate@|default: )\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?![0-9A-Za-z.-])/g;

/** The versions of the command that a text names. */
export function pinnedVersions(text) {
  return [...text.matchAll(VERSION)].map((match) => match[0].slice(match[1].length));
}

/** Writes `version` into every template; returns the files. `files` reads and writes by path. */
export function pinTemplates(version, files) {
  for (const file of TEMPLATES)
    files.write(
      file,
      files.read(file).replace(VERSION, (_, before) => `${before}${version}`),
    );
  return TEMPLATES;
}
