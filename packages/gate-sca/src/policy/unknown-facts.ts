import { cleanText, type Gap } from '@railgate/contract';
import type { Lockfile } from '@railgate/dependencies';

import { listed } from '../findings/plain-text.js';
import { ageless } from './ages.js';
import type { PolicyInput } from './policy-rule.js';

const SHOWN = 3;

/** What the policy asks for and nobody said: never taken for fine. */
export function unknownFacts(input: PolicyInput): Gap[] {
  return [...unknownAges(input), ...unknownLicences(input)];
}

/** Nobody said when versions were published. */
function unknownAges(input: PolicyInput): Gap[] {
  const { options, offline } = input;
  if (options.minimumAge === 0) return [];
  const { count, paths } = ageless(input);
  if (count === 0) return [];
  return [
    {
      code: 'SOURCE_MISSING',
      message: `Nobody says when ${count} ${count === 1 ? 'version' : 'versions'} of ${listed(paths.map(cleanText), SHOWN)} ${count === 1 ? 'was' : 'were'} published, and \`minimumAge\` asks for ${options.minimumAge} days.`,
      remedy: offline
        ? 'Run without `--offline`, so that the registry can be asked, or set `minimumAge` to 0.'
        : 'See that the registry can be reached (only those of npm packages are asked), or set `minimumAge` to 0.',
    },
  ];
}

/** Lockfiles of a format that holds no licences, with nobody else to ask: package by package that would be noise. */
function unknownLicences(input: PolicyInput): Gap[] {
  const { licences, dependencies } = input;
  if (!licences) return [];
  return dependencies.lockfiles
    .filter((lockfile) => isWithoutLicences(lockfile, input))
    .map(({ path, packages, ecosystem }) => ({
      code: 'SOURCE_MISSING',
      message: `${cleanText(path)} holds no licences, so nobody can say whether the policy allows those of its ${packages.length} packages.`,
      remedy:
        ecosystem === 'npm'
          ? 'Run without `--offline`, so that the registry can be asked, or take `licences` out of the options.'
          : 'Look at them yourself and waive this, or take `licences` out of the options: only registries of npm packages are asked.',
    }));
}

/** No package of a registry says one, and no registry was asked. */
export function isWithoutLicences(
  { packages, ecosystem }: Lockfile,
  { registry }: Pick<PolicyInput, 'registry'>,
): boolean {
  if (registry && ecosystem === 'npm') return false;
  const fetched = packages.filter(({ source }) => source === 'registry');
  return fetched.length > 0 && fetched.every(({ licence }) => licence === undefined);
}
