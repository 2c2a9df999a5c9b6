import { listed, plainText } from '@railgate/contract';

import type { ImageVulnerability } from '../trivy/observed.js';
import { newerBase, supportedBase, type BaseFacts } from './base-advice.js';
import type { Site } from './sites.js';

const SHOWN = 3;

/** What removes a vulnerability: the version, and where it is to be had. */
export function adviceText(
  { name, kind, type, status }: ImageVulnerability,
  fixed: readonly string[],
  site: Site,
  paths: readonly string[],
  facts: BaseFacts,
): string {
  const thing = plainText(name, 200);
  if (fixed.length === 0) return withoutFix(thing, status, site, facts);
  const version = listed(
    fixed.map((one) => plainText(one, 80)),
    SHOWN,
  );
  const head = `Fixed in ${version}:`;
  if (site.from === 'base') return `${head} ${inBase(thing, kind, type, site.base ?? '', facts)}.`;
  if (kind === 'os') return `${head} ${inInstruction(thing, type, site)}`;
  const [path] = paths;
  const where = path === undefined ? '' : ` (${plainText(path, 300)})`;
  return `${head} upgrade ${thing}${where} in the manifest that asks for it, and build the image again.`;
}

/** The version is in the distribution's repository already: who does not want to wait for the publisher takes it from there. */
function inBase(
  thing: string,
  kind: ImageVulnerability['kind'],
  type: string,
  base: string,
  facts: BaseFacts,
): string {
  const command = kind === 'os' ? UPGRADE[type]?.(thing) : undefined;
  const below = command === undefined ? '' : `; or upgrade it below the \`FROM\`: \`RUN ${command}\``;
  return `${newerBase(base, facts)}${below}`;
}

function inInstruction(thing: string, type: string, { from }: Site): string {
  const command = UPGRADE[type]?.(thing);
  if (from === 'unknown') return `upgrade ${thing} where the image is built.`;
  return command === undefined
    ? `upgrade ${thing} in that instruction.`
    : `upgrade it in that instruction (\`${command}\`).`;
}

const UPGRADE: Readonly<Record<string, ((name: string) => string) | undefined>> = {
  alpine: (name) => `apk add --no-cache --upgrade ${name}`,
  wolfi: (name) => `apk add --no-cache --upgrade ${name}`,
  debian: (name) => `apt-get update && apt-get install -y --only-upgrade ${name}`,
  ubuntu: (name) => `apt-get update && apt-get install -y --only-upgrade ${name}`,
  redhat: (name) => `dnf upgrade -y ${name}`,
  centos: (name) => `dnf upgrade -y ${name}`,
  rocky: (name) => `dnf upgrade -y ${name}`,
  alma: (name) => `dnf upgrade -y ${name}`,
  fedora: (name) => `dnf upgrade -y ${name}`,
  amazon: (name) => `dnf upgrade -y ${name}`,
};

function withoutFix(
  thing: string,
  status: string | undefined,
  { from, base = '' }: Site,
  facts: BaseFacts,
): string {
  const said = status === undefined || status === 'affected' ? '' : ` (${plainText(status, 60)})`;
  const other = facts.os?.endOfLife
    ? supportedBase(base, facts)
    : `start from an image without it instead of ${plainText(base, 300)}`;
  const way = from === 'base' ? other : `remove ${thing} from the image`;
  return `No fixed version is known${said}: ${way}, or waive the finding with a reason and an expiry.`;
}
