import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { tarOf } from './images/tar.js';
import { startStubServer, type StubAnswer, type StubServer } from './stub-server.js';
import { makeZip } from './zip.js';

/** A version that the index has. */
export interface StubDistribution {
  /** As PEP 503 writes it: lower case, with `-`. */
  readonly name: string;
  readonly version: string;
  /** Requirements as PEP 508 writes them. */
  readonly requires?: readonly string[];
  /** Only a source archive with this `setup.py`, whose metadata says nothing of requirements: nobody knows them without a build. */
  readonly setupPy?: string;
}

/** `simple`: the pages. `metadata`: METADATA of a wheel alone (PEP 658). `file`: wheels and source archives. */
export type PythonIndexRoute = 'simple' | 'metadata' | 'file' | 'other';

export interface PythonIndexStub extends StubServer<PythonIndexRoute> {
  /** Ends with `/simple`. */
  readonly index: string;
  /** What is there already of the same name and version is replaced. */
  publish(...added: readonly StubDistribution[]): void;
}

/** An index of Python packages on the loopback interface: PEP 503 with PEP 691 and PEP 658, for pip, uv and Poetry. */
export async function startPythonIndex(packages: readonly StubDistribution[]): Promise<PythonIndexStub> {
  let all = [...packages];
  const server = await startStubServer<PythonIndexRoute>(() => ({
    routeOf,
    answer: ({ route, path, headers }) => {
      if (route === 'simple') return page(path, headers.accept ?? '', all);
      return route === 'other' ? NOT_FOUND : file(path, all);
    },
  }));
  return {
    ...server,
    index: `${server.url}/simple`,
    publish: (...added) => {
      const isNew = (one: StubDistribution): boolean =>
        !added.some(({ name, version }) => name === one.name && version === one.version);
      all = [...all.filter(isNew), ...added];
    },
  };
}

const NOT_FOUND: StubAnswer = { status: 404, body: 'Not found', headers: { 'content-type': 'text/plain' } };

function routeOf(_method: string, path: string): PythonIndexRoute {
  if (path.startsWith('/simple/')) return 'simple';
  if (!path.startsWith('/files/')) return 'other';
  return path.endsWith('.metadata') ? 'metadata' : 'file';
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

function page(path: string, accept: string, all: readonly StubDistribution[]): StubAnswer {
  const name = path.split('/')[2] ?? '';
  const own = all.filter((one) => one.name === name);
  if (own.length === 0) return NOT_FOUND;
  if (accept.includes(JSON_TYPE)) {
    const body = {
      meta: { 'api-version': '1.1' },
      name,
      versions: own.map(versionOf),
      files: own.map(fileOf),
    };
    return { body, headers: { 'content-type': JSON_TYPE } };
  }
  const links = own.map(fileOf).map(linkOf).join('\n');
  return {
    body: `<!DOCTYPE html><html><body>${links}</body></html>`,
    headers: { 'content-type': 'text/html' },
  };
}

interface IndexFile {
  readonly filename: string;
  readonly url: string;
  readonly hashes: { readonly sha256: string };
  readonly size: number;
  readonly 'upload-time': string;
  readonly 'core-metadata'?: { readonly sha256: string };
}

function fileOf(one: StubDistribution): IndexFile {
  const filename = filenameOf(one);
  const bytes = bytesOf(one);
  return {
    filename,
    url: `/files/${filename}`,
    hashes: { sha256: sha256(bytes) },
    size: bytes.length,
    'upload-time': '2020-01-01T00:00:00.000000Z',
    ...(one.setupPy === undefined && { 'core-metadata': { sha256: sha256(metadataOf(one)) } }),
  };
}

function linkOf({ url, filename, hashes, 'core-metadata': metadata }: IndexFile): string {
  const more = metadata ? ` data-core-metadata="sha256=${metadata.sha256}"` : '';
  return `<a href="${url}#sha256=${hashes.sha256}"${more}>${filename}</a>`;
}

function file(path: string, all: readonly StubDistribution[]): StubAnswer {
  const asked = path.slice('/files/'.length).replace(/\.metadata$/, '');
  const one = all.find((each) => filenameOf(each) === asked);
  if (!one) return NOT_FOUND;
  const body = path.endsWith('.metadata') ? metadataOf(one) : bytesOf(one);
  return { body, headers: { 'content-type': 'application/octet-stream' } };
}

function versionOf({ version }: StubDistribution): string {
  return version;
}

function filenameOf({ name, version, setupPy }: StubDistribution): string {
  const stem = `${name.replaceAll('-', '_')}-${version}`;
  return setupPy === undefined ? `${stem}-py3-none-any.whl` : `${stem}.tar.gz`;
}

function metadataOf({ name, version, requires = [], setupPy }: StubDistribution): string {
  const lines = [
    `Metadata-Version: ${setupPy === undefined ? '2.1' : '1.0'}`,
    `Name: ${name}`,
    `Version: ${version}`,
  ];
  return `${[...lines, ...requires.map((one) => `Requires-Dist: ${one}`)].join('\n')}\n`;
}

function bytesOf(one: StubDistribution): Buffer {
  const stem = `${one.name.replaceAll('-', '_')}-${one.version}`;
  if (one.setupPy !== undefined) {
    const files = { 'setup.py': one.setupPy, 'PKG-INFO': metadataOf(one) };
    return gzipSync(
      tarOf(Object.entries(files).map(([path, content]) => ({ path: `${stem}/${path}`, content }))),
    );
  }
  const info = `${stem}.dist-info`;
  return makeZip([
    { name: `${one.name.replaceAll('-', '_')}.py`, content: '' },
    { name: `${info}/METADATA`, content: metadataOf(one) },
    {
      name: `${info}/WHEEL`,
      content: 'Wheel-Version: 1.0\nGenerator: stub\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    },
    { name: `${info}/RECORD`, content: '' },
  ]);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
