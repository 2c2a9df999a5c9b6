// What comes from the system's own packages: git, a browser and two container engines. Installed only where we may: as
// root, with apt-get.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { answeringDocker } from './engine-socket.mjs';
import { findOnPath, run } from './programs.mjs';
import { BIN, link } from './tool-cache.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Who runs the rootless engine of the tests, where the tests themselves run as root. */
export const ROOTLESS_USER = 'railgate-engines';

export const git = { name: 'git', install: async () => `${await ensure(['git'], ['git'])} is there.` };

/** `chromium` in our folder names the browser, whatever the system calls it. */
export const browser = {
  name: 'chromium',
  async install() {
    const found = await ensure(BROWSERS, ['chromium']);
    if (found !== join(BIN, 'chromium')) link(found, join(BIN, 'chromium'));
    return `${found} is there.`;
  },
};

/** The engine itself, since a client alone (`docker`) starts nothing; or one that runs already, wherever it does. */
export const docker = {
  name: 'docker',
  async install() {
    const answering = findOnPath('dockerd') === undefined ? await answeringDocker() : undefined;
    if (answering !== undefined) return `${answering} answers.`;
    return `${await ensure(['dockerd'], ['docker.io'])} is there.`;
  },
};

/** With what it needs for a user who is not root: ranges of user ids, a network and a file system of its own. */
export const podman = {
  name: 'podman',
  async install() {
    const packages = ['podman', 'runc', 'uidmap', 'slirp4netns', 'fuse-overlayfs'];
    const found = await ensure(['podman'], packages);
    if (process.getuid?.() === 0) await ensureRootlessUser();
    return `${found} is there.`;
  },
};

/** `useradd` gives it ranges of user ids that nobody else has. */
async function ensureRootlessUser() {
  if (new RegExp(`^${ROOTLESS_USER}:`, 'm').test(readFileSync('/etc/passwd', 'utf8'))) return;
  const useradd = findOnPath('useradd');
  if (useradd === undefined) return;
  const options = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  await run(useradd, [...options, ROOTLESS_USER]);
}

async function ensure(names, packages) {
  const found = findOnPath(...names);
  if (found !== undefined) return found;
  await installFromDebian(packages);
  const installed = findOnPath(...names);
  if (installed === undefined) throw new Error(`${packages[0]} was installed and is still not on PATH.`);
  return installed;
}

async function installFromDebian(packages) {
  const apt = findOnPath('apt-get');
  const names = packages.join(' ');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(
      `missing. Install ${names} with the system's package manager (here it is done only as root with apt-get).`,
    );
  }
  process.stdout.write(`${names}: installing with apt-get …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(apt, ['update', '-qq'], { env });
  await run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
