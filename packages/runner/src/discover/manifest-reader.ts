import { isDeeplyNested, readSource } from '@railgate/kit';

/** Larger manifests are not written by people. */
const LIMIT = 1024 * 1024;
/** A YAML parser takes seconds for a hostile megabyte. */
const YAML_LIMIT = 128 * 1024;

/** Looking for duplicate keys takes the parser quadratic time. */
const YAML_OPTIONS = { maxAliasCount: 100, schema: 'core', uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads manifests of the scanned repository. What cannot be read or parsed is `undefined`: the gates report it. */
export interface ManifestReader {
  text(path: string): string | undefined;
  json(path: string): unknown;
  yaml(path: string): Promise<unknown>;
}

export function manifestReader(root: string): ManifestReader {
  const text = (path: string, limit = LIMIT) => {
    const read = readSource({ root }, path, limit);
    return 'gap' in read ? undefined : read.text;
  };
  return {
    text: (path) => text(path),
    json: (path) => parseJson(text(path)),
    yaml: async (path) => parseYaml(text(path, YAML_LIMIT)),
  };
}

/** The value of a key that the object itself has. */
export function valueOf(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key)) return undefined;
  return (object as Readonly<Record<string, unknown>>)[key];
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function parseYaml(text: string | undefined): Promise<unknown> {
  if (text === undefined || isDeeplyNested(text)) return undefined;
  const { parse } = await import('yaml');
  try {
    return parse(text, YAML_OPTIONS) as unknown;
  } catch {
    return undefined;
  }
}
