import type { Artifact } from '@railgate/contract';
import { encodeTarget, projectTargetId } from '@railgate/kit';

import type { Bill } from '../bill/bill.js';
import type { Options } from '../options.js';
import { toCycloneDx } from './cyclonedx.js';
import type { SpdxWords } from './licence.js';
import { toSpdx } from './spdx.js';
import type { Validate } from './validate.js';

export interface Writers {
  readonly validate: Validate;
  readonly spdx: SpdxWords;
}

/** The files of one bill, in the order of `formats`. @throws {GateError} when one of them would be invalid. */
export async function artifactsOf(
  bill: Bill,
  formats: Options['formats'],
  now: Date,
  { validate, spdx }: Writers,
): Promise<Artifact[]> {
  const target = encodeTarget(bill.path === VEX ? `./${VEX}` : projectTargetId(bill.path));
  const artifacts: Artifact[] = [];
  for (const format of formats) {
    if (format === 'spdx') {
      const content = text(toSpdx(bill, now, spdx));
      artifacts.push({ path: `sbom/${target}.spdx.json`, mediaType: 'application/spdx+json', content });
      continue;
    }
    const document = toCycloneDx(bill, now, spdx);
    await validate(document);
    const mediaType = 'application/vnd.cyclonedx+json; version=1.6';
    artifacts.push({ path: `sbom/${target}.cdx.json`, mediaType, content: text(document) });
  }
  return artifacts;
}

/** `sbom/vex.cdx.json` is what the waivers say of vulnerabilities, and no bill of a project in a folder of that name. */
const VEX = 'vex';

function text(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
