import { homedir } from 'node:os';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';

import {
  cleanText,
  type DeclaredService,
  type Gate,
  isObject,
  type Threshold,
  UsageError,
} from '@railgate/contract';
import { isInside } from '@railgate/kit';

import { parseAge } from '../age.js';
import { checkConfig } from './check-config.js';
import type { Config, ConfigLayer, GateConfig } from './config.js';
import { type ConfigDocument, memberOf, valueOfNode } from './document.js';
import { gateProblems } from './gate-problems.js';
import { mergeDeep, withDefaults } from './merge.js';
import { problemsError } from './problems.js';
import { type ConfigurableGate, configSchema } from './schema.js';
import { presentFiles, readDocument, type SourceFile, userFile } from './source-file.js';
import { createValidator } from './validate.js';

export interface LoadConfigOptions {
  readonly gates: readonly (ConfigurableGate | { load(): Promise<Gate> })[];
  /** The user's own file (`--config`). */
  readonly configFile?: string | undefined;
  /** The repository's file may set options that execute something or choose who judges. */
  readonly trustRepository?: boolean | undefined;
  /** What the command line says, in the form of a file. Goes before all files. */
  readonly overrides?: ConfigLayer | undefined;
  /** Where the user's configuration folder stands. Default: of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * The configuration: command line, over `--config FILE`, over the repository's file, over the user's own, over
 * defaults. Objects are merged by key; lists and everything else are replaced. All files are data.
 *
 * @param root the repository's folder, absolute.
 * @throws {UsageError} on everything in a file that is not right, with line and column.
 */
export async function loadConfig(root: string, options: LoadConfigOptions): Promise<Config> {
  const gates = await Promise.all(options.gates.map((gate) => ('load' in gate ? gate.load() : gate)));
  const schema = configSchema(gates);
  const layers = findLayers(root, options);
  const documents = await readLayers(layers, schema, gates);
  let merged: ConfigLayer = {};
  for (const document of documents) merged = mergeDeep(merged, valueOfNode(document.root) as ConfigLayer);
  merged = mergeDeep(merged, options.overrides ?? {});
  if (isForbiddenByUser(layers, documents)) merged = { ...merged, inlineIgnores: false };
  return assemble(
    merged,
    schema,
    gates,
    layers.map(({ source }) => source),
  );
}

interface Layer {
  readonly file: SourceFile;
  readonly trusted: boolean;
  /** For reports: never absolute. */
  readonly source: string;
}

const PAGE = 'configuration.md';
const EXTENSIONS = ['json', 'jsonc', 'yaml', 'yml'];

/** The weakest first. */
function findLayers(root: string, options: LoadConfigOptions): Layer[] {
  const own = options.configFile === undefined ? undefined : ownLayer(root, options.configFile);
  const repository = repositoryLayer(root, options.trustRepository ?? false);
  const isSame = own !== undefined && repository !== undefined && isSameFile(own.file, repository.file);
  return [userLayer(options.env ?? process.env), isSame ? undefined : repository, own].filter(
    (layer) => layer !== undefined,
  );
}

function ownLayer(root: string, path: string): Layer {
  const full = resolve(path);
  const source = isInside(root, full) ? relative(root, full).split(sep).join('/') : basename(full);
  return { file: userFile(full, path, PAGE), trusted: true, source };
}

function repositoryLayer(root: string, trusted: boolean): Layer | undefined {
  const names = EXTENSIONS.map((extension) => `railgate.${extension}`);
  const file = onlyOne(root, names, (name) => name);
  return file === undefined
    ? undefined
    : { file: { folder: root, file, name: file, page: PAGE }, trusted, source: file };
}

/**
 * Where the user's own configuration lies, by the XDG base directories: a path that is not absolute does not count. The file is
 * missing where there is none yet.
 *
 * @throws {UsageError} where there are several
 */
export function findUserConfig(env: Readonly<Record<string, string | undefined>>): {
  readonly folder: string;
  readonly file?: string;
} {
  const configured = env['XDG_CONFIG_HOME'] ?? '';
  const folder = join(
    isAbsolute(configured) ? configured : join(env['HOME'] ?? homedir(), '.config'),
    'railgate',
  );
  const names = EXTENSIONS.map((extension) => `config.${extension}`);
  const file = onlyOne(folder, names, (name) => join(folder, name));
  return { folder, ...(file !== undefined && { file }) };
}

function userLayer(env: Readonly<Record<string, string | undefined>>): Layer | undefined {
  const { folder, file } = findUserConfig(env);
  if (file === undefined) return undefined;
  return {
    file: userFile(join(folder, file), join(folder, file), PAGE),
    trusted: true,
    source: `railgate/${file}`,
  };
}

function onlyOne(
  folder: string,
  names: readonly string[],
  shown: (name: string) => string,
): string | undefined {
  const [first, ...others] = presentFiles(folder, names);
  if (others.length === 0) return first;
  const all = [first ?? '', ...others].map((name) => cleanText(shown(name))).join(' and ');
  throw new UsageError(`There are several configuration files: ${all}.`, 'Keep one of them.');
}

function isSameFile(a: SourceFile, b: SourceFile): boolean {
  return join(a.folder, a.file) === join(b.folder, b.file);
}

async function readLayers(
  layers: readonly Layer[],
  schema: ConfigLayer,
  gates: readonly ConfigurableGate[],
): Promise<ConfigDocument[]> {
  if (layers.length === 0) return [];
  const validator = createValidator(schema);
  const documents: ConfigDocument[] = [];
  for (const { file, trusted } of layers) {
    const document = await readDocument(file);
    const problems = await validator.problemsOf(document, trusted);
    const all =
      problems.length > 0
        ? problems
        : [...checkConfig(document.root), ...(await gateProblems(document.root, gates))];
    if (all.length > 0) throw problemsError(document, all);
    documents.push(document);
  }
  return documents;
}

/** A comment of the scanned repository lets findings through: what the user forbids, the repository cannot allow. */
function isForbiddenByUser(layers: readonly Layer[], documents: readonly ConfigDocument[]): boolean {
  const own = documents.filter((_document, index) => layers[index]?.trusted === true);
  const said = own.map(({ root }) => memberOf(root, 'inlineIgnores')?.value).findLast(Boolean);
  return said?.kind === 'scalar' && said.value === false;
}

/** What `configSchema` makes of the merged files. */
interface FilledConfig {
  readonly failOn: Threshold;
  readonly newOnly: boolean;
  readonly inlineIgnores: boolean;
  readonly gates?: Readonly<Record<string, unknown>>;
  readonly ignore: readonly string[];
  readonly services: readonly DeclaredService[];
  readonly maxDataAge?: string;
}

function assemble(
  merged: ConfigLayer,
  schema: ConfigLayer,
  gates: readonly ConfigurableGate[],
  sources: readonly string[],
): Config {
  const withGates = mergeDeep({ gates: Object.fromEntries(gates.map(({ meta }) => [meta.id, {}])) }, merged);
  const filled = withDefaults(schema, withGates) as FilledConfig;
  return {
    failOn: filled.failOn,
    newOnly: filled.newOnly,
    inlineIgnores: filled.inlineIgnores,
    gates: Object.fromEntries(gates.map(({ meta }) => [meta.id, gateConfig(filled.gates?.[meta.id])])),
    ignore: filled.ignore,
    services: filled.services,
    ...(filled.maxDataAge !== undefined && { maxDataAge: parseAge(filled.maxDataAge, 'maxDataAge') }),
    sources,
  };
}

function gateConfig(filled: unknown): GateConfig {
  const { enabled, enforce, failOn, maxFindings, newOnly, timeout, ...options } = (
    isObject(filled) ? filled : {}
  ) as Omit<GateConfig, 'options'>;
  return {
    enabled,
    enforce,
    ...(failOn !== undefined && { failOn }),
    ...(maxFindings !== undefined && { maxFindings }),
    ...(newOnly !== undefined && { newOnly }),
    timeout,
    options,
  };
}
