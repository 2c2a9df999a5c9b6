import type { Rule } from '@railgate/contract';

import { ENGINE_NAMES } from '../engines/engine.js';

const HARD_CODED_CREDENTIALS = 798;

const PAGES = {
  gitleaks: 'https://github.com/gitleaks/gitleaks',
  betterleaks: 'https://github.com/betterleaks/betterleaks',
  secretlint: 'https://github.com/secretlint/secretlint',
};

/** What only another engine reports. Where ours reports the same place, its rule says more. */
export const ENGINE_RULES: readonly Rule[] = ENGINE_NAMES.map((engine) => ({
  id: `secrets/${engine}`,
  name: `Secret${engine.charAt(0).toUpperCase()}${engine.slice(1)}`,
  summary: `${engine} reports a secret that no rule of ours does.`,
  description: `Reports what ${engine} finds, where the option \`engines\` asks for it, at places where no rule of ours reports anything. The message names its rule. It runs with its own rules alone: configuration, ignore files and comments of the repository do not silence it.`,
  why: 'Another engine knows other forms of secrets. Whoever can read the repository, a fork, a build log or an old clone has what it found.',
  remediation:
    'Look at the place. If it is a secret, make it worthless where it was issued, and read the new one from an environment variable; on Railway, a sealed variable of the service. If it is none, waive it with the reason.',
  severity: 'high',
  precision: 'medium',
  cwe: [HARD_CODED_CREDENTIALS],
  tags: ['secret'],
  references: [PAGES[engine]],
  since: '0.1.0',
}));
