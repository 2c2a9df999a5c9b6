import { HOMEPAGE, TOOL_NAME, VERSION, type Reporter } from '@railgate/contract';
import { contentUuid } from '@railgate/kit';

import { statementsOf, type Statement } from './statement.js';

/** `vex.openvex.json`: OpenVEX 0.2.0 (github.com/openvex/spec), from the findings about dependencies and their waivers. */
export const openVexReporter: Reporter = {
  id: 'openvex',
  file: 'vex.openvex.json',
  mediaType: 'application/json',
  render(report) {
    const statements = grouped(statementsOf(report));
    if (statements.length === 0) return undefined;
    const document = {
      // Nobody but the owner of the repository can speak for it: what is written is what their waivers say.
      author: TOOL_NAME,
      role: 'Tool',
      timestamp: `${report.manifest.date}T00:00:00Z`,
      version: 1,
      tooling: `${TOOL_NAME} ${VERSION}`,
      statements,
    };
    const id = `${HOMEPAGE}/vex/${contentUuid(JSON.stringify(document))}`;
    return `${JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': id, ...document }, null, 2)}\n`;
  },
};

/** Packages of which the same is said stand together. */
function grouped(statements: readonly Statement[]): object[] {
  const groups = new Map<string, { said: object; products: object[] }>();
  for (const statement of statements) {
    const said = saidOf(statement);
    const key = JSON.stringify(said);
    const { purl } = statement;
    const group = groups.get(key) ?? { said, products: [] };
    group.products.push({ '@id': purl, identifiers: { purl } });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ said, products }) => {
    const { vulnerability, ...rest } = said as { vulnerability: object };
    return { vulnerability, products, ...rest };
  });
}

/** `affected` must say what to do, and `not_affected` why. */
function saidOf({ id, aliases, analysis }: Statement): object {
  const { status, justification, detail } = analysis;
  return {
    vulnerability: { name: id, ...(aliases.length > 0 && { aliases }) },
    status,
    ...(justification !== undefined && { justification }),
    ...(detail !== undefined &&
      (status === 'not_affected' ? { impact_statement: detail } : { action_statement: detail })),
  };
}
