import type { Need } from '@railgate/contract';

/** secretlint comes as a dependency. */
export const NEEDS: readonly Need[] = ['gitleaks', 'betterleaks'].map((name) => ({
  name,
  kind: 'optional',
  why: `A second opinion beside the rules of the gate, where the option \`engines\` names ${name}.`,
}));
