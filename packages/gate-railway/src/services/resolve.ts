import {
  envFileRole,
  type ConfigDocument,
  type EnvFileDocument,
  type FileFacts,
  type Parsed,
} from '@railgate/code';
import { addTo, cleanText, type Gap, type NotScanned, type Target } from '@railgate/contract';

import type { DocumentStore } from '../documents/store.js';
import type { ServiceModel } from './model.js';
import { folderOf, joinPath, railwayFileKind } from './railway-files.js';
import type { RailwayService, ServiceMap } from './service-map.js';
import { baseString, looksLikeRailwayConfig } from './settings.js';
import { codeWith, computedRoot, homeOf, iacOnlyServices } from './iac-services.js';
import type { ServiceCode } from './service-code.js';
import { keptOutOfBuild } from './build-context.js';
import { deployableBy } from './deployable.js';
import { builderOf, hasStartCommand, isKnown, isManifest, saysSomething, tomlFirst } from './settled.js';
import { reachFrom } from './reach.js';
import { buildRuns, preDeployRuns } from './other-commands.js';
import { startCommand, startCommands, type StartCommand, type StartSources } from './start.js';
import { serverFactsOf } from './server-facts.js';
import type { WebServerSources } from './web-server.js';
import { sourcesOf } from './sources.js';
import { SubjectCollector, type Subjects } from './subjects.js';

/** What the rules look at, and what was read for it. */
export interface TargetModel {
  readonly subjects: Subjects;
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
  for (const service of found.services) await resolver.addService(service);
  await resolver.addIacServices(new Set(found.iac));
  resolver.addIacDockerfiles(found.iac);
  resolver.addUnmapped(found.unmapped);
  for (const path of found.misnamed) resolver.addName(path);
  if (target.path === '.') resolver.addWorkflows();
  return resolver.finish(found.leftOut);
}

class Resolver {
  readonly #map: ServiceMap;
  readonly #store: DocumentStore;
  readonly #collector = new SubjectCollector();
  readonly #iac: ServiceModel['iacServices'][number][] = [];
  readonly #leftOut: NotScanned[] = [];
  /** Those of the map, and those that railway.ts declares beside them. */
  #codeOf: (service: RailwayService) => ServiceCode;

  constructor(map: ServiceMap, store: DocumentStore) {
    this.#map = map;
    this.#store = store;
    this.#codeOf = codeWith(map, []);
  }

  /** railway.ts speaks of services anywhere in the repository, so all are read; only the target's own count here. */
  async readIac(paths: readonly string[], own: ReadonlySet<string>): Promise<void> {
    const { subjects } = this.#collector;
    const folders = new Map<string, string[]>();
    for (const path of paths) {
      const parsed = await this.#store.iac(path);
      const document = parsed.kind === 'document' ? parsed.document : undefined;
      const services = document?.services ?? [];
      this.#iac.push(...services.map((service) => ({ path, service })));
      if (!own.has(path)) continue;
      this.#collector.take(path, parsed);
      for (const service of services) {
        const gap = computedRoot({ path, service }, this.#map);
        if (gap) this.#collector.gap(gap);
      }
      if (document) subjects.iac.push({ document });
      addTo(folders, folderOf(path), path);
    }
    this.#codeOf = codeWith(this.#map, iacOnlyServices(this.#iac, this.#map));
    subjects.iacFolder.push(...[...folders.values()].map((together) => ({ paths: together })));
  }

  async addService(service: RailwayService): Promise<void> {
    if (service.declared) this.#checkRoot(service);
    const configs = this.#configs(service);
    if (!configs) return;
    const config = configs[0];
    const iacServices = this.#iac.filter((one) => homeOf(one.service, this.#map.services) === service.root);
    const dockerfilePath = this.#dockerfileOf(service, config, iacServices);
    const procfile = this.#read(service.procfile, (path) => this.#store.procfile(path));
    const dockerfile = this.#read(dockerfilePath, (path) => this.#store.dockerfile(path));
    const sources: StartSources = {
      root: service.root,
      config,
      iacStart: iacServices.length === 1 ? iacServices[0]?.service.start : undefined,
      procfile,
      dockerfile,
      manifest: (folder) => this.#manifest(folder),
      files: this.#map.files,
    };
    const start = startCommand(sources);
    const servers = this.#servers({
      root: service.root,
      dockerfile,
      start,
      files: this.#map.files,
      byRailpack: builderOf(config) === 'RAILPACK',
    });
    this.#collector.add({
      service,
      configs,
      config,
      railpack: this.#read(service.railpack, (path) => this.#store.config(path)),
      procfile,
      dockerfile,
      dockerfilePath,
      builder: dockerfilePath === undefined ? builderOf(config) : 'DOCKERFILE',
      iacServices,
      code: [...(await this.#code(service)), ...servers],
      envFiles: this.#envFiles(service),
      keptOutOfBuild: this.#keptOutOfBuild(service, dockerfilePath),
      sources: sourcesOf(this.#codeOf(service), (path) => this.#store.code.covers(path)),
      start,
      starts: startCommands(sources),
      buildRuns: buildRuns(sources),
      preDeployRuns: preDeployRuns(sources),
      reaches: this.#reachesFrom(start, new Set(servers.map(({ path }) => path))),
      mentions: (text) => this.#mentions(service, text),
      known: isKnown(service) || configs.length + iacServices.length > 0,
      hasStartCommand: hasStartCommand(config, iacServices),
    });
  }

