import { cleanText } from '@railgate/contract';
import type { Manifest } from '@railgate/dependencies';

import { listed, plainText } from '../findings/plain-text.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';
import { isRequirementsFile } from './unpinned-requirement.js';

const SHOWN = 5;

export const missingLockfile: PolicyRule = {
  id: 'sca/missing-lockfile',
  name: 'MissingLockfile',
  summary: 'A manifest asks for packages, and no lockfile says which versions are installed.',
  description:
    'Reports manifests with dependencies that no lockfile of the repository pins: there is none where the package manager would look for it, or it holds nothing of what the manifest asks for. Peer dependencies alone need none, and neither has a manifest that lies in a folder of installed packages. Requirements files, which are their own lockfile where they pin versions, have the rule `sca/unpinned-requirement`.',
  why: 'Each installation takes what is newest at that moment: nobody has checked it, a build cannot be repeated, and a version that was taken over this morning is in production this afternoon. No source could be asked about these packages.',
  remediation:
    'Lock and commit the lockfile: `npm install --package-lock-only`, `pnpm install --lockfile-only`, `yarn install`, `bun install --lockfile-only`, `poetry lock`, `uv lock`, `pip-compile`, `bundle lock`, `cargo generate-lockfile`, `dotnet restore --use-lock-file`.',
  severity: 'high',
  precision: 'high',
  cwe: [1357],
  references: ['https://cwe.mitre.org/data/definitions/1357.html'],
  since: '0.1.0',
  *check({ dependencies: { unpinned } }): Generator<Violation> {
    for (const manifest of unpinned) {
      if (manifest.lockfile !== undefined) continue;
      const names = namesOf(manifest);
      if (isRequirementsFile(manifest) || isInstalled(manifest) || names.length === 0) continue;
      const [first] = manifest.requirements;
      yield {
        message: `${cleanText(manifest.path)} asks for ${listed(names, SHOWN)}, and no lockfile says which versions are installed: no source was asked about them. ${lockWith(manifest)}`,
        at: { path: manifest.path, region: { startLine: first?.line ?? 1 } },
      };
    }
  },
};

/** What was installed into the repository: whoever installed it chose the versions, and nobody installs its dependencies. */
function isInstalled({ path }: Manifest): boolean {
  return /(?:^|\/)(?:node_modules|vendor\/bundle|site-packages)\//.test(path);
}

function namesOf({ requirements }: Manifest): string[] {
  return requirements.filter(({ kind }) => kind !== 'peer').map(({ name }) => plainText(name, 100));
}

const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm install --package-lock-only'],
  ['pnpm', 'pnpm install --lockfile-only'],
  ['yarn', 'yarn install'],
  ['bun', 'bun install --lockfile-only'],
  ['poetry', 'poetry lock'],
  ['uv', 'uv lock'],
  ['pdm', 'pdm lock'],
  ['pipenv', 'pipenv lock'],
  ['pip', 'pip-compile'],
  ['bundler', 'bundle lock'],
  ['cargo', 'cargo generate-lockfile'],
  ['composer', 'composer update --no-install'],
  ['pub', 'dart pub get'],
  ['mix', 'mix deps.get'],
  ['gradle', 'gradle dependencies --write-locks` with `dependencyLocking { lockAllConfigurations() }'],
  ['nuget', 'dotnet restore --use-lock-file'],
]);

function lockWith({ manager }: Manifest): string {
  // It has no lockfile.
  if (manager === 'maven')
    return 'Write their versions into the pom.xml, or into a parent in this repository.';
  const command = COMMANDS.get(manager);
  return command === undefined
    ? 'Lock them and commit the lockfile.'
    : `Run \`${command}\` and commit the lockfile.`;
}
