// What comes from the system's own packages: git and a browser. Installed only where we may: as root, with apt-get.
import { join } from 'node:path';

import { BIN, findOnPath, link, run } from './tool-cache.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const git = { name: 'git', install: () => `${ensure(['git'], 'git')} is there.` };

/** `chromium` in our folder names the browser, whatever the system calls it. */
export const browser = {
  name: 'chromium',
  install() {
    const found = ensure(BROWSERS, 'chromium');
    if (found !== join(BIN, 'chromium')) link(found, join(BIN, 'chromium'));
    return `${found} is there.`;
  },
};

function ensure(names, debianPackage) {
  const found = findOnPath(...names);
  if (found !== undefined) return found;
  installFromDebian(debianPackage);
  const installed = findOnPath(...names);
  if (installed === undefined) throw new Error(`${debianPackage} was installed and is still not on PATH.`);
  return installed;
}

function installFromDebian(name) {
  const apt = findOnPath('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(
      `missing. Install ${name} with the system's package manager (here it is done only as root with apt-get).`,
    );
  }
  process.stdout.write(`${name}: installing with apt-get …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run(apt, ['update', '-qq'], { env });
  run(apt, ['install', '-y', '-qq', '--no-install-recommends', name], { env });
}
