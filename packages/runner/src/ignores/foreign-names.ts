/** Names of other tools' ignore files. In a file of their own: a run without one loads no parser. */
export const FOREIGN_NAMES = [
  '.trivyignore',
  '.trivyignore.yaml',
  '.trivyignore.yml',
  '.gitleaksignore',
  '.betterleaksignore',
  '.gitleaks.toml',
  '.betterleaks.toml',
  'osv-scanner.toml',
  '.snyk',
  '.grype.yaml',
  '.grype.yml',
  '.nsprc',
  'audit-ci.json',
  'audit-ci.jsonc',
  '.safety-policy.yml',
  '.safety-policy.yaml',
  '.secretlintignore',
  '.secretlintrc.json',
  '.semgrepignore',
  '.hadolint.yaml',
  '.hadolint.yml',
  'zizmor.yml',
  'zizmor.yaml',
  '.checkov.yaml',
  '.checkov.yml',
] as const;

export type ForeignName = (typeof FOREIGN_NAMES)[number];

const NAMES: ReadonlySet<string> = new Set(FOREIGN_NAMES);

/** The name of the ignore file, or nothing when the path is none. */
export function foreignName(path: string): ForeignName | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAMES.has(name) ? (name as ForeignName) : undefined;
}
