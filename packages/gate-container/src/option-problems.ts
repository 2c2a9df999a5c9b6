import type { OptionProblem } from '@railgate/contract';
import { parseReference } from '@railgate/images';
import { problemsOfLicences } from '@railgate/kit';

import type { Options } from './options.js';

/** What is wrong with options of a configuration file, beyond their form. */
export async function problemsOfOptions(options: Partial<Options>): Promise<OptionProblem[]> {
  const { images = [], archives = [], build = [], trivyImage, trivyBinary, licences } = options;
  return [
    ...images.flatMap((name, index) => (parseReference(name) ? [] : [noReference(['images', index], name)])),
    ...archives.flatMap((path, index) => (isInside(path) ? [] : [outside(['archives', index], path)])),
    ...build.flatMap((path, index) => (isInside(path) ? [] : [outside(['build', index], path)])),
    ...(trivyImage === undefined || parseReference(trivyImage)
      ? []
      : [noReference(['trivyImage'], trivyImage)]),
    ...(trivyImage !== undefined && trivyBinary !== undefined ? [BOTH] : []),
    ...(licences ? await problemsOfLicences(licences) : []),
  ];
}

const BOTH: OptionProblem = {
  at: ['trivyBinary'],
  message: '`trivyImage` and `trivyBinary` exclude each other: Trivy runs in a container or as a program.',
  remedy: 'Leave one of them out.',
};

function noReference(at: OptionProblem['at'], name: string): OptionProblem {
  return {
    at,
    message: `${JSON.stringify(name.slice(0, 200))} is no name of an image.`,
    remedy: 'Write it as `registry/repository:tag` or `repository@sha256:…`, in lower case.',
  };
}

/** An absolute path would mean another file on every machine; the command line takes one. */
function isInside(path: string): boolean {
  if (/^(?:[\\/]|[A-Za-z]:)/.test(path) || path.includes('\0')) return false;
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return false;
  }
  return true;
}

function outside(at: OptionProblem['at'], path: string): OptionProblem {
  return {
    at,
    message: `${JSON.stringify(path.slice(0, 200))} is not below the root of the repository.`,
    remedy: 'Write it relative to the root. What lies elsewhere is named on the command line (`--archive`).',
  };
}
