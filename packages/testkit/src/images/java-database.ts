import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sqliteFile } from './sqlite.js';
import { trivyMetadata, type TrivyDatabaseOptions } from './trivy-database.js';

/** An archive of Maven Central, by whose digest Trivy knows it when it does not say itself what it is. */
export interface JavaArtifact {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  /** The file as it lies in the image. */
  readonly jar: string | Buffer;
}

/** https://github.com/aquasecurity/trivy-java-db/blob/main/pkg/db/db.go */
const SCHEMA = 1;

/** Writes `java-db/trivy-java.db` and `java-db/metadata.json`: without them Trivy reads no Java archive at all. */
export async function trivyJavaDatabase(
  folder: string,
  artifacts: readonly JavaArtifact[] = [],
  options: TrivyDatabaseOptions = {},
): Promise<void> {
  await mkdir(join(folder, 'java-db'), { recursive: true });
  await writeFile(join(folder, 'java-db/trivy-java.db'), trivyJavaDatabaseFile(artifacts));
  await writeFile(join(folder, 'java-db/metadata.json'), trivyMetadata({ version: SCHEMA, ...options }));
}

/** The bytes of `trivy-java.db`, the same for the same artifacts; tables as `pkg/db/db.go` makes them. */
export function trivyJavaDatabaseFile(artifacts: readonly JavaArtifact[]): Buffer {
  return sqliteFile([
    {
      name: 'artifacts',
      sql: 'CREATE TABLE artifacts(id INTEGER PRIMARY KEY, group_id TEXT, artifact_id TEXT)',
      rows: artifacts.map(({ group, artifact }) => [null, group, artifact]),
      indexes: [
        {
          name: 'artifacts_idx',
          sql: 'CREATE UNIQUE INDEX artifacts_idx ON artifacts(artifact_id, group_id)',
          columns: [2, 1],
        },
      ],
    },
    {
      name: 'indices',
      sql: 'CREATE TABLE indices(artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT, foreign key (artifact_id) references artifacts(id))',
      rows: artifacts.map(({ version, jar }, i) => [i + 1, version, sha1(jar), 'jar']),
      indexes: [
        {
          name: 'indices_artifact_idx',
          sql: 'CREATE INDEX indices_artifact_idx ON indices(artifact_id)',
          columns: [0],
        },
        {
          name: 'indices_sha1_idx',
          sql: 'CREATE UNIQUE INDEX indices_sha1_idx ON indices(sha1)',
          columns: [2],
        },
      ],
    },
  ]);
}

function sha1(content: string | Buffer): Buffer {
  return createHash('sha1').update(content).digest();
}
