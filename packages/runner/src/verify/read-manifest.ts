import { readFileSync, statSync } from 'node:fs';

import { RUN_SCHEMA, UsageError, VERSION, cleanText, type RunManifest } from '@railgate/contract';

/** A manifest of a thousand projects has a few megabytes. */
const LIMIT = 64 * 1024 * 1024;
const SHOWN = 20;

export type ReadManifest = { readonly manifest: RunManifest } | { readonly violations: readonly string[] };

/**
 * Reads `run.json` and holds it against its schema.
 *
 * @param name as the user named the file.
 * @throws {UsageError} when it cannot be read, is no manifest at all, or one of another version.
 */
export async function readManifest(file: string, name: string): Promise<ReadManifest> {
  const value = parse(readText(file, name), name);
  checkKind(value, name);
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  if (ajv.validate(RUN_SCHEMA, value)) return { manifest: value as RunManifest };
  const errors = ajv.errors ?? [];
  const violations = errors
    .slice(0, SHOWN)
    .map(
      ({ instancePath, message }) =>
        `${cleanText(instancePath || 'The manifest')} ${cleanText(message ?? 'is wrong')}.`,
    );
  if (errors.length > SHOWN) violations.push(`It breaks its schema in ${errors.length - SHOWN} more places.`);
  return { violations };
}

function readText(file: string, name: string): string {
  try {
    const { size } = statSync(file);
    if (size > LIMIT)
      throw new UsageError(`${cleanText(name)} has ${size} bytes; ${LIMIT} are the limit.`, REMEDY);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const why = code === 'ENOENT' ? 'it is not there' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new UsageError(`${cleanText(name)} cannot be read: ${why}.`, REMEDY, { cause: error });
  }
}

const REMEDY =
  'Name the run.json that `railgate run` or `railgate judge` wrote, in `.railgate` or the folder of --out.';

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${cleanText(name)} is no manifest: it is no JSON.`, REMEDY, { cause: error });
  }
}

function checkKind(value: unknown, name: string): void {
  const tool = fieldOf(value, 'tool');
  if (fieldOf(tool, 'name') !== 'railgate' || fieldOf(value, 'schemaVersion') === undefined)
    throw new UsageError(`${cleanText(name)} is no manifest of Railgate.`, REMEDY);
  const version = fieldOf(tool, 'version');
  if (version === VERSION) return;
  throw new UsageError(
    `${cleanText(name)} is of Railgate ${cleanText(String(version).slice(0, 40))}, and this is ${VERSION}.`,
    'Verify it with the version that made it: what follows from its facts may have changed since.',
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
