import type { ConfigDocument, DirectiveDocument, Parsed } from '@railgate/code';
import {
  CodeStore,
  EXTRACTORS,
  parseCaddyfile,
  parseDockerfile,
  parseEnvFile,
  parseIac,
  parseJson,
  parseNginx,
  parseToml,
  yamlKeys,
  type DockerfileDocument,
  type EnvFileDocument,
  type IacDocument,
} from '@railgate/code/reader';
import { cleanText, type Gap, type Workspace } from '@railgate/contract';
import { readSource, type SourceRead } from '@railgate/kit';

import { baseName } from '../services/railway-files.js';
import { mergeMark, parseProcfile, type ProcfileDocument } from './procfile.js';

/** Configuration larger than this is not written by people. Bytes. */
export const CONFIG_LIMIT = 512 * 1024;

/** Reads and parses each file once, however many services and targets ask for it. */
export class DocumentStore {
  readonly code: CodeStore;
  /** A source file as it is now. */
  readonly sourceText: (path: string) => SourceRead;
  readonly #read: (path: string) => SourceRead;
  readonly #known = new Map<string, unknown>();

  /** @param read of configuration, with its limit; @param readCode of source files, with theirs. */
  constructor(
    read: (path: string) => SourceRead,
    files: ReadonlySet<string>,
    readCode: (path: string) => SourceRead = read,
  ) {
    this.#read = read;
    this.sourceText = readCode;
    this.code = new CodeStore(readCode, files, EXTRACTORS);
  }

  /** railway.toml, railway.json (strict) or railpack.json (HuJSON), by its name. */
  config(path: string): Parsed<ConfigDocument> {
    return this.#once(path, () =>
      this.#parse(path, (text) => {
        if (path.endsWith('.toml')) return parseToml(path, text);
        return parseJson(path, text, baseName(path) === 'railpack.json' ? 'hujson' : 'json');
      }),
    );
  }

  /** package.json and the like: JSON that Railway reads scripts of. */
  manifest(path: string): Parsed<ConfigDocument> {
    return this.#once(path, () => this.#parse(path, (text) => parseJson(path, text, 'json')));
  }

  dockerfile(path: string): Parsed<DockerfileDocument> {
    return this.#once(path, () => this.#parse(path, (text) => parseDockerfile(path, text)));
  }

  procfile(path: string): Parsed<ProcfileDocument> {
    return this.#once(path, () =>
      this.#parse(path, (text) => {
        const failure = mergeMark(text);
        return failure
          ? { kind: 'failure', failure }
          : { kind: 'document', document: parseProcfile(path, text) };
      }),
    );
  }

  nginx(path: string): Parsed<DirectiveDocument> {
    return this.#once(path, () => this.#parse(path, (text) => parseNginx(path, text)));
  }

  caddyfile(path: string): Parsed<DirectiveDocument> {
    return this.#once(path, () => this.#parse(path, (text) => parseCaddyfile(path, text)));
  }

  envFile(path: string): Parsed<EnvFileDocument> {
    return this.#once(path, () =>
      this.#parse(path, (text) => ({ kind: 'document', document: parseEnvFile(path, text) })),
    );
  }

  iac(path: string): Promise<Parsed<IacDocument>> {
    return this.#once(path, async (): Promise<Parsed<IacDocument>> => {
      const read = this.#read(path);
      if ('gap' in read) return { kind: 'gap', gap: read.gap };
      if (!path.endsWith('.ts')) return unknownLanguage(path);
      return parseIac(path, read.text).catch((error: unknown) => crashed(path, error));
    });
  }

  /** The text of a file that has no parser of its own here. */
  text(path: string): SourceRead {
    return this.#read(path);
  }

  /** The top-level keys of a YAML file, for telling a misnamed configuration; a gap when it cannot be read. */
  yamlKeys(path: string): { readonly keys: readonly string[] } | { readonly gap: Gap } {
    const read = this.#read(path);
    return 'gap' in read ? read : { keys: yamlKeys(read.text) };
  }

  #parse<Document>(path: string, parse: (text: string) => Parsed<Document>): Parsed<Document> {
    const read = this.#read(path);
    if ('gap' in read) return { kind: 'gap', gap: read.gap };
    try {
      return parse(read.text);
    } catch (error) {
      return crashed(path, error);
    }
  }

  #once<Value>(path: string, make: () => Value): Value {
    if (!this.#known.has(path)) this.#known.set(path, make());
    return this.#known.get(path) as Value;
  }
}

const stores = new WeakMap<Workspace, DocumentStore>();

/** One store for each workspace object. */
export function documentsOf(workspace: Workspace): DocumentStore {
  const known = stores.get(workspace);
  if (known) return known;
  const store = new DocumentStore(
    (path) => readSource(workspace, path, CONFIG_LIMIT),
    new Set(workspace.files.map((file) => file.path)),
    (path) => readSource(workspace, path),
  );
  stores.set(workspace, store);
  return store;
}

function crashed(path: string, error: unknown): { readonly kind: 'gap'; readonly gap: Gap } {
  const name = error instanceof Error ? error.name : 'an unknown error';
  const message = `${cleanText(path)} could not be parsed: the parser stopped with ${name}.`;
  return { kind: 'gap', gap: { code: 'FILE_UNPARSEABLE', path, message } };
}

function unknownLanguage(path: string): Parsed<IacDocument> {
  const message = `${cleanText(path)} was not read: of Railway's infrastructure files only railway.ts is understood so far.`;
  return { kind: 'gap', gap: { code: 'PART_SKIPPED', path, message } };
}
