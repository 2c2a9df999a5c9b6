import type * as sarif from 'sarif';

import type { PathReader } from './artifact-path.js';
import { imageName } from './image-name.js';
import { packageKey, parsePurl } from './purl.js';
import { findRule } from './result-rule.js';
import { readDependency } from './subject.js';

/** A vulnerable package as another tool's SARIF tells of it. */
export interface ForeignDependency {
  /** The id that the tool reported first, its aliases behind. */
  readonly advisories: readonly string[];
  /** A package URL without version where the report holds one, else the bare name. */
  readonly name: string;
  readonly version: string;
  /** Path of the manifest, or of the file in a file system. Absent for an image. */
  readonly path?: string;
  /** Name without tag and digest. */
  readonly image?: string;
}

/** Reads the results of one run; nothing for a result that is not about a package. */
export type DependencyReader = (result: sarif.Result) => ForeignDependency | undefined;

/**
 * What is known of the vulnerable packages of this run: Railgate's own properties, and the forms of Trivy,
 * osv-scanner, Grype and Snyk, each as its source writes it. Their messages hold versions, their places hold image
 * tags: neither may enter an identity.
 */
export function dependencyReader(run: sarif.Run, pathOf: PathReader): DependencyReader {
  const read = readerOf(run);
  return (result) => readOwn(result, pathOf) ?? read?.({ result, run, path: primaryPath(result, pathOf) });
}

/** Are the messages of this run looked into? */
export function readsMessages(run: sarif.Run): boolean {
  return readerOf(run) !== undefined;
}

interface Seen {
  readonly result: sarif.Result;
  readonly run: sarif.Run;
  readonly path: string;
}

const READERS: readonly {
  readonly name: RegExp;
  readonly read: (seen: Seen) => ForeignDependency | undefined;
}[] = [
  { name: /^trivy/, read: readTrivy },
  { name: /^osv-scanner/, read: readOsvScanner },
  { name: /grype/, read: readGrype },
  { name: /^snyk/, read: readSnyk },
];

function readerOf(run: sarif.Run): ((seen: Seen) => ForeignDependency | undefined) | undefined {
  const tool = run.tool.driver.name.toLowerCase();
  return READERS.find(({ name }) => name.test(tool))?.read;
}

/** Messages are matched by expressions with several open ends: what is longer than any real one is cut. */
const MESSAGE_LIMIT = 1000;

function readOwn(result: sarif.Result, pathOf: PathReader): ForeignDependency | undefined {
  const subject = readDependency(result);
  if (!subject) return undefined;
  return {
    advisories: subject.advisories.length > 0 ? subject.advisories : [result.ruleId ?? ''],
    name: packageKey(subject.purl),
    version: parsePurl(subject.purl).version,
    ...(subject.image === undefined
      ? { path: primaryPath(result, pathOf) }
      : { image: imageName(subject.image) }),
  };
}

/** aquasecurity/trivy, pkg/report/sarif.go. */
function readTrivy({ result, run, path }: Seen): ForeignDependency | undefined {
  const [, name, version, id] =
    /^Package: ([^\n]+)\nInstalled Version: ([^\n]*)\nVulnerability (\S+)/.exec(messageOf(result)) ?? [];
  if (name === undefined || version === undefined || id === undefined) return undefined;
  const image: unknown = run.properties?.['imageName'];
  const isSystem = findRule(result, run)?.name === 'OsPackageVulnerability';
  if (typeof image === 'string') return { advisories: [id], name, version, image: imageName(image) };
  // Older versions name the image in the place only, with the distribution in parentheses behind.
  if (isSystem)
    return { advisories: [id], name, version, image: imageName(path.replace(/ \([^()]*\)$/, '')) };
  return { advisories: [id], name, version, path };
}

