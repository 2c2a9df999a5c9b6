import { childText, readXml, type XmlElement } from '../../data/xml.js';
import type { Repository } from '../../format.js';
import type { Requirement } from '../../lockfile.js';
import { fileIn, folderOf } from '../../paths.js';

/**
 * The `PackageReference`s of a project of .NET, its own and those that the nearest Directory.Build.props, .targets and
 * Directory.Packages.props above give it, with the versions that the last one manages.
 *
 * @throws {ReadError}
 */
export function readMsbuild(path: string, text: string, repository: Repository): Requirement[] {
  const central = elementsAbove(path, 'Directory.Packages.props', repository);
  const managed = new Map(
    named(central, 'PackageVersion').map((element) => [
      includedBy(element)?.toLowerCase() ?? '',
      versionOf(element, 'Version') ?? '',
    ]),
  );
  const toRequirement = (element: XmlElement): Requirement[] => {
    const name = includedBy(element);
    if (name === undefined) return [];
    const range =
      versionOf(element, 'Version') ??
      versionOf(element, 'VersionOverride') ??
      managed.get(name.toLowerCase()) ??
      '';
    const isDev = isPrivate(element) || element.name === 'GlobalPackageReference';
    return [{ name, kind: isDev ? 'dev' : 'prod', range, line: element.line }];
  };
  const given = [
    ...named(elementsAbove(path, 'Directory.Build.props', repository), 'PackageReference'),
    ...named(elementsAbove(path, 'Directory.Build.targets', repository), 'PackageReference'),
    ...named(central, 'GlobalPackageReference'),
  ];
  return [
    ...named(elementsOf(readXml(text)), 'PackageReference').flatMap(toRequirement),
    // Their lines are those of another file.
    ...given.flatMap(toRequirement).map(({ name, kind, range }) => ({ name, kind, range })),
  ];
}

function includedBy({ attributes }: XmlElement): string | undefined {
  return attributes.get('Include');
}

/** Analyzers and build tools, which nothing that is shipped refers to. */
function isPrivate(element: XmlElement): boolean {
  return versionOf(element, 'PrivateAssets')?.toLowerCase() === 'all';
}

function versionOf(element: XmlElement, key: string): string | undefined {
  return element.attributes.get(key) ?? childText(element, key);
}

/** Of the nearest file of that name, which is the one that MSBuild takes in. */
function elementsAbove(path: string, name: string, repository: Repository): XmlElement[] {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = fileIn(folder, name);
    const source = repository.has(file) ? repository.read(file) : undefined;
    if (source && 'text' in source) return elementsIn(source.text);
    if (folder === '.') return [];
  }
}

function elementsIn(text: string): XmlElement[] {
  try {
    return elementsOf(readXml(text));
  } catch {
    // MSBuild does not start with it, so that nothing is installed.
    return [];
  }
}

function elementsOf(root: XmlElement): XmlElement[] {
  const found = [root];
  // It grows while it is worked off.
  for (const element of found) for (const child of element.children) found.push(child);
  return found;
}

function named(elements: readonly XmlElement[], name: string): XmlElement[] {
  return elements.filter((element) => element.name === name).sort((a, b) => a.line - b.line);
}
