import { parseJson, type Parsed } from '../config/parse-json.js';
import { parseYaml } from '../config/parse-yaml.js';
import { documentProblems, type DocumentNode } from '../config/document.js';
import { TextPosition } from '@railgate/kit';
import type { ForeignEntry } from './foreign-entry.js';
import type { ForeignName } from './foreign-names.js';
import {
  auditCiEntries,
  grypeEntries,
  hadolintEntries,
  nsprcEntries,
  safetyEntries,
  secretlintEntries,
  snykEntries,
  trivyYamlEntries,
  zizmorEntries,
  checkovEntries,
  type PlacedEntry,
} from './foreign-documents.js';
import { gitleaksTomlEntries, lineEntries, osvEntries, trivyEntries } from './foreign-lines.js';

/** How the ignore file of another tool is read: as data, and never more than what it lists. */
export interface ForeignFile {
  readonly tool: string;
  entries(text: string): ForeignEntry[] | Promise<ForeignEntry[]>;
}

/** By the name of the file, in any folder. Files that a tool would execute are not among them. */
export const FOREIGN_FILES: Readonly<Record<ForeignName, ForeignFile>> = {
  '.trivyignore': { tool: 'Trivy', entries: trivyEntries },
  '.trivyignore.yaml': { tool: 'Trivy', entries: yaml(trivyYamlEntries) },
  '.trivyignore.yml': { tool: 'Trivy', entries: yaml(trivyYamlEntries) },
  '.gitleaksignore': { tool: 'gitleaks', entries: lineEntries('identity') },
  '.betterleaksignore': { tool: 'betterleaks', entries: lineEntries('identity') },
  '.gitleaks.toml': { tool: 'gitleaks', entries: gitleaksTomlEntries },
  '.betterleaks.toml': { tool: 'betterleaks', entries: gitleaksTomlEntries },
  'osv-scanner.toml': { tool: 'osv-scanner', entries: osvEntries },
  '.snyk': { tool: 'Snyk', entries: yaml(snykEntries) },
  '.grype.yaml': { tool: 'Grype', entries: yaml(grypeEntries) },
  '.grype.yml': { tool: 'Grype', entries: yaml(grypeEntries) },
  '.nsprc': { tool: 'better-npm-audit', entries: json(nsprcEntries) },
  'audit-ci.json': { tool: 'audit-ci', entries: json(auditCiEntries) },
  'audit-ci.jsonc': { tool: 'audit-ci', entries: json(auditCiEntries) },
  '.safety-policy.yml': { tool: 'Safety', entries: yaml(safetyEntries) },
  '.safety-policy.yaml': { tool: 'Safety', entries: yaml(safetyEntries) },
  '.secretlintignore': { tool: 'secretlint', entries: lineEntries('path') },
  '.secretlintrc.json': { tool: 'secretlint', entries: json(secretlintEntries) },
  '.semgrepignore': { tool: 'Semgrep', entries: lineEntries('path') },
  '.hadolint.yaml': { tool: 'hadolint', entries: yaml(hadolintEntries) },
  '.hadolint.yml': { tool: 'hadolint', entries: yaml(hadolintEntries) },
  'zizmor.yml': { tool: 'zizmor', entries: yaml(zizmorEntries) },
  'zizmor.yaml': { tool: 'zizmor', entries: yaml(zizmorEntries) },
  '.checkov.yaml': { tool: 'Checkov', entries: yaml(checkovEntries) },
  '.checkov.yml': { tool: 'Checkov', entries: yaml(checkovEntries) },
};

/** A YAML parser takes seconds for a hostile megabyte. */
const DOCUMENT_LIMIT = 256 * 1024;

type DocumentReader = (root: DocumentNode) => PlacedEntry[];

function yaml(read: DocumentReader): ForeignFile['entries'] {
  return async (text) =>
    located(text, await parse(text, (source) => parseYaml(source, { scalarKeys: true })), read);
}

function json(read: DocumentReader): ForeignFile['entries'] {
  return async (text) =>
    located(text, await parse(text, (source) => parseJson(source, { comments: true })), read);
}

async function parse(text: string, parser: (text: string) => Promise<Parsed>): Promise<DocumentNode> {
  if (text.length > DOCUMENT_LIMIT) throw new Error('it is too large');
  const parsed = await parser(text);
  if ('problem' in parsed) throw new Error('it does not parse');
  // Another tool may take a key that is there twice; what only a machine would write is not walked through.
  if (documentProblems(parsed.root).some(({ offset }) => offset === 0))
    throw new Error('it is too deep or too large');
  return parsed.root;
}

function located(text: string, root: DocumentNode, read: DocumentReader): ForeignEntry[] {
  const position = new TextPosition(text);
  return read(root).map(({ offset, selects }) => ({ line: position.at(offset).line, selects }));
}
