import type { Requirement, RequirementKind } from '../../lockfile.js';

/** What the lines of a manifest say that is a program, or YAML of which two levels are wanted: read, never executed. */
export function readGemfile(text: string): Requirement[] {
  return [
    ...eachMatch(text, /^\s*gem[\s(]\s*["']([\w.-]+)["'](?:\s*,\s*["']([^"'\n]*)["'])?/),
    // What a library asks for stands in its own file, which is a program.
    ...eachMatch(text, /^\s*(gemspec)\b/),
  ];
}

export function readMixExs(text: string): Requirement[] {
  return eachMatch(text, /^\s*[[,]*\s*\{\s*:(\w+)\s*,\s*(?:"([^"\n]*)")?/);
}

const CONFIGURATION =
  '^\\s*(?:\\w*(?:api|implementation|compileOnly|runtimeOnly|compile|runtime|annotationProcessor|kapt|ksp)|developmentOnly|classpath)[\\s(]\\s*(?:(?:enforcedP|p)latform\\s*\\(\\s*)?';
/** `'group:name:version'`, `group: 'a', name: 'b', version: '1'`, and `libs.a.b` of a version catalog, whatever it is called. */
const GRADLE = [
  new RegExp(`${CONFIGURATION}["']([^:"'\\s]+:[^:"'\\s]+)(?::([^:"'\\s]+))?["']`, 'i'),
  new RegExp(`${CONFIGURATION}group\\s*[:=]\\s*["']([^"'\\n]{1,200}["']\\s*,\\s*name\\s*[:=]\\s*["'][^"'\\n]{1,200})["']`, 'i'),
  new RegExp(`${CONFIGURATION}((?!project\\b|files\\b|fileTree\\b|gradleApi\\b|localGroovy\\b)\\w{1,50}(?:\\.\\w{1,50}){1,10})\\s*[)\\s{]*$`, 'i'),
]; // prettier-ignore

/** What is written as `configuration 'group:name:version'` or in one of the other forms; projects and files are its own. */
export function readGradle(text: string): Requirement[] {
  return GRADLE.flatMap((pattern) => eachMatch(text, pattern))
    .map((one) => ({ ...one, name: one.name.replace(/["']\s*,\s*name\s*[:=]\s*["']/, ':') }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

export function readPubspec(text: string): Requirement[] {
  const requirements: Requirement[] = [];
  let kind: RequirementKind | undefined;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const top = /^([\w-]+):/.exec(line)?.[1];
    if (top !== undefined) kind = PUBSPEC.get(top);
    const [, name, range = ''] = /^ {2}(\w+):\s*(.*)$/.exec(line) ?? [];
    // Packages of the software development kit have their own version.
    if (kind && name !== undefined && !PUB_SDK.has(name))
      requirements.push({ name, kind, range: range.replace(/\s#.*$/, '').trim(), line: index + 1 });
  }
  return requirements;
}

const PUBSPEC = new Map<string, RequirementKind>([
  ['dependencies', 'prod'],
  ['dev_dependencies', 'dev'],
]);
const PUB_SDK = new Set([
  'flutter',
  'flutter_test',
  'flutter_localizations',
  'flutter_web_plugins',
  'integration_test',
]);

function eachMatch(text: string, pattern: RegExp): Requirement[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index): Requirement[] => {
    // Nobody writes a longer one, and the patterns stay quick.
    const [, name, range = ''] = (line.length < 2000 && pattern.exec(line)) || [];
    return name === undefined ? [] : [{ name, kind: 'prod', range, line: index + 1 }];
  });
}
