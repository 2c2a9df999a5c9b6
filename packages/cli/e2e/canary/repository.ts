import { secretTexts } from '@railgate/secrets';
import type { Files } from '@railgate/testkit';

import { isEvident, type Planted } from './planted.js';

/** A repository that has the planted secrets wherever a gate looks, reports something, or cannot read on. */
export function repositoryWith(planted: readonly Planted[]): Files {
  const everywhere = planted.filter(isKnownInCode);
  const lines = everywhere.map(({ text }) => text.trim()).filter(isLine);
  const blocks = everywhere.map(({ text }) => text).filter((text) => !isLine(text));
  // Every other file is enough: a gate reads each of them.
  const names = planted.flatMap(({ values }) => values.filter(isEvident)).filter((_, i) => i % 8 === 0);
  const third = (from: number): string[] => lines.filter((_, i) => i % 3 === from);
  return {
    ...Object.fromEntries(planted.map(({ path, text }, i) => [placeOf(i, path), text])),
    'package.json': JSON.stringify({ name: 'canary', private: true, scripts: { start: 'node server.js' } }),
    'src/lines.ts': lines.map((line) => `eval(input); // ${line}\n`).join(''),
    'src/quoted.js': lines.map((line) => `eval(${JSON.stringify(line)} + input);\n`).join(''),
    'src/blocks.js': blocks.map((block) => `/*\n${block}\n*/ eval(input);\n`).join(''),
    'src/templates.js': blocks.map(inATemplate).join(''),
    'src/app.py': third(0)
      .map((line) => `exec(value)  # ${line}\n`)
      .join(''),
    'src/broken.py': third(1)
      .map((line) => `def (( ${line}\n`)
      .join(''),
    ...Object.fromEntries(lines.slice(0, 10).map((line, i) => [`src/broken-${i}.ts`, `const ( = ${line}\n`])),
    '.env': lines.map((line, i) => `VALUE_${i}=${line}\n`).join(''),
    'server.js': `require('http').createServer().listen(3000, 'localhost');\n${third(2)
      .map((line) => `console.log(process.env); // ${line}\n`)
      .join('')}`,
    Dockerfile: `FROM node\n${third(0)
      .map((line) => `ENV TOKEN=${line}\nRUN echo ${line}\n`)
      .join('')}CMD npm start ${lines[0]}\n`,
    'compose.yaml': `services:\n  a:\n    image: x\n    environment:\n${third(0)
      .map((line) => `      - ${JSON.stringify(line)}\n`)
      .join('')}`,
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${third(1)
      .map((line) => `      - run: ${JSON.stringify(line)}\n`)
      .join('')}`,
    'railway.toml': railwayToml(lines, names),
    'apps/api/railway.toml': mendable(lines),
    'apps/api/package.json': '{ "name": "api" }\n',
    'apps/api/server.js': lines.map((_, i) => `use(process.env.VARIABLE_${i});\n`).join(''),
    'apps/api/.env.example': lines
      .map((line, i) => (i === MISSING ? '' : `# ${line}\nVARIABLE_${i}=${line}\n`))
      .join(''),
    [GONE]: lines.map((line) => `${line}\n`).join(''),
    'railgate.waivers.yaml': waivers(lines),
    'src/ignored.ts': third(2)
      .map((line) => `eval(input); // railgate-ignore lint/no-eval -- because ${line}\n`)
      .join(''),
    '.gitleaks.toml': lines
      .slice(0, 100)
      .map((line) => `[[allowlists]]\ndescription = ${JSON.stringify(line)}\n`)
      .join(''),
    '.trivyignore': names.map((name) => `${name}\n`).join(''),
    ...Object.fromEntries(names.map((name) => [`names/${name}.ts`, 'eval(input);\n'])),
    ...Object.fromEntries(names.map((name) => [`names/broken ${name}.ts`, 'const ( =\n'])),
    ...Object.fromEntries(
      names.slice(0, 5).map((name) => [`${name}/package.json`, `{ "name": "${name}" }\n`]),
    ),
  };
}

/** Number of the variable that is not declared. */
export const MISSING = 7;

/** A file that a later commit takes away. */
export const GONE = 'gone/settings.txt';

/** Where the planted one of this index stands by itself. */
export function placeOf(index: number, path: string): string {
  return `planted/${index}/${path}`;
}

/** Some are secrets in one file only: 32 hexadecimal digits in `master.key`, a word in `.netrc`. */
export function isKnownInCode({ text, values }: Planted): boolean {
  const line = text.trim();
  const ways = isLine(text)
    ? [`eval(input); // ${line}`, `eval(${JSON.stringify(line)} + input);`]
    : [`/*\n${text}\n*/ eval(input);`];
  return ways.every((way) => {
    const known = secretTexts(way, 'src/app.js').join('\n');
    return values.every((value) => known.includes(value));
  });
}

function isLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim());
}

/** A finding that is longer than a snippet: what is a secret only as a whole is cut. */
function inATemplate(block: string): string {
  return `eval(\`\n${block.replace(/[`\\]|\$\{/g, '\\$&')}\n\` + input);\n`;
}

function railwayToml(lines: readonly string[], names: readonly string[]): string {
  const [first = '', second = ''] = lines;
  return `[build]
buildCommand = ${JSON.stringify(first)}
[deploy]
startCommand = ${JSON.stringify(`npm start ${second}`)}
healthcheckPath = ${JSON.stringify(`health ${first}`)}
cronSchedule = ${JSON.stringify(second)}
restartPolicyType = ${JSON.stringify(first)}
${names.map((name) => `"${name}" = ${JSON.stringify(name)}\n`).join('')}`;
}

/** What `fix` mends and `migrate` carries, each next to a secret. */
function mendable(lines: readonly string[]): string {
  const environments = lines.slice(0, 20).map(
    (line, i) => `# ${line}
[environments.e${i}.deploy]
healthcheckPath = "health" # ${line}
startCommand = ${JSON.stringify(`npm start ${line}`)}
`,
  );
  return `[deploy]\nhealthcheckPath = "health"\n${environments.join('')}`;
}

/** Longer ones are refused, with everything beside them. */
const LONGEST_REASON = 1900;

function waivers(lines: readonly string[]): string {
  const entries = lines
    .filter(({ length }) => length < LONGEST_REASON)
    .slice(0, 100)
    .map(
      (line) => `- rule: lint/no-eval
  path: nowhere/**
  kind: accepted-risk
  reason: ${JSON.stringify(`because ${line}`)}
  owner: ${JSON.stringify(line)}
  expires: 2027-01-01
`,
    );
  return entries.join('');
}
