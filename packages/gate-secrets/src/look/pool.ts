import type { Gap, NotScanned, Region, Workspace } from '@railgate/contract';
import { readBytes } from '@railgate/kit';
import { detect, type Hit } from '@railgate/secrets';

/** A secret in a text. Holds no part of it. */
export interface SecretPlace {
  /** Id of the kind. */
  readonly kind: string;
  /** Lines and columns as in SARIF, of the secret alone. */
  readonly region: Required<Region>;
  readonly encoded?: Hit['encoded'];
  /** Equal for the same secret on the same line of any version of the file, unequal else. Never written anywhere. */
  readonly same: string;
}

/** What looking at one file or one version of it gave. */
export interface Looked {
  readonly places: readonly SecretPlace[];
  /** Read to the end. */
  readonly seen: boolean;
  readonly gap?: Gap;
  readonly leftOut?: NotScanned;
}

/** Looks at files and bytes, on as many threads as it is worth. */
export interface Pool {
  /** A file of the working tree. */
  file(workspace: Workspace, path: string): Promise<Looked>;
  /** One version of a file, from git. The bytes are given away. */
  bytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Looked>;
  close(): Promise<void>;
}

export function openPool(): Pool {
  return {
    file: (workspace, path) => {
      const read = readBytes(workspace, path);
      return Promise.resolve(
        'gap' in read ? { places: [], seen: false, gap: read.gap } : look(path, read.buffer),
      );
    },
    bytes: (path, bytes) => Promise.resolve(look(path, bytes)),
    close: () => Promise.resolve(),
  };
}

function look(path: string, bytes: Uint8Array): Looked {
  const places = detect(bytes, path).map((hit): SecretPlace => {
    const before = Buffer.from(bytes.slice(0, hit.start)).toString('utf8').split('\n');
    const [startLine, startColumn] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    const length = Buffer.from(bytes.slice(hit.start, hit.end)).toString('utf8').length;
    return {
      kind: hit.kind,
      region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + length },
      ...(hit.encoded && { encoded: hit.encoded }),
      same: `${hit.kind} ${hit.start}`,
    };
  });
  return { places, seen: true };
}
