import type { LockfileRead, Repository } from '../format.js';
import { PnpmDocument } from './pnpm-document.js';
import { buildPnpmLockfile } from './pnpm-build.js';
import type { PathStyle } from './pnpm-paths.js';
import { readLockfile, unknownVersion } from '../problems.js';
import { readYaml, yamlParts } from './read-yaml.js';
import { Malformed } from './cursor.js';

/**
 * pnpm-lock.yaml, versions 5 to 9. From pnpm 11 on a document of its own, before that of the projects, may hold pnpm
 * itself and what its configuration depends on.
 */
export function readPnpmLock(path: string, repository: Repository): Promise<LockfileRead> {
  return readLockfile(path, repository, async (text) => {
    const documents: PnpmDocument[] = [];
    for (const part of yamlParts(text)) {
      const document = await readYaml(part.text, part.firstLine, (cursor) =>
        new PnpmDocument(path).read(cursor),
      );
      const { version, versionLine } = document;
      if (version === undefined) throw new Malformed('It has no `lockfileVersion`.', part.firstLine);
      if (styleOf(version) === undefined) return unknownVersion(path, version, versionLine, '5, 6, 7 and 9');
      documents.push(document);
    }
    const version = documents.at(-1)?.version;
    if (version === undefined) throw new Malformed('It is empty.', 1);
    return buildPnpmLockfile({ path, repository, version, style: styleOf(version) ?? 'plain' }, documents);
  });
}

const STYLES: ReadonlyMap<string, PathStyle> = new Map([
  ['5', 'slashes'],
  ['6', 'leading-slash'],
  ['7', 'leading-slash'],
  ['9', 'plain'],
]);

function styleOf(version: string): PathStyle | undefined {
  return /^\d(?:\.\d{1,3})?$/.test(version) ? STYLES.get(version.charAt(0)) : undefined;
}
