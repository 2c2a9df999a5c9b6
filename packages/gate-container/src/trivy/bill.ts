import { TOOL_NAME, VERSION, compareText } from '@railgate/contract';
import type { ArchivedImage } from '@railgate/images';
import { contentUuid } from '@railgate/kit';

import type { ImagePackage, Observed } from './observed.js';

/**
 * The packages of an image as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json). Made here from what was observed, since Trivy's own
 * has random references and the time in it: the same image and database give the same bytes.
 */
export function billOf(
  observed: Observed,
  image: Pick<ArchivedImage, 'id' | 'layers'>,
  name: string,
): string {
  const components = [...new Map(observed.packages.map((one) => [referenceOf(one), one]))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([reference, one]) => componentOf(one, reference));
  const root = `image:${image.id}`;
  const document = {
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'post-build' }],
      tools: { components: [{ type: 'application', name: TOOL_NAME, version: VERSION }] },
      component: {
        type: 'container',
        'bom-ref': root,
        name,
        version: image.id,
        properties: image.layers.map(({ diffId }) => ({ name: `${TOOL_NAME}:image:layer`, value: diffId })),
      },
    },
    components: [...systemOf(observed), ...components],
    // Who needs whom is not known; who is complete is.
    compositions: [{ aggregate: observed.gaps.length === 0 ? 'complete' : 'incomplete', assemblies: [root] }],
  };
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${contentUuid(JSON.stringify(document))}`,
  };
  return `${JSON.stringify({ ...head, ...document }, null, 2)}\n`;
}

/** One package at two places is two components. */
function referenceOf({ purl, path = '' }: ImagePackage): string {
  return path === '' ? purl : `${purl}#${path}`;
}

function componentOf(one: ImagePackage, reference: string): object {
  const { name, version, purl, licences, type, diffId, path } = one;
  const properties = [
    [`${TOOL_NAME}:image:kind`, type],
    [`${TOOL_NAME}:image:layer`, diffId],
    [`${TOOL_NAME}:image:path`, path],
  ].flatMap(([key, value]) => (value === undefined ? [] : [{ name: key, value }]));
  return {
    type: 'library',
    'bom-ref': reference,
    name,
    ...(version !== '' && { version }),
    ...(licences.length > 0 && { licenses: licences.map((licence) => ({ license: { name: licence } })) }),
    purl,
    properties,
  };
}

function systemOf({ os }: Observed): object[] {
  if (os === undefined) return [];
  const { family, version } = os;
  return [
    { type: 'operating-system', 'bom-ref': `os:${family}`, name: family, ...(version !== '' && { version }) },
  ];
}
