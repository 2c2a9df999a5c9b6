import { GateError } from '@railgate/contract';

import type { ListedComponent } from './engine.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The components of a CycloneDX document, those inside of others too. No recursion, since the depth is that of a hostile
 * `node_modules`.
 *
 * @param engine that wrote it, for messages
 * @throws {GateError} `REPORT_UNREADABLE` when it is no CycloneDX 1.6.
 */
export function readBom(text: string, engine: string): ListedComponent[] {
  const document = parse(text, engine);
  if (document['bomFormat'] !== 'CycloneDX' || document['specVersion'] !== '1.6')
    throw unreadable(engine, 'is no CycloneDX 1.6 document');
  const listed: ListedComponent[] = [];
  for (let queue = listOf(document['components'], engine); queue.length > 0;) {
    const inner: unknown[] = [];
    for (const component of queue) {
      const fields = fieldsOf(component);
      if (typeof fields['name'] !== 'string') throw unreadable(engine, 'has a component without a name');
      listed.push(readComponent(fields, fields['name']));
      for (const child of listOf(fields['components'], engine)) inner.push(child);
    }
    queue = inner;
  }
  return listed;
}

function parse(text: string, engine: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    throw unreadable(engine, 'is no JSON');
  }
}

function unreadable(engine: string, what: string): GateError {
  return new GateError('REPORT_UNREADABLE', `The answer of ${engine} ${what}.`);
}

function listOf(value: unknown, engine: string): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw unreadable(engine, 'has components that are no list');
}

function readComponent(fields: Fields, short: string): ListedComponent {
  const group = textOf(fields['group']);
  const version = textOf(fields['version']);
  const licence = licenceOf(fields['licenses']);
  const integrity = digestsOf(fields);
  return {
    name: group === '' ? short : `${group}/${short}`,
    version,
    isOwn: isOwn(fields['properties']),
    ...(licence !== undefined && { licence }),
    ...(integrity !== '' && { integrity }),
  };
}

/** cyclonedx-npm tells where npm would put a package: what lies in no `node_modules` is a folder of the repository. */
function isOwn(properties: unknown): boolean {
  const all = Array.isArray(properties) ? properties.map(fieldsOf) : [];
  const path = all.find(({ name }) => name === 'cdx:npm:package:path')?.['value'];
  return typeof path === 'string' && !path.split('/').includes('node_modules');
}

/** Several licences without an expression: nobody has said whether all of them hold or any. */
function licenceOf(licences: unknown): string | undefined {
  const [first, second] = Array.isArray(licences) ? licences.map(fieldsOf) : [];
  if (!first || second) return undefined;
  const { id, name } = fieldsOf(first['license']);
  const text = textOf(first['expression'] ?? id ?? name);
  return text === '' ? undefined : text;
}

/** Those of the archive stand at the address that it is fetched from. */
function digestsOf({ hashes, externalReferences }: Fields): string {
  const references = Array.isArray(externalReferences) ? externalReferences.map(fieldsOf) : [];
  const archives = references.filter(({ type }) => type === 'distribution');
  const all = [hashes, ...archives.map((archive) => archive['hashes'])].flat().map(fieldsOf);
  const digests = all.map(
    ({ alg, content }) => `${textOf(alg).replace('-', '').toLowerCase()}:${textOf(content)}`,
  );
  return digests.filter((digest) => /^\w+:[0-9a-f]+$/.test(digest)).join(' ');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
