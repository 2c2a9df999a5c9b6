import { compareText, type Workspace } from '@railgate/contract';

import { documentsOf } from '../documents/store.js';
import { baseName } from '../services/railway-files.js';
import { serviceMapOf, type RailwayService } from '../services/service-map.js';
import { effectiveInFile, effectiveInIac, type Effective } from './effective.js';
import { settingsOfFile } from './service-settings.js';
import { writeIac, type MigratedService } from './write-iac.js';

export interface MigrateOptions {
  /** As Railway shows it. */
  readonly project: string;
  /** `owner/name` on GitHub, where railway.ts is to declare the source of its services. */
  readonly repository?: string | undefined;
  /** Names of services by config file, by folder, or of the only one (the empty path). */
  readonly names?: ReadonlyMap<string, string>;
}

export interface Migration {
  /** Of `.railway/railway.ts`. */
  readonly text: string;
  readonly services: readonly MigratedService[];
  /** Services whose names were taken from their folders: Railway may show others. */
  readonly guessedNames: readonly string[];
  /** Config files that another one in their folder hides, which Railway never reads. */
  readonly hidden: readonly string[];
  /** Folders that look like services and have no config file, so that railway.ts does not name them. */
  readonly unnamed: readonly string[];
}

/** Config files that cannot be read: a railway.ts without their services would have Railway delete those. */
export interface MigrationStop {
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export const IAC_FILE = '.railway/railway.ts';

/** The files of Railway's infrastructure as code that are there already. */
export function iacFiles(workspace: Workspace): readonly string[] {
  return serviceMapOf(workspace).iac;
}

/** Every railway.toml and railway.json of the repository as one railway.ts; nothing when there is none. */
export async function migrate(
  workspace: Workspace,
  options: MigrateOptions,
): Promise<Migration | MigrationStop | undefined> {
  const { services: found } = serviceMapOf(workspace);
  const configured = found.filter(({ configFiles }) => configFiles.length > 0);
  if (configured.length === 0) return undefined;
  const store = documentsOf(workspace);
  const problems: { path: string; message: string }[] = [];
  const services: MigratedService[] = [];
  const names = nameServices(configured, workspace, options);
  for (const service of configured) {
    const path = readFile(service);
    const parsed = store.config(path);
    const name = names.get(service)?.name ?? service.name;
    if (parsed.kind !== 'document') {
      const message = parsed.kind === 'gap' ? parsed.gap.message : parsed.failure.message;
      problems.push({ path, message });
    } else services.push({ name, root: service.root, configFile: path, ...settingsOfFile(parsed.document) });
  }
  if (problems.length > 0) return { problems };
  const text = writeIac({ project: options.project, repository: options.repository, services });
  await proveSame(text, services);
  return {
    text,
    services,
    guessedNames: [...names.values()].filter(({ isGuess }) => isGuess).map(({ name }) => name),
    hidden: configured.flatMap((one) => one.configFiles.filter((path) => path !== readFile(one))),
    unnamed: found.filter(({ configFiles }) => configFiles.length === 0).map(({ root }) => root),
  };
}

/** railway.toml goes before railway.json. */
function readFile({ configFiles }: RailwayService): string {
  return configFiles.find((path) => path.endsWith('.toml')) ?? (configFiles[0] as string);
}

interface Name {
  readonly name: string;
  readonly isGuess: boolean;
}

/** All different, since Railway tells services apart by them. */
function nameServices(
  services: readonly RailwayService[],
  { projects, root: repository }: Workspace,
  { names = new Map<string, string>() }: MigrateOptions,
): Map<RailwayService, Name> {
  const given = new Map<RailwayService, Name>();
  const used = new Set<string>();
  for (const service of services) {
    const path = readFile(service);
    const project = projects.find((one) => one.path === service.root);
    const wanted =
      names.get(path) ??
      names.get(service.root) ??
      (services.length === 1 ? names.get('') : undefined) ??
      service.declared?.name;
    const guess = customName(path) ?? lastFolder(project?.name ?? service.root, repository);
    let name = wanted ?? guess;
    for (let count = 2; used.has(name); count++) name = `${wanted ?? guess}-${count}`;
    used.add(name);
    given.set(service, { name, isGuess: wanted === undefined });
  }
  return given;
}

/** `railway-worker.json`, `railway.worker.toml`: what comes after the first word. */
function customName(path: string): string | undefined {
  return /^railway[-._]([\w-]+)\.(?:toml|json)$/i.exec(baseName(path))?.[1];
}

/** `@acme/api`, `example.com/shop/api`, `apps/api`: all are the api; the root has the name of the repository. */
function lastFolder(name: string, repository: string): string {
  return baseName(name === '.' ? repository.replaceAll('\\', '/') : name);
}

/**
 * Reads the text that was written and compares what holds in every environment.
 *
 * @throws {Error} when something differs: a defect, and worth stopping for.
 */
async function proveSame(text: string, services: readonly MigratedService[]): Promise<void> {
  for (const { name, settings } of services) {
    const environments = settings.flatMap((one) => one.environments.map((environment) => environment.name));
    for (const environment of [undefined, ...new Set(environments)]) {
      const expected = effectiveInFile(settings, environment);
      const actual = await effectiveInIac(text, name, environment);
      if (canonical(expected) === canonical(actual)) continue;
      throw new Error(`The railway.ts that was made says something else of ${name} than its config file.`);
    }
  }
}

/** Keys of objects in one order. */
function canonical(settings: Effective): string {
  const sorted = [...settings].sort(([a], [b]) => compareText(a, b));
  return JSON.stringify(sorted, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
      : value,
  );
}
