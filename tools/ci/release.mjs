// Version, changelog, commit and tag: what `.github/workflows/release.yml` calls before it pushes. Pushes and publishes
// nothing itself. Reads RELEASE_VERSION (a version, major, minor, patch, or nothing: from the commits), RELEASE_FIRST and
// RELEASE_DRY_RUN (`true` or not).
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

import { releaseChangelog, releaseVersion } from 'nx/release/index.js';

import { pinTemplates } from './template-versions.mjs';

const dryRun = process.env.RELEASE_DRY_RUN !== 'false';
const firstRelease = process.env.RELEASE_FIRST === 'true';

const specifier = readSpecifier(process.env.RELEASE_VERSION ?? '');
if (!dryRun) nameCommitter();
const { workspaceVersion, projectsVersionData } = await releaseVersion({
  specifier,
  dryRun,
  firstRelease,
  gitCommit: false,
  gitTag: false,
  stageChanges: true,
});
if (!workspaceVersion) {
  process.stdout.write(
    'Nothing to release: no commit since the last tag is a feat, a fix or a breaking change.\n',
  );
  process.exit(1);
}
if (!dryRun) pinTemplatesTo(workspaceVersion);
await releaseChangelog({
  version: workspaceVersion,
  versionData: projectsVersionData,
  dryRun,
  firstRelease,
  gitCommit: true,
  gitCommitMessage: 'chore(release): {version}',
  gitTag: true,
});
if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `tag=v${workspaceVersion}\n`);

function readSpecifier(text) {
  if (text === '') return undefined;
  if (['major', 'minor', 'patch'].includes(text) || /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(text))
    return text;
  process.stderr.write(
    `RELEASE_VERSION is ${JSON.stringify(text)}: use a version (1.2.3), major, minor, patch, or nothing.\n`,
  );
  process.exit(3);
}

function nameCommitter() {
  execFileSync('git', ['config', 'user.name', 'github-actions[bot]']);
  execFileSync('git', ['config', 'user.email', '41898282+github-actions[bot]@users.noreply.github.com']);
}

/** What users copy names the version that they get; it belongs into the release commit. */
function pinTemplatesTo(version) {
  const changed = pinTemplates(version, { read: (file) => readFileSync(file, 'utf8'), write: writeFileSync });
  execFileSync('git', ['add', '--', ...changed]);
}
