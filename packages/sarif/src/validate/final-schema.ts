/** Whether a `$schema` names the published SARIF 2.1.0 schema, wherever it is kept. */
export function isFinalSchema(uri: string): boolean {
  return uri.endsWith('2.1.0') || uri.endsWith('2.1.0.json');
}
