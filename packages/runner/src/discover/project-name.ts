import { type ManifestReader, valueOf } from './manifest-reader.js';

/** npm's limit; other ecosystems have none that anybody reaches. */
const LENGTH_LIMIT = 214;

type NameReader = (reader: ManifestReader, path: string) => unknown;

const jsonName: NameReader = (reader, path) => valueOf(reader.json(path), 'name');

/** In the order in which they are asked. */
const NAME_READERS: readonly (readonly [string, NameReader])[] = [
  ['project.json', jsonName],
  ['package.json', jsonName],
  ['pyproject.toml', (reader, path) => tomlName(reader.text(path), ['[project]', '[tool.poetry]'])],
  ['Cargo.toml', (reader, path) => tomlName(reader.text(path), ['[package]'])],
  ['go.mod', (reader, path) => /^module[ \t]+"?([^\s"]{1,300})/m.exec(reader.text(path) ?? '')?.[1]],
  ['composer.json', jsonName],
  ['pom.xml', (reader, path) => mavenName(reader.text(path) ?? '')],
];

/** What the manifests among `names` in a folder call it, else nothing. Data of the scanned repository. */
export function projectName(
  reader: ManifestReader,
  folder: string,
  names: readonly string[],
): string | undefined {
  for (const [manifest, read] of NAME_READERS) {
    if (!names.includes(manifest)) continue;
    const name = usableName(read(reader, folder === '.' ? manifest : `${folder}/${manifest}`));
    if (name !== undefined) return name;
  }
  const dotnet = names.filter((name) => name.endsWith('.csproj')).sort();
  return usableName(dotnet[0]?.slice(0, -'.csproj'.length));
}

function usableName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const trimmed = name.trim();
  return trimmed === '' || trimmed.length > LENGTH_LIMIT ? undefined : trimmed;
}

/** `name = "…"` of one of the sections. Line by line: a name is no reason for a TOML parser. */
function tomlName(text: string | undefined, sections: readonly string[]): string | undefined {
  let isInSection = false;
  for (const line of (text ?? '').split(/\r?\n/)) {
    const start = line.trimStart();
    if (start.startsWith('[')) isInSection = sections.some((section) => start.startsWith(section));
    const match = isInSection ? /^name[ \t]*=[ \t]*(["'])([^"'\\]{1,300})\1/.exec(start) : null;
    if (match !== null) return match[2];
  }
  return undefined;
}

/** The first `artifactId` that is not the parent's. */
function mavenName(text: string): string | undefined {
  const parent = text.indexOf('<parent>');
  const end = parent < 0 ? -1 : text.indexOf('</parent>', parent);
  const own = end < 0 ? text : text.slice(0, parent) + text.slice(end);
  return /<artifactId>\s*([^<\s]{1,300})\s*<\/artifactId>/.exec(own)?.[1];
}
