import { cleanText, type Gap, type NotScanned, type Target } from '@railgate/contract';

import type { ConfigDocument } from '../documents/config-document.js';
import type { IacDocument, IacService } from '../documents/iac.js';
import type { Parsed } from '../documents/parsed.js';
import type { DocumentStore } from '../documents/store.js';
import type {
  BrokenSubject,
  Builder,
  ConfigSubject,
  DockerfileSubject,
  IacFolderSubject,
  IacSubject,
  NameSubject,
  ProcfileSubject,
  RailpackSubject,
  ServiceModel,
} from './model.js';
import { baseName, folderOf, joinPath, railwayFileKind } from './railway-files.js';
import type { RailwayService, ServiceMap } from './service-map.js';
import { baseString, looksLikeRailwayConfig } from './settings.js';

/** What the rules look at, by the kind of subject; and what was read for it. */
export interface TargetModel {
  readonly subjects: {
    readonly service: ServiceModel[];
    readonly config: ConfigSubject[];
    readonly railpack: RailpackSubject[];
    readonly dockerfile: DockerfileSubject[];
    readonly procfile: ProcfileSubject[];
    readonly iac: IacSubject[];
    readonly iacFolder: IacFolderSubject[];
    readonly broken: BrokenSubject[];
    readonly name: NameSubject[];
  };
  /** Every file that belongs to the gate, readable or not. */
  readonly expected: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  readonly leftOut: readonly NotScanned[];
}

/** Reads the files of a target's services and works out what holds for each service. */
export async function resolveTarget(
  target: Target,
  map: ServiceMap,
  store: DocumentStore,
): Promise<TargetModel> {
  const resolver = new Resolver(map, store);
  const found = map.of(target);
  await resolver.readIac(map.iac, new Set(found.iac));
  for (const service of found.services) resolver.addService(service);
  resolver.addIacDockerfiles(found.iac);
  for (const path of found.misnamed) resolver.addName(path);
  return resolver.finish(found.leftOut);
}