/** google/osv-scanner, internal/output/sarif.go. */
function readOsvScanner({ result, path }: Seen): ForeignDependency | undefined {
  const [, subject = '', id, aliases = ''] =
    /^Package '([^']+)' is vulnerable to '([^']+)'(?: \(also known as ([^()]+)\))?\.$/.exec(
      messageOf(result),
    ) ?? [];
  if (id === undefined) return undefined;
  const others = [...aliases.matchAll(/'([^']+)'/g)].map(([, alias = '']) => alias);
  return { advisories: [id, ...others], ...splitVersion(subject), path };
}

/** anchore/grype, grype/presenter/sarif/presenter.go: today's sentence, then the one until 2022. */
const GRYPE = [
  /^An? \S+ vulnerability in \S+ package: (?<name>\S+), version (?<version>.*?) was found (?:in image (?<image>\S+) )?(?:at|from)\b/,
  /^The path .*? reports (?<name>\S+) at version (?<version>.*?)\s+which (?:is a|would result in a) vulnerable/,
];

function readGrype({ result, path }: Seen): ForeignDependency | undefined {
  const text = messageOf(result);
  const groups = GRYPE.map((form) => form.exec(text)).find((match) => match)?.groups;
  const { name, version } = groups ?? {};
  const ruleId = result.ruleId ?? '';
  if (name === undefined || version === undefined || ruleId === '') return undefined;
  const id = ruleId.endsWith(`-${name}`) ? ruleId.slice(0, -name.length - 1) : ruleId;
  // `alpine:3.20@sha256:…:/lib/apk/db/installed`
  const [inImage] = /^[^\s@]+(?=@)/.exec(firstQualifiedName(result)) ?? [];
  const image = groups?.['image'] ?? inImage;
  return {
    advisories: [id],
    name,
    version,
    ...(image === undefined ? { path } : { image: imageName(image) }),
  };
}

/** snyk/cli, src/lib/formatters/open-source-sarif-output.ts and the container form. */
function readSnyk({ result, run, path }: Seen): ForeignDependency | undefined {
  const [, name] = /^This file introduces a vulnerable (\S+) package with an? /.exec(messageOf(result)) ?? [];
  const qualified = splitVersion(firstQualifiedName(result));
  if (name === undefined || result.ruleId === undefined) return undefined;
  const [listed = ''] = /^\([^)]{1,500}\)/.exec(findRule(result, run)?.fullDescription?.text ?? '') ?? [];
  const aliases = listed.match(/(?:CVE-\d+-\d+|GHSA(?:-[0-9a-z]{4}){3})/gi) ?? [];
  const [, image] =
    /^Snyk\/Container\/docker-image\|(.+?)(?:\/\d+)?\/\d{4}-\d\d-\d\dT[^/]*$/.exec(
      run.automationDetails?.id?.slice(0, MESSAGE_LIMIT) ?? '',
    ) ?? [];
  return {
    advisories: [result.ruleId, ...aliases],
    name: qualified.name === '' ? name : qualified.name,
    version: qualified.version,
    ...(image === undefined ? { path } : { image: imageName(image) }),
  };
}

function messageOf(result: sarif.Result): string {
  const text: unknown = result.message.text;
  return typeof text === 'string' ? text.slice(0, MESSAGE_LIMIT) : '';
}

function primaryPath(result: sarif.Result, pathOf: PathReader): string {
  return pathOf(result.locations?.[0]?.physicalLocation?.artifactLocation);
}

/** Snyk writes the logical locations one level too deep; both places are read. */
function firstQualifiedName(result: sarif.Result): string {
  const location: unknown = result.locations?.[0];
  const physical = property(location, 'physicalLocation');
  for (const owner of [location, physical]) {
    const logical = property(owner, 'logicalLocations');
    const name = Array.isArray(logical) ? property(logical[0], 'fullyQualifiedName') : undefined;
    if (typeof name === 'string') return name.slice(0, MESSAGE_LIMIT);
  }
  return '';
}

function property(owner: unknown, key: string): unknown {
  return typeof owner === 'object' && owner !== null ? (owner as Record<string, unknown>)[key] : undefined;
}

/** `name@1.0.0`; a scope's `@` in front is part of the name. */
function splitVersion(text: string): { name: string; version: string } {
  const at = text.lastIndexOf('@');
  return at > 0 ? { name: text.slice(0, at), version: text.slice(at + 1) } : { name: text, version: '' };
}
