import { dataFolder } from '@railgate/kit';

/** Trivy has two databases: what is vulnerable, and which Java archive is which. */
export type TrivyDatabaseName = 'trivy' | 'trivy-java';

/** What is known of one of them beforehand. Sources: `pkg/db` and `pkg/javadb` of Trivy 0.74.0. */
export interface TrivyDatabaseKind {
  readonly name: TrivyDatabaseName;
  /** Below the folder, as in Trivy's own cache. */
  readonly folder: 'db' | 'java-db';
  readonly file: string;
  /** `Version` of `metadata.json`: what the file's content looks like. */
  readonly schema: number;
  readonly format: 'bolt' | 'sqlite';
  /** Of the artifact's only layer, a tar that holds the file and `metadata.json`. */
  readonly layerType: string;
  /** Where it is published, in Trivy's own order. */
  readonly places: readonly string[];
}

const TRIVY: TrivyDatabaseKind = {
  name: 'trivy',
  folder: 'db',
  file: 'trivy.db',
  schema: 2,
  format: 'bolt',
  layerType: 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip',
  places: ['mirror.gcr.io/aquasec/trivy-db:2', 'ghcr.io/aquasecurity/trivy-db:2'],
};

const JAVA: TrivyDatabaseKind = {
  name: 'trivy-java',
  folder: 'java-db',
  file: 'trivy-java.db',
  schema: 1,
  format: 'sqlite',
  layerType: 'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip',
  places: ['mirror.gcr.io/aquasec/trivy-java-db:1', 'ghcr.io/aquasecurity/trivy-java-db:1'],
};

export const TRIVY_DATABASES: readonly TrivyDatabaseKind[] = [TRIVY, JAVA];

export const TRIVY_DATABASE_NAMES: readonly TrivyDatabaseName[] = TRIVY_DATABASES.map(({ name }) => name);

export const METADATA_FILE = 'metadata.json';

/** Where Trivy's databases of this user lie: a folder that Trivy takes as its cache. */
export function trivyDatabaseFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return dataFolder('trivy', env);
}

/** Who holds the lock of the folder, for people. */
export const LOCK_HOLDER = "update of Trivy's databases";
