import { HOMEPAGE, TOOL_NAME, VERSION, compareText } from '@railgate/contract';
import { contentUuid } from '@railgate/kit';

import type { Bill, BillComponent } from '../bill/bill.js';
import { digestsOf } from './integrity.js';
import { licenceOf, type SpdxWords } from './licence.js';
import { plainName } from './names.js';

/** A CycloneDX document, as far as anybody here looks into it. */
export interface CycloneDx {
  readonly components: readonly object[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly compositions: readonly { readonly aggregate: string; readonly dependencies: readonly string[] }[];
  readonly [field: string]: unknown;
}

/**
 * A bill as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json). The same bill and date give the same bytes: the serial number comes
 * from the contents.
 */
export function toCycloneDx(bill: Bill, now: Date, spdx: SpdxWords): CycloneDx {
  const ref = `project:${bill.path}`;
  const document = {
    version: 1,
    metadata: {
      timestamp: now.toISOString(),
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: toolsOf(bill) },
      component: {
        type: 'application',
        'bom-ref': ref,
        name: plainName(bill.name),
        properties: [{ name: `${TOOL_NAME}:path`, value: plainName(bill.path) }],
      },
    },
    components: bill.components.map((component) => componentOf(component, spdx)),
    dependencies: dependenciesOf(bill, ref),
    compositions: compositionsOf(bill, ref),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${contentUuid(JSON.stringify(document))}`,
    ...document,
  };
}

function toolsOf({ tools }: Bill): object[] {
  const own = {
    type: 'application',
    name: TOOL_NAME,
    version: VERSION,
    externalReferences: [{ type: 'website', url: HOMEPAGE }],
  };
  return [
    own,
    ...tools.map(({ name, version }) => ({
      type: 'application',
      name: plainName(name),
      version: plainName(version),
    })),
  ];
}

function componentOf(component: BillComponent, spdx: SpdxWords): object {
  const { purl, ecosystem, name, version, isOwn, scope, integrity } = component;
  const [group, short] = splitName(ecosystem, plainName(name));
  const hashes = digestsOf(integrity).map(({ algorithm, content }) => ({ alg: algorithm, content }));
  return {
    type: isOwn ? 'application' : 'library',
    'bom-ref': purl,
    ...(group !== '' && { group }),
    name: short,
    ...(version !== '' && { version: plainName(version) }),
    scope,
    ...(hashes.length > 0 && { hashes }),
    ...licencesOf(component, spdx),
    purl,
    ...referencesOf(component),
  };
}

/** CycloneDX keeps a scope of npm, a group of Maven and a vendor of Packagist beside the name. */
function splitName(ecosystem: string, name: string): [string, string] {
  const separator = ecosystem === 'Maven' ? ':' : '/';
  const at = ecosystem === 'Go' ? -1 : name.indexOf(separator);
  return at <= 0 || at === name.length - 1 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

function licencesOf({ licence }: BillComponent, spdx: SpdxWords): { licenses?: object[] } {
  const known = licenceOf(licence, spdx);
  if (!known) return {};
  if (known.kind === 'expression')
    return { licenses: [{ expression: known.text, acknowledgement: 'declared' }] };
  return { licenses: [{ license: { [known.kind]: known.text, acknowledgement: 'declared' } }] };
}

function referencesOf({ resolved = '' }: BillComponent): { externalReferences?: object[] } {
  if (!isAddress(resolved)) return {};
  const type = /^git[+:@]/.test(resolved) ? 'vcs' : 'distribution';
  return { externalReferences: [{ type, url: resolved }] };
}

/** CycloneDX wants an IRI reference; what a lockfile holds may be anything. */
function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(text) && URL.canParse(text);
}

function dependenciesOf({ components, direct }: Bill, ref: string): CycloneDx['dependencies'] {
  const present = new Set(components.map(({ purl }) => purl));
  const listed = (purls: ReadonlySet<string>) =>
    [...purls].filter((purl) => present.has(purl)).sort(compareText);
  return [
    { ref, dependsOn: listed(direct) },
    ...components.flatMap(({ purl, dependencies }) =>
      dependencies ? [{ ref: purl, dependsOn: listed(dependencies).filter((other) => other !== purl) }] : [],
    ),
  ];
}

/** Without them nobody could tell an empty list from one that nobody knows. */
function compositionsOf({ components, isComplete }: Bill, ref: string): CycloneDx['compositions'] {
  const unknown = components.filter(({ dependencies }) => !dependencies).map(({ purl }) => purl);
  return [
    { aggregate: isComplete ? 'complete' : 'incomplete', dependencies: [ref] },
    ...(unknown.length > 0 ? [{ aggregate: 'unknown', dependencies: unknown }] : []),
  ];
}