class Resolver {
  readonly #map: ServiceMap;
  readonly #store: DocumentStore;
  readonly #subjects: TargetModel['subjects'] = {
    service: [],
    config: [],
    railpack: [],
    dockerfile: [],
    procfile: [],
    iac: [],
    iacFolder: [],
    broken: [],
    name: [],
  };
  readonly #expected = new Set<string>();
  readonly #gaps: Gap[] = [];
  readonly #iacServices: { readonly path: string; readonly service: IacService }[] = [];
  readonly #iacByPath = new Map<string, IacDocument>();

  constructor(map: ServiceMap, store: DocumentStore) {
    this.#map = map;
    this.#store = store;
  }

  /** railway.ts speaks of services anywhere in the repository, so all are read; only the target's own count here. */
  async readIac(paths: readonly string[], own: ReadonlySet<string>): Promise<void> {
    const folders = new Map<string, string[]>();
    for (const path of paths) {
      const parsed = await this.#store.iac(path);
      const document = own.has(path) ? this.#take(path, parsed) : documentOf(parsed);
      for (const service of document?.services ?? []) this.#iacServices.push({ path, service });
      if (!own.has(path)) continue;
      if (document) this.#iacByPath.set(path, document);
      if (document) this.#subjects.iac.push({ document });
      folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), path]);
    }
    for (const paths of folders.values()) this.#subjects.iacFolder.push({ paths });
  }

  addService(service: RailwayService): void {
    if (service.declared) this.#checkRoot(service);
    const configs = this.#configs(service);
    if (configs === undefined) return;
    const railpack = service.railpack && this.#take(service.railpack, this.#store.config(service.railpack));
    const procfile = service.procfile && this.#take(service.procfile, this.#store.procfile(service.procfile));
    const config = configs[0];
    const dockerfilePath = this.#dockerfileOf(service, config);
    const dockerfile = dockerfilePath && this.#take(dockerfilePath, this.#store.dockerfile(dockerfilePath));
    const model: ServiceModel = {
      service,
      configs,
      config,
      railpack: railpack || undefined,
      procfile: procfile || undefined,
      dockerfile: dockerfile || undefined,
      dockerfilePath,
      builder: dockerfilePath ? 'DOCKERFILE' : builderOf(config),
      iacServices: this.#iacOf(service),
      known: isKnown(service) || this.#iacOf(service).length > 0,
      hasStartCommand:
        baseString(config, 'deploy', 'startCommand') !== undefined || this.#startsByIac(service),
    };
    this.#add(model);
  }

  /** Dockerfiles that only railway.ts names. */
  addIacDockerfiles(paths: readonly string[]): void {
    const others = new Set(this.#map.services.map((service) => service.dockerfile));
    for (const path of paths) {
      for (const service of this.#iacByPath.get(path)?.services ?? []) {
        const found =
          service.dockerfilePath && this.#existing([service.root ?? '.', '.'], service.dockerfilePath);
        if (!found || others.has(found)) continue;
        const document = this.#take(found, this.#store.dockerfile(found));
        if (document) this.#addDockerfile(document, undefined, service.start !== undefined);
      }
    }
  }

  /** A name that nothing reads, unless a `dockerfilePath` does. */
  addName(path: string): void {
    if (this.#expected.has(path)) return;
    this.#expected.add(path);
    if (railwayFileKind(path) === 'misnamed-dockerfile')
      this.#subjects.name.push({ path, kind: 'dockerfile' });
    else if (!/\.ya?ml$/i.test(path) || this.#isYamlConfig(path))
      this.#subjects.name.push({ path, kind: 'config' });
  }

  finish(leftOut: readonly NotScanned[]): TargetModel {
    const kept = leftOut.filter(({ path }) => !this.#expected.has(path));
    return { subjects: this.#subjects, expected: this.#expected, gaps: this.#gaps, leftOut: kept };
  }

  /** `railway.yml` may be about trains. */
  #isYamlConfig(path: string): boolean {
    const read = this.#store.yamlKeys(path);
    if ('gap' in read) this.#gaps.push(read.gap);
    return 'keys' in read && read.keys.some((key) => YAML_KEYS.has(key));
  }

  /** Undefined when the one config file of the service turns out to be something else. */
  #configs(service: RailwayService): ConfigDocument[] | undefined {
    const found: ConfigDocument[] = [];
    for (const path of [...service.configFiles].sort(tomlFirst)) {
      if (!this.#map.files.has(path)) this.#missing(path, service);
      else {
        const parsed = this.#store.config(path);
        const guessed = railwayFileKind(path) === 'custom-config' && !service.declared;
        if (guessed && parsed.kind === 'document' && !looksLikeRailwayConfig(parsed.document)) {
          this.#expected.add(path);
          return undefined;
        }
        const document = this.#take(path, parsed);
        if (document) found.push(document);
      }
    }
    return found;
  }

  #missing(path: string, service: RailwayService): void {
    const message = `${cleanText(path)} is not in the repository, though \`services\` declares it as the config file of ${cleanText(service.name)}.`;
    const remedy = 'Correct `configFile` of the service in the configuration of Railgate.';
    this.#expected.add(path);
    this.#gaps.push({ code: 'FILE_UNREADABLE', path, message, remedy });
  }

  /** A declared root that holds nothing is a slip of the pen, and a service that nobody looks at. */
  #checkRoot({ root, name }: RailwayService): void {
    if (root === '.' || [...this.#map.files].some((path) => path.startsWith(`${root}/`))) return;
    const message = `${cleanText(root)} holds no file, though \`services\` declares it as the root of ${cleanText(name)}.`;
    const remedy = 'Correct `root` of the service in the configuration of Railgate.';
    this.#expected.add(root);
    this.#gaps.push({ code: 'FILE_UNREADABLE', path: root, message, remedy });
  }

  /** The document; or a gap, and what is broken for Railway too becomes a subject. */
  #take<Document>(path: string, parsed: Parsed<Document>): Document | undefined {
    const first = !this.#expected.has(path);
    this.#expected.add(path);
    if (parsed.kind === 'document') return parsed.document;
    if (!first) return undefined;
    if (parsed.kind === 'gap') this.#gaps.push(parsed.gap);
    else {
      const { failure } = parsed;
      const line = failure.region.startLine;
      const message = `${cleanText(path)} does not parse at line ${line}, so the other rules could not look at it.`;
      this.#gaps.push({ code: 'FILE_UNPARSEABLE', path, line, message });
      this.#subjects.broken.push({ path, failure });
    }
    return undefined;
  }

  #dockerfileOf(service: RailwayService, config: ConfigDocument | undefined): string | undefined {
    const written = baseString(config, 'build', 'dockerfilePath') ?? this.#iacDockerfile(service);
    if (written === undefined) return service.dockerfile;
    const bases = [service.root, ...(service.declared ? [] : ['.'])];
    return this.#existing(bases, written) ?? service.dockerfile;
  }

  #iacDockerfile(service: RailwayService): string | undefined {
    const same = this.#iacOf(service);
    return same.length === 1 ? same[0]?.service.dockerfilePath : undefined;
  }

  #startsByIac(service: RailwayService): boolean {
    const same = this.#iacOf(service);
    return same.length > 0 && same.every((one) => one.service.start !== undefined);
  }

  #iacOf(service: RailwayService): ServiceModel['iacServices'] {
    return this.#iacServices.filter((one) => one.service.root === service.root);
  }

  #existing(bases: readonly string[], path: string): string | undefined {
    for (const base of bases) {
      const joined = joinPath(base, path);
      if (joined !== undefined && this.#map.files.has(joined)) return joined;
    }
    return undefined;
  }

  #add(model: ServiceModel): void {
    const { service, configs, railpack, procfile, dockerfile } = model;
    this.#subjects.service.push(model);
    for (const document of configs) {
      if (this.#subjects.config.some((one) => one.document === document)) continue;
      const standardName = railwayFileKind(document.path) === 'config';
      this.#subjects.config.push({ document, service: model, standardName });
      if (!standardName && !service.declared)
        this.#subjects.name.push({ path: document.path, kind: 'custom-config' });
    }
    if (railpack && !this.#subjects.railpack.some((one) => one.document === railpack)) {
      this.#subjects.railpack.push({ document: railpack, service: model });
    }
    if (procfile && !this.#subjects.procfile.some((one) => one.document === procfile)) {
      this.#subjects.procfile.push({ document: procfile, service: model });
    }
    if (dockerfile) this.#addDockerfile(dockerfile, model, model.hasStartCommand);
  }

  #addDockerfile(
    document: DockerfileSubject['document'],
    model: ServiceModel | undefined,
    overridden: boolean,
  ): void {
    const list = this.#subjects.dockerfile;
    const index = list.findIndex((one) => one.document === document);
    const known = list[index];
    const services = [...(known?.services ?? []), ...(model ? [model] : [])];
    const next = { document, services, overridden: overridden && (known?.overridden ?? true) };
    if (known) list[index] = next;
    else list.push(next);
  }
}

function isKnown(service: RailwayService): boolean {
  return service.configFiles.length > 0 || service.railpack !== undefined || service.declared !== undefined;
}

function documentOf<Document>(parsed: Parsed<Document>): Document | undefined {
  return parsed.kind === 'document' ? parsed.document : undefined;
}

function builderOf(config: ConfigDocument | undefined): Builder {
  const written = baseString(config, 'build', 'builder')?.toUpperCase();
  return BUILDERS.find((one) => one === written) ?? 'RAILPACK';
}

const BUILDERS: readonly Builder[] = ['DOCKERFILE', 'RAILPACK', 'NIXPACKS', 'HEROKU', 'PAKETO'];

const YAML_KEYS: ReadonlySet<string> = new Set(['build', 'deploy', 'services', 'environments', '$schema']);

/** railway.toml wins over railway.json in one folder. */
function tomlFirst(a: string, b: string): number {
  return Number(b.endsWith('.toml')) - Number(a.endsWith('.toml')) || (baseName(a) < baseName(b) ? -1 : 1);
}
