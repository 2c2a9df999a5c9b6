import { isTable, type ConfigDocument, type Pointer } from '@railgate/code';
import { cleanText, nearest } from '@railgate/contract';

import { sectionsOf } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

/** docs.railway.com/deployments/regions, read in August 2026. */
const REGIONS = ['us-west2', 'us-east4-eqdc4a', 'europe-west4-drams3a', 'asia-southeast1-eqsg3a'];
/** Names that older projects have; Railway still knows what they mean. */
const OLD_REGIONS: ReadonlySet<string> = new Set(['us-west1', 'us-east4', 'europe-west4', 'asia-southeast1']);

export const scalingKeys: RailwayRule = {
  id: 'railway/scaling-keys',
  name: 'ScalingKeys',
  summary: 'Replicas and regions are set in two ways at once, or a region is one that Railway does not list.',
  description:
    'Reports `numReplicas` or `region` beside `multiRegionConfig` in one section, and, as info, a region that is none of those that Railway documents. Short codes (`sfo`, `ams`) and the names that regions had before are fine.',
  why: 'Where both are set, `multiRegionConfig` decides and the other setting misleads. A service whose region is misspelt runs somewhere else than its users and its database.',
  remediation: 'Keep `multiRegionConfig` alone, and name each region as Railway lists it.',
  example: {
    language: 'toml',
    before: '[deploy]\nnumReplicas = 2\n[deploy.multiRegionConfig.us-west2]\nnumReplicas = 2',
    after: '[deploy.multiRegionConfig.us-west2]\nnumReplicas = 2',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-020'],
  references: ['https://docs.railway.com/deployments/regions'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const section of sectionsOf(document, 'deploy')) {
        const regions = [...section, 'multiRegionConfig'];
        if (isTable(document.get(regions)) && document.keys(regions).length > 0) {
          for (const key of ['numReplicas', 'region']) yield* both(document, [...section, key], regions);
          for (const name of document.keys(regions))
            yield* unknown(document, [...regions, name], name, 'key');
        }
        const region = document.get([...section, 'region']);
        if (typeof region === 'string') yield* unknown(document, [...section, 'region'], region, 'value');
      }
    },
  },
};

function* both(document: ConfigDocument, pointer: Pointer, regions: Pointer): Iterable<Report> {
  if ((document.get(pointer) ?? null) === null) return;
  yield {
    message: `${pointer.at(-1)} stands beside multiRegionConfig, which decides about both. Keep multiRegionConfig alone.`,
    at: document.place(pointer, 'key'),
    related: [document.place(regions, 'key', 'This decides.')],
  };
}

function* unknown(
  document: ConfigDocument,
  pointer: Pointer,
  name: string,
  part: 'key' | 'value',
): Iterable<Report> {
  if (name === '' || REGIONS.includes(name) || OLD_REGIONS.has(name) || /^[a-z]{3}$/.test(name)) return;
  const meant = nearest(name, REGIONS);
  yield {
    message: `${cleanText(name).slice(0, 60)} is no region that Railway documents. ${meant === undefined ? `There are ${REGIONS.join(', ')}` : `Is ${meant} meant`}${meant === undefined ? '.' : '?'}`,
    severity: 'info',
    at: document.place(pointer, part),
  };
}
