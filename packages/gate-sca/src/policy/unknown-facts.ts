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

/** Nobody said when versions were published. One gap for each ecosystem, whose registry is its own. */
function unknownAges(input: PolicyInput): Gap[] {
  const { options, offline, registry } = input;
  if (options.minimumAge === 0) return [];
  return ageless(input).map(({ ecosystem, count, paths }) => {
    const message = `Nobody says when ${count} ${count === 1 ? 'version' : 'versions'} of ${listed(paths.map(cleanText), SHOWN)} ${count === 1 ? 'was' : 'were'} published, and \`minimumAge\` asks for ${options.minimumAge} days.`;
    return {
      code: 'SOURCE_MISSING',
      message: withReasons(message, registry?.silence(ecosystem)),
      remedy: offline
        ? 'Run without `--offline`, so that the registry can be asked, or set `minimumAge` to 0.'
        : 'See that the registry can be reached and knows them, or look at them yourself and waive this, or set `minimumAge` to 0.',
    };
  });
}

/** Lockfiles of a format that holds no licences, with nobody else to ask: package by package that would be noise. */
function unknownLicences(input: PolicyInput): Gap[] {
  const { licences, dependencies, registry, offline } = input;
  if (!licences) return [];
  return dependencies.lockfiles
    .filter((lockfile) => isWithoutLicences(lockfile, input))
    .map(({ path, packages, ecosystem }) => ({
      code: 'SOURCE_MISSING',
      message: withReasons(
        `${cleanText(path)} holds no licences, so nobody can say whether the policy allows those of its ${packages.length} packages.`,
        registry && (registry.silence(ecosystem).length > 0 ? registry.silence(ecosystem) : [SILENT]),
      ),
      remedy: offline
        ? 'Run without `--offline`, so that the registry can be asked, or take `licences` out of the options.'
        : 'See that the registry can be reached, or look at them yourself and waive this, or take `licences` out of the options.',
    }));
}

const SILENT = 'The registry says none in the interface that is asked.';

function withReasons(message: string, reasons: readonly string[] = []): string {
  return [message, ...reasons].join(' ');
}

/** No package of a registry says one, and no registry that says licences has answered. */
export function isWithoutLicences(
  { packages, ecosystem }: Lockfile,
  { registry }: Pick<PolicyInput, 'registry'>,
): boolean {
  if (registry?.saysLicences(ecosystem) === true) return false;
  const fetched = packages.filter(({ source }) => source === 'registry');
  return fetched.length > 0 && fetched.every(({ licence }) => licence === undefined);
}
