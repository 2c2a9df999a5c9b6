import { header } from './markdown.mjs';

/** docs/errors.md: the page that `codeHelpUri` names, with an anchor for every code. */
export function errorsPage({ contract, faultMatrix }) {
  return [
    header('`packages/contract/src/errors.ts`, `gaps.ts` and the fault matrix of the testkit'),
    '# Errors and gaps',
    'What a gate could not know has a code. Neither kind ever counts as "no findings": without a valid waiver the run is incomplete ([exit code 2](exit-codes.md)).',
    '## Errors: nothing is known',
    'The gate is broken for this target, and everything it was asked stays unknown.',
    ...sections(contract.ERRORS, contract),
    '## Gaps: something is not known',
    'The gate looked and found what it found; the thing that the gap names it could not see.',
    ...sections(contract.GAPS, contract),
    '## Who can end how',
    'Each cell is a test: the gate is brought into that state, and its exit code, reason and remedy are compared.',
    faultMatrix.trim(),
  ].join('\n\n');
}

function sections(catalogue, contract) {
  return Object.entries(catalogue).map(([code, { meaning, advice }]) => {
    const anchor = new URL(contract.codeHelpUri(code)).hash.slice(1);
    return `### <a id="${anchor}"></a>${code}\n\n${meaning}\n\n**What to do.** ${advice}`;
  });
}
