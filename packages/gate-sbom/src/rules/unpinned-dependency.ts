import { cleanText, type Finding, type Place } from '@railgate/contract';
import type { Manifest } from '@railgate/dependencies';

import type { SbomRule } from '../rule.js';

/** Names in the message, and places beside the first. */
const SHOWN = 5;
const PLACES = 20;
const LONGEST = 100;

export const unpinnedDependency: SbomRule = {
  id: 'sbom/unpinned-dependency',
  name: 'UnpinnedDependency',
  summary: 'A bill of materials cannot say which version of a dependency is used.',
  description:
    'Reports every manifest with requirements whose version nothing pins: a `package.json` without a lockfile, a line of a requirements file without `==`. One finding for each manifest, at the first of them; the others are listed beside it.',
  why: 'What is listed without a version cannot be matched with an advisory, today or when one appears next year, and nobody knows what else it brings: the bill ends there. Two builds of the same commit may hold different packages.',
  remediation:
    'Pin the versions: write a lockfile with the package manager (`npm install --package-lock-only`, `uv lock`, `poetry lock`), or pin every line with `pip-compile`, and commit it.',
  example: { language: 'text', before: 'flask>=2.0', after: 'flask==3.1.2' },
  severity: 'medium',
  precision: 'very-high',
  cwe: [1357],
  references: [
    'https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom',
    'https://cyclonedx.org/docs/1.6/json/#compositions',
  ],
  since: '0.1.0',
  *check({ unpinned }): Generator<Omit<Finding, 'ruleId'>> {
    for (const manifest of unpinned) {
      const [at, ...related] = placesOf(manifest);
      if (at) yield { message: messageOf(manifest), at, ...(related.length > 0 && { related }) };
    }
  },
};

function placesOf({ path, requirements }: Manifest): Place[] {
  const lines = [...new Set(requirements.map(({ line = 1 }) => line))].sort((a, b) => a - b);
  return lines.slice(0, PLACES).map((startLine) => ({ path, region: { startLine } }));
}

function messageOf({ path, requirements }: Manifest): string {
  const names = [...new Set(requirements.map(({ name }) => cleanText(name.slice(0, LONGEST))))];
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${cleanText(path)} asks for ${shown}${more}, and nothing pins the version: the bill of materials lists the name alone, and nothing of what it brings.`;
}
