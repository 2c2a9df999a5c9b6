import type { Readable } from 'node:stream';

import type { Pieces } from '../pieces.js';

/** What a container engine knows of an image that it has. */
export interface EngineImage {
  /** `sha256:…` of its configuration: the same on every machine, and for a name that moved another one. */
  readonly id: string;
  readonly tags: readonly string[];
  /** `name@sha256:…`, as registries know it; empty for an image that was built here. */
  readonly digests: readonly string[];
  /** `linux/amd64`. */
  readonly platform: string;
  /** Bytes on the engine's disk. */
  readonly size: number;
  /** `sha256:…` of each layer's unpacked content, the base first. */
  readonly layers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A file or folder that is carried into a volume. */
export type VolumeEntry =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  | {
      readonly kind: 'file';
      /** Relative to the root of the volume. */
      readonly path: string;
      /** Bytes that `content` gives, exactly. */
      readonly size: number;
      readonly mode: number;
      content(): Pieces;
    };

/** Made by `withVolume`, and removed when that ends, however it ends. */
export interface Volume {
  readonly name: string;
  /** Streams: an image of 5 GB takes no more memory than one of 5 MB. */
  put(entries: AsyncIterable<VolumeEntry> | Iterable<VolumeEntry>): Promise<void>;
  readonly read: ReadFile;
}

/**
 * Gives `use` the content of one file as it comes, whatever its size.
 *
 * @param limit bytes
 * @throws {GateError} `REPORT_UNREADABLE` when there is no such file, or it is larger than `limit`
 */
export type ReadFile = <T>(
  path: string,
  limit: number,
  use: (content: AsyncIterable<Buffer>) => Promise<T>,
) => Promise<T>;

export interface Mount {
  readonly volume: Pick<Volume, 'name'>;
  /** Absolute, in the container. */
  readonly path: string;
  readonly readOnly: boolean;
}

/**
 * One program in a container of its own: no network, no capabilities, no new privileges, a read-only root, user 65534, no
 * secret of our environment. Removed when it ends, however it ends.
 */
export interface IsolatedRun extends RunLimits {
  /** Id (`sha256:…`) of an image that the engine has. */
  readonly image: string;
  /** Arguments of the image's entrypoint. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  /** Bytes of memory, swap included. */
  readonly memory: number;
  /** Of a processor: 2 is two cores. */
  readonly cpus: number;
  readonly pids: number;
  /** Bytes of the file system in memory at `/tmp`. */
  readonly scratch: number;
}

/** How long somebody waits for a run. */
export interface RunLimits {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

export interface PreparedOptions extends Omit<IsolatedRun, keyof RunLimits> {
  /** Absolute, in the container, which may write there: where its volume is. */
  readonly folder: string;
}

/** A container with a volume of its own, which waits for its files. Who has asked for it removes it, used or not. */
export interface PreparedRun {
  /**
   * Once, and as `ContainerEngine.run`. Gives `use` what it left in its folder, by paths in there.
   *
   * @param entries what the folder holds when it starts
   */
  start<T>(
    entries: AsyncIterable<VolumeEntry> | Iterable<VolumeEntry>,
    limits: RunLimits,
    use: (answer: RunAnswer, read: ReadFile) => Promise<T>,
  ): Promise<T>;
  /** Also while it runs. Never throws; what could not be removed is in the engine's notes. */
  remove(): Promise<void>;
}

export interface RunAnswer {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** Bounded; the end of it where it was longer. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Docker, or Podman behind the same interface. */
export interface ContainerEngine {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  /** `linux/amd64`. */
  readonly platform: string;
  /** For messages: `unix:///var/run/docker.sock`. Never holds a credential. */
  readonly address: string;
  /**
   * For the reader of the report: limits that this engine cannot keep, what could not be removed. Grows: read it at the end.
   */
  readonly notes: readonly string[];
  /** Nothing where the engine has no such image. Asks no registry. */
  inspect(reference: string): Promise<EngineImage | undefined>;
  /** As `docker save` writes it: a tar. */
  export(reference: string, signal: AbortSignal): Promise<Readable>;
  /**
   * Fetches it from its registry with the credentials that the user's client has.
   *
   * @throws {GateError} `NEED_UNMET`: not there, refused, rate-limited, no network, another platform only.
   */
  pull(reference: string, options: PullOptions): Promise<EngineImage>;
  /** @param image id of an image that the engine has; nothing of it is started */
  withVolume<T>(image: string, use: (volume: Volume) => Promise<T>): Promise<T>;
  /** @throws {GateError} `TOOL_TIMEOUT`; `TOOL_CRASHED` when the engine cannot start it. */
  run(run: IsolatedRun): Promise<RunAnswer>;
  /** All that can be done before the files of a run are there. Leaves nothing where it fails. */
  prepare(run: PreparedOptions): Promise<PreparedRun>;
  /**
   * Executes the repository, with the engine's network: only where the user trusts it. No secret, no login to a registry.
   * Gives the image's id.
   *
   * @throws {GateError} `NEED_UNMET` with the step that failed; `TOOL_TIMEOUT`
   */
  build(build: ImageBuild): Promise<string>;
  /** Removes an image that `build` made. */
  remove(id: string): Promise<void>;
}

export interface PullOptions {
  readonly platform?: string;
  readonly signal: AbortSignal;
  progress?(text: string): void;
}

export interface ImageBuild {
  /** Files of the context by their path in it: those of the list alone. */
  readonly entries: Iterable<VolumeEntry>;
  /** Path in the context. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  /** Bytes of memory for each step, where the engine can limit it; no limit without it. */
  readonly memory?: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  progress?(text: string): void;
}
