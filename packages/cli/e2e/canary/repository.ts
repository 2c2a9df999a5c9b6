import type { Files } from '@railgate/testkit';

import { isEvident, type Planted } from './planted.js';

/** A repository that has the planted secrets wherever a gate looks, reports something, or cannot read on. */
export function repositoryWith(planted: readonly Planted[]): Files {
  const lines = planted.filter(({ text }) => !/[\r\n]/.test(text)).map(({ text }) => text);
  const blocks = planted.filter(({ text }) => /[\r\n]/.test(text)).map(({ text }) => text);
  // Every other file is enough: a gate reads each of them.
  const names = planted.flatMap(({ values }) => values.filter(isEvident)).filter((_, i) => i % 4 === 0);
  return {
    'package.json': JSON.stringify({ name: 'canary', private: true, scripts: { start: 'node server.js' } }),
    'src/lines.ts': lines.map((line) => `eval(input); // ${line}\n`).join(''),
    'src/strings.js': lines.map((line) => `eval(${JSON.stringify(line)} + input);\n`).join(''),
    'src/blocks.js': blocks.map((block) => `/*\n${block}\n*/ eval(input);\n`).join(''),
    'src/middle.js': blocks.map((block) => inTheMiddle(block)).join(''),
    'src/app.py': lines.map((line) => `exec(value)  # ${line}\n`).join(''),
    'src/broken.py': lines.map((line) => `def (( ${line}\n`).join(''),
    ...Object.fromEntries(lines.slice(0, 40).map((line, i) => [`src/broken-${i}.ts`, `const ( = ${line}\n`])),
    '.env': lines.map((line, i) => `VALUE_${i}=${line}\n`).join(''),
    'server.js': `require('http').createServer().listen(3000, 'localhost');\n${lines.map((line) => `console.log(process.env); // ${line}\n`).join('')}`,
    Dockerfile: `FROM node\n${lines.map((line) => `ENV TOKEN=${line}\nRUN echo ${line}\n`).join('')}CMD npm start ${lines[0]}\n`,
    'compose.yaml': `services:\n  a:\n    image: x\n    environment:\n${lines.map((line) => `      - ${JSON.stringify(line)}\n`).join('')}`,
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${lines.map((line) => `      - run: ${JSON.stringify(line)}\n`).join('')}`,
    'railway.toml': railwayToml(lines, names),
    'railgate.waivers.yaml': waivers(lines),
    'src/ignored.ts': lines
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

/** Findings between the lines of a block: a snippet shows a part of what is a secret only as a whole. */
function inTheMiddle(block: string): string {
  const lines = block.split(/\r\n|\n|\r/);
  return `const text = \`\n${lines.map((line, i) => (i === 3 ? `${line}\n\${eval(input)}` : line)).join('\n')}\n\`;\n`;
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

function waivers(lines: readonly string[]): string {
  const entries = lines.slice(0, 100).map(
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
