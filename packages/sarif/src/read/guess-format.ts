import type { JsonObject } from './repair/json.js';

/** `; it looks like an npm audit report`, or nothing: what a JSON object that is no SARIF log may be. */
export function guessFormat(object: JsonObject): string {
  const found = FORMATS.find(([, keys]) => keys.every((key) => Object.hasOwn(object, key)));
  return found ? `; it looks like ${found[0]}` : '';
}

/** By keys that a format always has; the first that fits. */
const FORMATS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['an npm audit report', ['auditReportVersion', 'vulnerabilities']],
  ['a report of Trivy in its own JSON', ['SchemaVersion', 'Results']],
  ['a report of Trivy in its own JSON', ['SchemaVersion', 'ArtifactName']],
  ['a CycloneDX SBOM', ['bomFormat']],
  ['an SPDX SBOM', ['spdxVersion']],
  ['a report of Grype in its own JSON', ['matches', 'descriptor']],
  ['a Syft SBOM', ['artifacts', 'descriptor']],
  ['a report of Semgrep in its own JSON', ['results', 'errors', 'paths']],
  ['a report of Bandit in its own JSON', ['results', 'metrics', 'generated_at']],
  ['a report of osv-scanner in its own JSON', ['results', 'experimental_config']],
  ['a report of Safety in its own JSON', ['report_meta']],
  ['a GitLab security report', ['version', 'vulnerabilities', 'scan']],
  ['a lockfile of npm', ['lockfileVersion']],
  ["Railgate's run.json", ['schemaVersion', 'verdict', 'outcomes']],
  ['an external property file of SARIF, which belongs to a log', ['externalizedProperties']],
  ["an answer of GitHub's API", ['message', 'documentation_url']],
  ['a package.json', ['name', 'version', 'dependencies']],
  ['a SARIF log whose `runs` is written in another case', ['Runs']],
];
