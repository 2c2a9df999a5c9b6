import { setImmediate } from 'node:timers/promises';

import { addTo, cleanText, compareText } from '@railgate/contract';

import type { BrokenRecord } from '../database.js';
import { readRecord, type ReadRecord } from '../records/read-record.js';
import type { Slice, StoredAffected } from '../records/stored.js';
import { ContainerWriter } from '../store/container.js';
import type { EcosystemDescription, Origin } from '../store/description.js';
import { packIndex } from '../store/package-index.js';
import { loadSchemes } from '../versions/schemes.js';
import { ArchiveError } from './archive-error.js';
import { ZipReader } from './read-zip.js';

export interface CompileInput {
  /** The archive. */
  readonly path: string;
  readonly ecosystem: string;
  /** `sha256:…` of the archive. */
  readonly digest: string;
  readonly origin?: Origin;
  /** Where the database file goes. */
  readonly target: string;
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** Records so far, and all. */
  readonly progress?: (done: number, all: number) => void;
  /** Called before anything is replaced; what it throws stops the import. */
  readonly check?: (description: EcosystemDescription) => void;
}

type Usable = Extract<ReadRecord, { kind: 'usable' }>;

/** Records between two looks at the signal. */
const BATCH = 1000;
const SHOWN = 20;
/** Of compiled ranges and versions, which are held until all records have been read; npm has 40 MB. */
const TEXT_LIMIT = 300 * 1024 * 1024;
const DAY = 86_400_000;

/** Reads all records of an archive, and writes the database file when they are usable. The old file stays otherwise. */
export async function compileArchive(input: CompileInput): Promise<EcosystemDescription> {
  const zip = new ZipReader(input.path);
  const writer = new ContainerWriter(input.target);
  try {
    const compilation = new Compilation(writer);
    await readAll(zip, compilation, input);
    const description = compilation.describe(input);
    input.check?.(description);
    writer.finish(description);
    return description;
  } catch (error) {
    writer.discard();
    throw error;
  } finally {
    zip.close();
  }
}

async function readAll(zip: ZipReader, compilation: Compilation, input: CompileInput): Promise<void> {
  const schemes = await loadSchemes(input.ecosystem);
  let done = 0;
  for (const { name, content } of zip.files()) {
    if (done++ % BATCH === 0) {
      input.progress?.(done, zip.count);
      await setImmediate();
      input.signal?.throwIfAborted();
    }
    if (!name.endsWith('.json')) continue;
    const record: ReadRecord =
      typeof content === 'string'
        ? { kind: 'broken', why: content }
        : readRecord(content, input.ecosystem, schemes);
    compilation.add(name, record);
  }
}

/** What has been read of an archive so far. Advisories are in the file already, what they affect is held by package. */
class Compilation {
  readonly #writer: ContainerWriter;
  readonly #packages = new Map<string, string[]>();
  readonly #broken: BrokenRecord[] = [];
  readonly #foreign = new Map<string, number>();
  readonly #modified: string[] = [];
  #counts = { records: 0, foreign: 0, broken: 0, opaque: 0, withdrawn: 0, unclear: 0, text: 0 };

  constructor(writer: ContainerWriter) {
    this.#writer = writer;
  }

  add(name: string, record: ReadRecord): void {
    if (record.kind === 'broken') {
      this.#note(cleanText(name).slice(0, 200), record);
      return;
    }
    this.#modified.push(record.modified);
    if (record.kind === 'withdrawn') this.#counts.withdrawn++;
    else if (record.kind === 'usable') this.#keep(record);
    else this.#pass(record.ecosystems);
  }

  /** What it says of the packages that it names is not known; what it names none of, it may say of all. */
  #note(name: string, { why, packages }: Extract<ReadRecord, { kind: 'broken' }>): void {
    this.#counts.broken++;
    if (this.#broken.length < SHOWN) this.#broken.push({ name, why });
    if (packages === undefined) this.#counts.opaque++;
    for (const concerned of packages ?? []) {
      const affected: StoredAffected = { id: name, at: this.#writer.append('{}'), unclear: true };
      this.#index(concerned, JSON.stringify(affected));
    }
  }

  #index(name: string, text: string): void {
    this.#counts.text += text.length;
    addTo(this.#packages, name, text);
  }

  #pass(ecosystems: readonly string[]): void {
    this.#counts.foreign++;
    for (const name of new Set(ecosystems)) this.#foreign.set(name, (this.#foreign.get(name) ?? 0) + 1);
  }

  #keep({ advisory, affected }: Usable): void {
    const at = this.#writer.append(JSON.stringify(advisory));
    this.#counts.records++;
    if (affected.some(({ unclear }) => unclear)) this.#counts.unclear++;
    for (const { name, ...rest } of affected) {
      this.#index(name, JSON.stringify({ id: advisory.id, at, ...rest } satisfies StoredAffected));
    }
    if (this.#counts.text > TEXT_LIMIT)
      throw new ArchiveError('it holds more than can be indexed', 'Look at where it comes from.');
  }

  /** @throws {ArchiveError} when nothing of it can match, or most of it is of other ecosystems */
  describe({ ecosystem, digest, origin, now }: CompileInput): EcosystemDescription {
    const { records, foreign, broken, opaque, withdrawn, unclear } = this.#counts;
    if (records === 0 || foreign > records) throw this.#useless(ecosystem);
    const slices = new Map<string, Slice>();
    for (const [name, all] of this.#packages)
      slices.set(name, this.#writer.append(`[${JSON.stringify(name)},[${all.join(',')}]]`));
    const index = this.#writer.append(packIndex(slices));
    const builtAt = newest(this.#modified, now);
    const brokenNames = this.#broken;
    const counts = { records, packages: slices.size, broken, opaque, brokenNames, unclear, withdrawn };
    return { data: { ecosystem, ...counts, digest, builtAt }, index, ...(origin && { origin }) };
  }

  #useless(ecosystem: string): ArchiveError {
    const { records, broken, withdrawn } = this.#counts;
    const others = [...this.#foreign].sort(([, a], [, b]) => b - a).slice(0, 3);
    const remedy = `Get \`${ecosystem}/all.zip\` as osv.dev publishes it.`;
    if (others.length > 0) {
      const names = others.map(([name]) => cleanText(name).slice(0, 40) || 'no ecosystem').join(', ');
      const few = records === 0 ? 'none is' : `only ${records} are`;
      return new ArchiveError(`its records are of ${names}, and ${few} of ${ecosystem}`, remedy);
    }
    if (broken > 0)
      return new ArchiveError(
        `none of its ${broken} records can be read: ${this.#broken[0]?.why ?? ''}`,
        remedy,
      );
    return new ArchiveError(
      withdrawn > 0 ? 'all of its records are withdrawn' : 'it holds no records',
      remedy,
    );
  }
}

/** One record with a wrong date must not make all data look new for ever: what lies ahead of now does not count. */
function newest(modified: readonly string[], now: Date): string {
  const latest = new Date(now.getTime() + DAY).toISOString();
  const sorted = [...modified].sort(compareText);
  return sorted.findLast((date) => date <= latest) ?? (sorted[0] as string);
}
