import { TOOL_NAME, VERSION, compareText, type PackedText } from '@railgate/contract';
import type { ArchivedImage } from '@railgate/images';
import { contentUuid, packText } from '@railgate/kit';

import type { ImagePackage, Observed } from './observed.js';

/**
 * The packages of an image as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json). Made here from what was observed, since Trivy's own
 * has random references and the time in it: the same image and database give the same bytes. A component is written when
 * its turn comes, so that memory never holds all of them, and neither the whole text.
 */
export function billOf(
  observed: Observed,
  image: Pick<ArchivedImage, 'id' | 'layers'>,
  name: string,
): PackedText {
  const sorted = sortedPackages(observed);
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
    components: [],
    // Who needs whom is not known; who is complete is.
    compositions: [{ aggregate: observed.gaps.length === 0 ? 'complete' : 'incomplete', assemblies: [root] }],
  };
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${contentUuid(written(document, componentsOf(observed, sorted), 0))}`,
  };
  return packText(written({ ...head, ...document }, componentsOf(observed, sorted), 2));
}

/** As `JSON.stringify` writes it, with these components in the place of none; a line of its own at the end where there are lines. */
function* written(document: object, components: Iterable<object>, indent: number): Generator<string> {
  const line = indent === 0 ? '' : '\n';
  // Within a string the quotes would be escaped.
  const [before = '', after = ''] = JSON.stringify(document, null, indent).split(
    /(?<="components": ?\[)(?=\])/,
  );
  const begin = line + ' '.repeat(2 * indent);
  let [between, end] = ['', ''];
  yield before;
  for (const one of components) {
    yield between + begin + JSON.stringify(one, null, indent).replaceAll('\n', begin);
    [between, end] = [',', line + ' '.repeat(indent)];
  }
  yield end + after + line;
}

interface Sorted {
  /** By the place of a package. */
  readonly references: readonly string[];
  /** Places of packages, in the order of the bill. */
  readonly order: readonly number[];
}

/** Places instead of packages beside their references: a pair for each would take as much as the packages. */
function sortedPackages({ packages }: Observed): Sorted {
  const references = packages.map(referenceOf);
  const at = (place: number): string => references[place] ?? '';
  const order = [...packages.keys()].sort((a, b) => compareText(at(a), at(b)) || a - b);
  return { references, order };
}

/** Of packages with the same reference, the last one. */
function* componentsOf(observed: Observed, { references, order }: Sorted): Generator<object> {
  yield* systemOf(observed);
  for (const [index, place] of order.entries()) {
    const one = observed.packages[place];
    const reference = references[place] ?? '';
    if (one && reference !== references[order[index + 1] ?? -1]) yield componentOf(one, reference);
  }
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
