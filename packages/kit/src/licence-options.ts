import type { OptionProblem } from '@railgate/contract';

import type { LicenceLists } from './licence-judge.js';

/** Ids of the options that SPDX does not know: no package would ever match them. */
export async function problemsOfLicences(licences: LicenceLists): Promise<OptionProblem[]> {
  const { default: parse } = await import('spdx-expression-parse');
  return (['allow', 'deny'] as const).flatMap((list) =>
    (licences[list] ?? []).flatMap((id, index) => {
      if (isOne(parse, id)) return [];
      const at = ['licences', list, index];
      return { at, message: `${JSON.stringify(id.slice(0, 100))} is no SPDX licence id.`, remedy: REMEDY };
    }),
  );
}

const REMEDY = 'Write one id for each entry, as https://spdx.org/licenses lists them: `MIT`, `Apache-2.0`.';

function isOne(parse: (text: string) => object, id: string): boolean {
  try {
    return id.length <= 160 && !('conjunction' in parse(id));
  } catch {
    return false;
  }
}
