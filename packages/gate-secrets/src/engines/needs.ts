import type { Need } from '@railgate/contract';

import type { EngineName } from './engine.js';

/** What to do where a program is missing. */
export const INSTALL: Readonly<Record<Exclude<EngineName, 'secretlint'>, string>> = {
  gitleaks:
    'Install gitleaks 8.30 (https://github.com/gitleaks/gitleaks), or take it out of the option `engines`.',
  betterleaks:
    'Install betterleaks 1.2 (https://github.com/betterleaks/betterleaks), or take it out of the option `engines`.',
};

/** secretlint comes as a dependency. */
export const NEEDS: readonly Need[] = (['gitleaks', 'betterleaks'] as const).map((name) => ({
  name,
  kind: 'optional',
  why: `A second opinion beside the rules of the gate, where the option \`engines\` names ${name}.`,
  version: ['version'],
  install: INSTALL[name],
}));
