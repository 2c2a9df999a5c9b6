import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import {
  TRIVY_RECORDS,
  makeTempFolder,
  removeFolder,
  startImageRegistry,
  tarOf,
  trivyDatabaseFile,
  trivyMetadata,
  type ImageRegistryStub,
  type TarEntry,
} from '@railgate/testkit';
import { afterEach, beforeEach } from 'vitest';

import {
  trivyDatabaseStatus,
  updateTrivyDatabases,
  type TrivyDatabase,
  type TrivyUpdate,
  type TrivyUpdateOptions,
} from '../src/trivy-database/index.js';

export const CONFIG_TYPE = 'application/vnd.aquasec.trivy.config.v1+json';
const LAYER_TYPE = 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip';
export const NOW = new Date('2026-11-22T00:00:00Z');

export const DATABASE = trivyDatabaseFile(TRIVY_RECORDS);
/** Metadata of a database of this day in November. */
export const built = (day: string, version = 2): string =>
  trivyMetadata({ updatedAt: new Date(`2026-11-${day}T06:00:00Z`), version });

/** What the archive of a database holds. */
export const DATABASE_ENTRY: TarEntry = { path: 'trivy.db', content: DATABASE };
export const METADATA_ENTRY: TarEntry = { path: 'metadata.json', content: built('20') };
export const FILES: readonly TarEntry[] = [DATABASE_ENTRY, METADATA_ENTRY];

/** A registry that has a database of Trivy, and a folder into which it is fetched. */
export class TrivyMirror {
  readonly stub: ImageRegistryStub;
  /** The databases come into its folder `trivy`. */
  readonly folder: string;

  constructor(stub: ImageRegistryStub, folder: string) {
    this.stub = stub;
    this.folder = folder;
    this.publish();
  }

  publish(files = FILES, layer: Buffer = gzipSync(tarOf(files)), layerType = LAYER_TYPE): void {
    const artifact = { configType: CONFIG_TYPE, layerType, layers: [layer] };
    this.stub.addArtifact('mirror/trivy-db:2', artifact);
  }

  async update(options: TrivyUpdateOptions = {}): Promise<TrivyUpdate> {
    const given = {
      folder: join(this.folder, 'trivy'),
      from: `${this.stub.host}/mirror`,
      now: NOW,
      ...options,
    };
    const timeouts = { connect: 500, silence: 300 };
    const [first] = await updateTrivyDatabases({ names: ['trivy'], timeouts, ...given });
    if (!first) throw new Error('nothing was updated');
    return first;
  }

  async there(): Promise<TrivyDatabase> {
    const { vulnerabilities } = await trivyDatabaseStatus(join(this.folder, 'trivy'));
    if (vulnerabilities.state !== 'there') throw new Error(`it is ${vulnerabilities.state}`);
    return vulnerabilities.database;
  }
}

/** A mirror of its own for each test of a file. */
export function withMirror(use: (mirror: TrivyMirror) => void): void {
  let mirror: TrivyMirror;
  beforeEach(async () => {
    mirror = new TrivyMirror(await startImageRegistry(), await makeTempFolder());
    use(mirror);
  });
  afterEach(async () => {
    await mirror.stub.close();
    await removeFolder(mirror.folder);
  });
}
