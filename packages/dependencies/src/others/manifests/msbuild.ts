import { childText, readXml, type XmlElement } from '../../data/xml.js';
import type { Repository } from '../../format.js';
import type { Requirement } from '../../lockfile.js';
import { fileIn, folderOf } from '../../paths.js';

/**
 * The `PackageReference`s of a project of .NET, with the versions that Directory.Packages.props above it manages.
 *
 * @throws {ReadError}
 */
export function readMsbuild(path: string, text: string, repository: Repository): Requirement[] {
  const managed = managedVersions(path, repository);
  return elementsOf(readXml(text), 'PackageReference').flatMap((element): Requirement[] => {
    const name = element.attributes.get('Include');
    if (name === undefined) return [];
    const range =
      versionOf(element, 'Version') ??
      versionOf(element, 'VersionOverride') ??
      managed.get(name.toLowerCase()) ??
      '';
    return [{ name, kind: isPrivate(element) ? 'dev' : 'prod', range, line: element.line }];
  });
}

/** Analyzers and build tools, which nothing that is shipped refers to. */
function isPrivate(element: XmlElement): boolean {
  return versionOf(element, 'PrivateAssets')?.toLowerCase() === 'all';
}

function versionOf(element: XmlElement, key: string): string | undefined {
  return element.attributes.get(key) ?? childText(element, key);
}

function managedVersions(path: string, repository: Repository): Map<string, string> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = fileIn(folder, 'Directory.Packages.props');
    const source = repository.has(file) ? repository.read(file) : undefined;
    if (source && 'text' in source) return new Map(packageVersions(source.text));
    if (folder === '.') return new Map();
  }
}

function packageVersions(text: string): [string, string][] {
  try {
    return elementsOf(readXml(text), 'PackageVersion').map((element) => [
      (element.attributes.get('Include') ?? '').toLowerCase(),
      versionOf(element, 'Version') ?? '',
    ]);
  } catch {
    // Without it the ranges are not shown; nothing is pinned either way.
    return [];
  }
}

function elementsOf(root: XmlElement, name: string): XmlElement[] {
  const found = [root];
  // It grows while it is worked off.
  for (const element of found) for (const child of element.children) found.push(child);
  return found.filter((element) => element.name === name).sort((a, b) => a.line - b.line);
}
