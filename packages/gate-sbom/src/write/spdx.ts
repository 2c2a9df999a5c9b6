import { HOMEPAGE, TOOL_NAME, VERSION, compareText } from '@railgate/contract';
import { contentUuid } from '@railgate/kit';

import type { Bill, BillComponent } from '../bill/bill.js';
import { digestsOf } from './integrity.js';
import { licenceOf, type Licence, type SpdxWords } from './licence.js';
import { plainName } from './names.js';

const ROOT = 'SPDXRef-root';
const DOCUMENT = 'SPDXRef-DOCUMENT';
const UNKNOWN = 'NOASSERTION';

/** A bill as SPDX 2.3 JSON (spdx.github.io/spdx-spec/v2.3). The same bill and day give the same bytes. */
export function toSpdx(bill: Bill, now: Date, spdx: SpdxWords): object {
  const ids = new Map(bill.components.map(({ purl }, i) => [purl, `SPDXRef-package-${i + 1}`]));
  const packages = [rootPackage(bill), ...bill.components.map((one) => packageOf(one, ids, spdx))];
  const relationships = relationshipsOf(bill, ids);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: DOCUMENT,
    name: plainName(bill.name),
    documentNamespace: `${HOMEPAGE}/spdx/${contentUuid(JSON.stringify([packages, relationships]))}`,
    creationInfo: {
      created: `${now.toISOString().slice(0, 19)}Z`,
      creators: creatorsOf(bill),
      ...(!bill.isComplete && { comment: INCOMPLETE }),
    },
    packages,
    relationships,
  };
}

const INCOMPLETE =
  'Incomplete: something that is depended on has no pinned version, or could not be read. What it brings is not listed.';

function creatorsOf({ tools }: Bill): string[] {
  const others = tools.map(({ name, version }) => `Tool: ${plainName(name)}-${plainName(version)}`);
  return [`Tool: ${TOOL_NAME}-${VERSION}`, ...others];
}

function rootPackage({ name }: Bill): object {
  return {
    SPDXID: ROOT,
    name: plainName(name),
    downloadLocation: UNKNOWN,
    filesAnalyzed: false,
    primaryPackagePurpose: 'APPLICATION',
    ...NO_WORD,
  };
}

/** Nobody has looked into the files. */
const NO_WORD = { licenseConcluded: UNKNOWN, licenseDeclared: UNKNOWN, copyrightText: UNKNOWN };

function packageOf(component: BillComponent, ids: ReadonlyMap<string, string>, spdx: SpdxWords): object {
  const { purl, name, version, isOwn, integrity, resolved } = component;
  const licence = licenceOf(component.licence, spdx);
  const checksums = digestsOf(integrity).map(({ algorithm, content }) => ({
    algorithm: algorithm.replace('-', ''),
    checksumValue: content,
  }));
  return {
    SPDXID: ids.get(purl),
    name: plainName(name),
    ...(version !== '' && { versionInfo: plainName(version) }),
    downloadLocation: resolved !== undefined && isLocation(resolved) ? resolved : UNKNOWN,
    filesAnalyzed: false,
    primaryPackagePurpose: isOwn ? 'APPLICATION' : 'LIBRARY',
    ...NO_WORD,
    ...(licence && isListed(licence) && { licenseDeclared: licence.text }),
    ...(checksums.length > 0 && { checksums }),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
  };
}

/** A licence of somebody's own would have to stand in the document with its whole text. */
function isListed({ kind, text }: Licence): boolean {
  return kind !== 'name' && !/(?:Licen[cs]e|Document)Ref-/i.test(text);
}

/** Section 7.7: an address, or one of a version control system. */
function isLocation(text: string): boolean {
  return /^(?:https?|ftp|git|ssh|(?:git|hg|svn|bzr)\+(?:https?|ssh|git|file)):\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(
    text,
  );
}

function relationshipsOf({ components, direct }: Bill, ids: ReadonlyMap<string, string>): object[] {
  const toward = (from: string, purls: ReadonlySet<string>) =>
    [...purls].sort(compareText).flatMap((purl) => {
      const to = ids.get(purl);
      return to === undefined || to === from ? [] : [relation(from, 'DEPENDS_ON', to)];
    });
  return [
    relation(DOCUMENT, 'DESCRIBES', ROOT),
    ...toward(ROOT, direct),
    ...components.flatMap(({ purl, dependencies = NONE }) => toward(ids.get(purl) ?? ROOT, dependencies)),
  ];
}

const NONE: ReadonlySet<string> = new Set();

function relation(from: string, type: string, to: string): object {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}