  /** Services without a file of Railway's: they belong to the target whose railway.ts declares them. */
  async addIacServices(own: ReadonlySet<string>): Promise<void> {
    const declared = this.#iac.filter(({ path }) => own.has(path));
    for (const service of iacOnlyServices(declared, this.#map)) await this.addService(service);
  }

  /** Dockerfiles that only railway.ts names. */
  addIacDockerfiles(paths: readonly string[]): void {
    const others = new Set(this.#map.services.map((service) => service.dockerfile));
    for (const { path, service } of this.#iac) {
      if (!paths.includes(path) || service.dockerfilePath === undefined) continue;
      const found = this.#existing([service.root ?? '.', '.'], service.dockerfilePath);
      if (found === undefined || others.has(found)) continue;
      const document = this.#read(found, (file) => this.#store.dockerfile(file));
      if (document) this.#collector.addDockerfile(document, undefined, service.start !== undefined);
    }
  }

  /** Folders that look like something to deploy; railway.ts may have their service. */
  addUnmapped(folders: readonly string[]): void {
    const roots = new Set(this.#iac.map((one) => one.service.root));
    for (const folder of folders) {
      const isMapped = [...roots].some((root) => root === '.' || root === folder);
      const path = isMapped ? undefined : deployableBy(folder, this.#map.files, (at) => this.#manifest(at));
      if (path !== undefined) this.#collector.subjects.unmapped.push({ path, folder });
    }
  }

  /** A name that nothing reads, unless a `dockerfilePath` does. */
  addName(path: string): void {
    const { expected, subjects } = this.#collector;
    if (expected.has(path)) return;
    expected.add(path);
    if (railwayFileKind(path) === 'misnamed-dockerfile') subjects.name.push({ path, kind: 'dockerfile' });
    else if (!/\.ya?ml$/i.test(path) || this.#isYamlConfig(path))
      subjects.name.push({ path, kind: 'config' });
  }

  /** They stand at the root of the repository only, whatever they deploy. */
  addWorkflows(): void {
    for (const path of this.#map.files) {
      if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
      const read = this.#store.text(path);
      if ('gap' in read) this.#collector.gap({ ...read.gap, path });
      else if (read.text.includes('railway')) {
        this.#collector.expected.add(path);
        this.#collector.subjects.workflow.push({ path, text: read.text });
      }
    }
  }

  finish(leftOut: readonly NotScanned[]): TargetModel {
    const { subjects, expected, gaps } = this.#collector;
    const all = [...leftOut, ...this.#leftOut];
    return { subjects, expected, gaps, leftOut: all.filter(({ path }) => !expected.has(path)) };
  }

  /** Facts of the files that say something. What cannot be read is a gap, and the facts of the others stay. */
  async #code(service: RailwayService): Promise<FileFacts[]> {
    const { files, leftOut } = this.#codeOf(service);
    const { code } = this.#store;
    const covered = files.filter((path) => code.covers(path));
    await code.prepare(covered);
    this.#leftOut.push(...leftOut);
    const found: FileFacts[] = [];
    for (const path of covered) {
      const { facts, gap, leftOut: entry } = code.facts(path);
      if (entry) this.#leftOut.push(entry);
      else this.#collector.expected.add(path);
      if (gap) this.#collector.gaps.push(gap);
      if (facts && saysSomething(facts)) found.push(facts);
    }
    return found;
  }

  #envFiles(service: RailwayService): EnvFileDocument[] {
    const { envFiles } = this.#codeOf(service);
    return envFiles.flatMap((path) => {
      const parsed = this.#store.envFile(path);
      const role = envFileRole(path);
      // An example in UTF-16 hides nothing of what runs on Railway.
      if (parsed.kind === 'gap' && (role === 'example' || role === 'development')) {
        this.#leftOut.push({ path, reason: 'not readable' });
        return [];
      }
      return this.#collector.take(path, parsed) ?? [];
    });
  }

  /** The facts of nginx and Caddy; what a web server cannot be told of is a gap. */
  #servers(sources: WebServerSources): readonly FileFacts[] {
    const { facts, files, gaps } = serverFactsOf(sources, this.#store);
    for (const path of files) this.#collector.expected.add(path);
    for (const gap of gaps) this.#collector.gap(gap);
    return facts;
  }

  #reachesFrom(
    start: StartCommand | undefined,
    loaded: ReadonlySet<string>,
  ): (path: string) => boolean | undefined {
    const entries = (start?.runs ?? []).flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    const { code } = this.#store;
    const reaches = reachFrom(entries, (file) => (code.covers(file) ? code.importsOf(file) : []));
    return (path) => loaded.has(path) || reaches(path);
  }

  /** package.json of a folder; one that does not parse is a gap, since nobody knows what its scripts start. */
  #manifest(folder: string): ConfigDocument | undefined {
    const path = folder === '.' ? 'package.json' : `${folder}/package.json`;
    if (!this.#map.files.has(path)) return undefined;
    const parsed = this.#store.manifest(path);
    const isFirst = !this.#collector.expected.has(path);
    this.#collector.expected.add(path);
    if (parsed.kind === 'document' && isManifest(parsed.document)) return parsed.document;
    if (isFirst) {
      const message = `${cleanText(path)} cannot be read, so what its scripts start is unknown.`;
      this.#collector.gap({
        code: 'FILE_UNPARSEABLE',
        message,
        ...(parsed.kind === 'gap' && parsed.gap),
        path,
      });
    }
    return undefined;
  }

  #mentions(service: RailwayService, text: string): boolean {
    return this.#codeOf(service).files.some((path) => {
      const read = this.#store.text(path);
      return 'gap' in read || read.text.toLowerCase().includes(text);
    });
  }

  #keptOutOfBuild({ root }: RailwayService, dockerfile: string | undefined): (path: string) => boolean {
    if (dockerfile === undefined) return () => false;
    return keptOutOfBuild(root, dockerfile, this.#map.files, (path) => {
      const read = this.#store.text(path);
      return 'text' in read ? read.text : undefined;
    });
  }

  #read<Document>(path: string | undefined, parse: (path: string) => Parsed<Document>): Document | undefined {
    return path === undefined ? undefined : this.#collector.take(path, parse(path));
  }

  /** Undefined when the one file that makes it a service turns out to be something else. */
  #configs(service: RailwayService): ConfigDocument[] | undefined {
    const found: ConfigDocument[] = [];
    for (const path of [...service.configFiles].sort(tomlFirst)) {
      if (!this.#map.files.has(path)) {
        this.#missing(path, service);
        continue;
      }
      const document = this.#read(path, (file) => this.#store.config(file));
      const guessed = railwayFileKind(path) === 'custom-config' && !service.declared;
      if (guessed && document && !looksLikeRailwayConfig(document)) {
        return (service.dockerfile ?? service.procfile) ? [] : undefined;
      }
      if (document) found.push(document);
    }
    return found;
  }

  #missing(path: string, { name }: RailwayService): void {
    const message = `${cleanText(path)} is not in the repository, though \`services\` declares it as the config file of ${cleanText(name)}.`;
    const remedy = 'Correct `configFile` of the service in the configuration of Railgate.';
    this.#collector.gap({ code: 'FILE_UNREADABLE', path, message, remedy });
  }

  /** A declared root that holds nothing is a slip of the pen, and a service that nobody looks at. */
  #checkRoot({ root, name }: RailwayService): void {
    if (root === '.' || [...this.#map.files].some((path) => path.startsWith(`${root}/`))) return;
    const message = `${cleanText(root)} holds no file, though \`services\` declares it as the root of ${cleanText(name)}.`;
    const remedy = 'Correct `root` of the service in the configuration of Railgate.';
    this.#collector.gap({ code: 'FILE_UNREADABLE', path: root, message, remedy });
  }

  /** `railway.yml` may be about trains. */
  #isYamlConfig(path: string): boolean {
    const read = this.#store.yamlKeys(path);
    if ('gap' in read) this.#collector.gaps.push(read.gap);
    return 'keys' in read && read.keys.some((key) => YAML_KEYS.has(key));
  }

  /** The one that a configuration names, else the one in the root. Undeclared, a path may start at either base. */
  #dockerfileOf(
    service: RailwayService,
    config: ConfigDocument | undefined,
    iac: ServiceModel['iacServices'],
  ): string | undefined {
    const byIac = iac.length === 1 ? iac[0]?.service.dockerfilePath : undefined;
    const written = baseString(config, 'build', 'dockerfilePath') ?? byIac;
    if (written === undefined) return service.dockerfile;
    const bases = [service.root, ...(service.declared ? [] : ['.'])];
    return this.#existing(bases, written) ?? service.dockerfile;
  }

  #existing(bases: readonly string[], path: string): string | undefined {
    for (const base of bases) {
      const joined = joinPath(base, path);
      if (joined !== undefined && this.#map.files.has(joined)) return joined;
    }
    return undefined;
  }
}

const YAML_KEYS: ReadonlySet<string> = new Set(['build', 'deploy', 'services', 'environments', '$schema']);
