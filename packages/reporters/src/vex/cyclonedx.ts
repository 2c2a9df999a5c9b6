import { TOOL_NAME, VERSION, compareText, type Reporter } from '@railgate/contract';
import { contentUuid } from '@railgate/kit';

import type { Analysis } from './analysis.js';
import { statementsOf, type Statement } from './statement.js';

/**
 * `sbom/vex.cdx.json`: the same as CycloneDX 1.6, with the `analysis` of each vulnerability. The packages have the `bom-ref`
 * that they have in the bills of materials.
 */
export const cycloneDxVexReporter: Reporter = {
  id: 'cyclonedx-vex',
  file: 'sbom/vex.cdx.json',
  mediaType: 'application/vnd.cyclonedx+json; version=1.6',
  render(report) {
    const statements = statementsOf(report);
    if (statements.length === 0) return undefined;
    const document = {
      version: 1,
      metadata: {
        timestamp: `${report.manifest.date}T00:00:00Z`,
        tools: { components: [{ type: 'application', name: TOOL_NAME, version: VERSION }] },
      },
      components: [...new Set(statements.map(({ purl }) => purl))].sort(compareText).map(componentOf),
      vulnerabilities: statements.map(vulnerabilityOf),
    };
    const head = {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${contentUuid(JSON.stringify(document))}`,
    };
    return `${JSON.stringify({ ...head, ...document }, null, 2)}\n`;
  },
};

function componentOf(purl: string): object {
  const [path = '', version] = splitVersion(purl.split(/[?#]/)[0] ?? '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    type: 'library',
    'bom-ref': purl,
    name: decoded(name),
    ...(version !== undefined && { version: decoded(version) }),
    purl,
  };
}

/** In names an `@` is escaped, so that the last one is in front of the version. */
function splitVersion(text: string): [string, string?] {
  const at = text.lastIndexOf('@');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function vulnerabilityOf({ id, aliases, purl, severity, score, analysis }: Statement): object {
  return {
    'bom-ref': `${id} ${purl}`,
    id,
    ...(aliases.length > 0 && {
      references: aliases.map((alias) => ({ id: alias, source: { name: sourceOf(alias) } })),
    }),
    ratings: [{ severity, ...(score !== undefined && { score }) }],
    affects: [{ ref: purl }],
    analysis: analysisFields(analysis),
  };
}

/** Whose id it is: `GHSA`, `PYSEC`. */
function sourceOf(id: string): string {
  return /^[A-Za-z]+/.exec(id)?.[0] ?? 'unknown';
}

function analysisFields({ state, cause, response, detail }: Analysis): object {
  return {
    state,
    ...(cause !== undefined && { justification: cause }),
    ...(response !== undefined && { response: [response] }),
    ...(detail !== undefined && { detail }),
  };
}
