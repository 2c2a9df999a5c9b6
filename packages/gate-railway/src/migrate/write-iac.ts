import { isList, isTable, type ConfigValue } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { Section } from '../services/settings.js';
import type { Left, ServiceSettings, Setting } from './service-settings.js';

export interface MigratedService extends ServiceSettings {
  /** As Railway shows it. */
  readonly name: string;
  /** Railway's Root Directory, relative to the repository root; `.` for the root. */
  readonly root: string;
  readonly configFile: string;
}

export interface ProjectParts {
  readonly project: string;
  /** `owner/name` on GitHub; without it no service declares its source, and Railway keeps the one that it has. */
  readonly repository: string | undefined;
  readonly services: readonly MigratedService[];
}

/** The text of a `.railway/railway.ts`. Everything in it comes from the files, and is written as data. */
export function writeIac({ project, repository, services }: ProjectParts): string {
  const all = services.flatMap(({ settings }) => settings);
  const names = variableNames(services.map(({ name }) => name));
  const usesContext = all.some(({ environments }) => environments.length > 0);
  const imports = [
    ...(all.some(isUntyped) ? ['type DeployConfig'] : []),
    'defineRailway',
    ...(repository === undefined ? [] : ['github']),
    'project',
    'service',
  ];
  const blocks = services.map((one, index) => serviceBlock(one, names[index] ?? 'service', repository));
  return [
    ...HEAD.map(comment),
    `import { ${imports.join(', ')} } from "railway/iac";`,
    '',
    `export default defineRailway((${usesContext ? 'ctx' : ''}) => {`,
    ...blocks.flatMap((lines) => [...lines.map(indented), '']),
    ...returned(project, names).map(indented),
    '});',
    '',
  ].join('\n');
}

function returned(project: string, names: readonly string[]): string[] {
  const start = `return project(${JSON.stringify(project)}, {`;
  const short = `${start} resources: [${names.join(', ')}] });`;
  if (short.length <= WIDTH) return [short];
  return [start, '  resources: [', ...names.map((name) => `    ${name},`), '  ],', '});'];
}

const HEAD = [
  'Written by `railgate migrate`. What this file does not name, Railway deletes when it is applied: databases, volumes,',
  'domains and variables of the project have to be added first. `railway config plan` must show nothing to destroy.',
];

function serviceBlock(service: MigratedService, variable: string, repository: string | undefined): string[] {
  const { name, root, configFile, settings, left, comments } = service;
  const body = [
    ...(repository === undefined ? [] : [`source: ${sourceOf(repository, root)},`]),
    ...(['build', 'deploy'] as const).flatMap((section) => sectionLines(section, settings)),
    ...left.map(leftLine),
  ];
  const start = `const ${variable} = service(${JSON.stringify(name)}`;
  return [
    comment(`From ${configFile}.`),
    ...comments.map(comment),
    ...(body.length === 0 ? [`${start});`] : [`${start}, {`, ...body.map(indented), '});']),
  ];
}

function sourceOf(repository: string, root: string): string {
  const options = root === '.' ? '' : `, { rootDirectory: ${JSON.stringify(root)} }`;
  return `github(${JSON.stringify(repository)}${options})`;
}

function sectionLines(section: Section, settings: readonly Setting[]): string[] {
  const own = settings.filter((setting) => setting.section === section);
  if (own.length === 0) return [];
  const lines = own.flatMap((setting) => [
    ...setting.comments.map(comment),
    `${setting.key}: ${expression(setting)},`,
  ]);
  return [
    `${section}: {`,
    ...lines.flatMap((line) => line.split('\n')).map(indented),
    own.some(isUntyped) ? '} as DeployConfig,' : '},',
  ];
}

/** In the schema of the file, and not yet in the types of `railway/iac`. */
function isUntyped({ section, key }: Setting): boolean {
  return section === 'deploy' && key === 'preDeployTimeoutSeconds';
}

/** `ctx.isEnvironment("staging") ? 1 : 2`; a null where it is not set. */
function expression({ base, environments }: Setting): string {
  const choices = environments.map(
    ({ name, value }) => `ctx.isEnvironment(${JSON.stringify(name)}) ? ${print(value)} : `,
  );
  return `${choices.join('')}${print(base ?? null)}`;
}

/** Of what stands on one line, in UTF-16 code units. */
const WIDTH = 80;

/** JSON is TypeScript; keys lose their quotes where they can. */
function print(value: ConfigValue): string {
  const short = inline(value);
  if (short.length <= WIDTH || (!isList(value) && !isTable(value))) return short;
  const lines = isList(value)
    ? value.map(print)
    : Object.entries(value).map(([key, inner]) => `${keyOf(key)}: ${print(inner)}`);
  const body = lines.map((line) => `${line},`.split('\n').map(indented).join('\n')).join('\n');
  return isList(value) ? `[\n${body}\n]` : `{\n${body}\n}`;
}

function inline(value: ConfigValue): string {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${keyOf(key)}: ${inline(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function leftLine({ name, why, value, isLost }: Left): string {
  const verb = isLost ? 'Not carried' : 'Left out';
  const written = value === undefined ? '' : ` = ${value}`;
  return comment(`${verb}: ${name}${written}: ${why}.`);
}

/** One line, whatever is in it: no line end of any kind leaves the comment. */
function comment(text: string): string {
  return `// ${cleanText(text.toWellFormed())}`.trimEnd();
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** What this file calls its own, and words that name no constant. */
const TAKEN =
  /^(?:ctx|project|service|github|defineRailway|DeployConfig|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|eval|arguments|undefined|NaN|Infinity)$/;

/** One for each service, all different: `docs-frontend` → `docsFrontend`. */
function variableNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
    const camel = words
      .map(
        (word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
      )
      .join('');
    const start = /^[A-Za-z]/.test(camel) && !TAKEN.test(camel) ? camel : `service${camel}`;
    let variable = TAKEN.test(start) ? `${start}1` : start;
    for (let count = 2; used.has(variable); count++) variable = `${start}${count}`;
    used.add(variable);
    return variable;
  });
}
