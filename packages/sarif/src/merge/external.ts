import { SarifReadError } from '../read/read-error.js';
import type { SarifSource } from '../read/source.js';
import { asJson, isObject, listOf, type JsonObject } from './json.js';

/**
 * External properties that may stay where they are: nothing points into them, or it says by guid what it means, as with a
 * published taxonomy. Were it an index, it would be taken out and noted like any that leads nowhere.
 */
const HARMLESS = new Set([
  ...['conversion', 'externalizedProperties', 'properties', 'taxonomies'],
  ...['guid', 'runGuid', 'schema', 'version'],
]);

/**
 * Refuses a log whose runs keep results, or lists that results point into, outside of themselves (SARIF 3.15): they
 * are not read, and results that nobody read are not results that are not there.
 *
 * @throws {SarifReadError}
 */
export function refuseExternal(source: SarifSource): void {
  const log = asJson(source.head);
  for (const inline of listOf(log['inlineExternalProperties']))
    if (isObject(inline)) refuse(source.name, 'inlineExternalProperties', inline);
  for (const run of listOf(log['runs'])) {
    const references = isObject(run) ? run['externalPropertyFileReferences'] : undefined;
    if (isObject(references)) refuse(source.name, 'externalPropertyFileReferences', references);
  }
}

function refuse(file: string, where: string, properties: JsonObject): void {
  const held = Object.keys(properties).find((key) => !HARMLESS.has(key) && !isEmpty(properties[key]));
  if (held === undefined) return;
  throw new SarifReadError({
    file,
    problem: `${where} holds the ${held} of a run, and external properties are not read`,
    remedy: 'Have the tool write one file with everything inline, and give that.',
  });
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
