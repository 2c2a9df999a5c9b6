import type {
  ConfigDocument,
  DockerfileDocument,
  EnvFileDocument,
  EnvFileRole,
  FileFacts,
  IacDocument,
  IacService,
  ParseFailure,
} from '@railgate/code';

import type { ProcfileDocument } from '../documents/procfile.js';
import type { RailwayService } from './service-map.js';
import type { RunCommand, StartCommand } from './start.js';

/** What Railway builds a service with. */
export type Builder = 'DOCKERFILE' | 'RAILPACK' | 'NIXPACKS' | 'HEROKU' | 'PAKETO';

/** A service with what its files say: what rules ask, instead of raw text. */
export interface ServiceModel {
  readonly service: RailwayService;
  /** Those of the service's config files that can be read; railway.toml stands before railway.json and wins. */
  readonly configs: readonly ConfigDocument[];
  /** The config file that counts. */
  readonly config: ConfigDocument | undefined;
  readonly railpack: ConfigDocument | undefined;
  readonly procfile: ProcfileDocument | undefined;
  /** The Dockerfile that builds the service, where one does and can be read. */
  readonly dockerfile: DockerfileDocument | undefined;
  /** The same, also where it cannot be read. */
  readonly dockerfilePath: string | undefined;
  /** A Dockerfile always wins, whatever `build.builder` says. */
  readonly builder: Builder;
  /** What railway.ts declares with the same root. */
  readonly iacServices: readonly { readonly path: string; readonly service: IacService }[];
  /** Something of Railway says so: a config file, railpack.json, railway.ts or a declaration; else only a Dockerfile. */
  readonly known: boolean;
  /** What the source files of the service say, those that say nothing aside. */
  readonly code: readonly FileFacts[];
  /** How much of its source was read for that. */
  readonly sources: SourceSummary;
  readonly envFiles: readonly EnvFileDocument[];
  /** Does `.dockerignore` keep a path of the repository out of what its Dockerfile copies? */
  readonly keptOutOfBuild: (path: string) => boolean;
  /** What starts it, as far as its files say: its commands, and the source files that they run. */
  readonly start: StartCommand | undefined;
  /** The same, and what environments start instead. */
  readonly starts: readonly StartCommand[];
  /** What `build.buildCommand` comes to, else the package's `build` script; none of a Dockerfile. */
  readonly buildRuns: readonly RunCommand[];
  readonly preDeployRuns: readonly RunCommand[];
  /** Does the program that starts the service load a source file? Undefined where that cannot be told. */
  readonly reaches: (path: string) => boolean | undefined;
  /** Does a source file of the service hold this text, in any case? True too where one cannot be read. Lower case. */
  readonly mentions: (text: string) => boolean;
  /** Set by railway.* or by railway.ts; it replaces CMD, ENTRYPOINT and Procfile. */
  readonly hasStartCommand: boolean;
}

/** The production source files of a service. */
export interface SourceSummary {
  /** Those in languages that are read; a gap names each that could not be. */
  readonly read: readonly string[];
  /** The others, by language. */
  readonly unread: ReadonlyMap<string, readonly string[]>;
}

/** A railway.toml or railway.json, or a file of another name with the same content. */
export interface ConfigSubject {
  readonly document: ConfigDocument;
  readonly service: ServiceModel;
  /** railway.toml or railway.json; other names count only when a service's Config File Path names them. */
  readonly standardName: boolean;
}

export interface RailpackSubject {
  readonly document: ConfigDocument;
  readonly service: ServiceModel;
}

/** A Dockerfile that builds at least one service. */
export interface DockerfileSubject {
  readonly document: DockerfileDocument;
  readonly services: readonly ServiceModel[];
  /** Every service that it builds has a start command of its own, so CMD and ENTRYPOINT never run. */
  readonly overridden: boolean;
}

export interface ProcfileSubject {
  readonly document: ProcfileDocument;
  readonly service: ServiceModel;
}

export interface IacSubject {
  readonly document: IacDocument;
}

/** A `.env` file in the folder of a service. */
export interface EnvFileSubject {
  readonly document: EnvFileDocument;
  readonly role: EnvFileRole;
  readonly service: ServiceModel;
}

/** A source file of a service, with what it says. */
export interface CodeSubject {
  readonly facts: FileFacts;
  readonly service: ServiceModel;
}

/** A file that is broken for Railway too. */
export interface BrokenSubject {
  readonly path: string;
  readonly failure: ParseFailure;
}

/** A file whose name nothing reads. */
export interface NameSubject {
  readonly path: string;
  readonly kind: 'config' | 'custom-config' | 'dockerfile';
}

/** A workflow of GitHub that mentions Railway. */
export interface WorkflowSubject {
  readonly path: string;
  readonly text: string;
}

/** All `.railway/railway.*` of one folder. */
export interface IacFolderSubject {
  readonly paths: readonly string[];
}

/** A folder that looks like something to deploy, and that no service has. */
export interface UnmappedSubject {
  /** The file that says so: a manifest, or the entry file beside one. */
  readonly path: string;
  readonly folder: string;
}
