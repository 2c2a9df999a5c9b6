// Writes SARIF for benchmarks: deterministic, streamed, with the properties that real tools write.
//   node tools/bench/make-sarif.mjs OUT [--results 5000] [--megabytes 200] [--rules 200] [--files 1000] [--tools 1] [--seed 1] [--shift 0] [--ascii]
import { closeSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const DEFAULTS = {
  results: 5000,
  megabytes: 0,
  rules: 200,
  files: 1000,
  tools: 1,
  seed: 1,
  shift: 0,
  ascii: false,
};
const FLUSH = 1 << 20;

/**
 * One file: `tools` runs that share `results` between them, or as many results as make the file `megabytes` big.
 * `shift` adds lines to every place and changes nothing else, for baselines. Same options, same bytes.
 *
 * @param {string} path
 * @param {Partial<typeof DEFAULTS>} [options]
 * @returns {{ results: number, bytes: number }}
 */
export function makeSarif(path, options = {}) {
  const settings = { ...DEFAULTS, ...options };
  const out = openOutput(path);
  const random = randomNumbers(settings.seed);
  let results = 0;
  out.write('{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[');
  for (let tool = 0; tool < settings.tools; tool++) {
    out.write(`${tool > 0 ? ',' : ''}{"tool":${JSON.stringify(toolOf(tool, settings.rules))},`);
    out.write(`"automationDetails":{"id":"bench/tool-${tool}/"},"columnKind":"utf16CodeUnits","results":[`);
    for (let index = 0; !isEnough(tool, index, out.bytes(), settings); index++, results++) {
      out.write((index > 0 ? ',\n' : '\n') + JSON.stringify(resultOf(tool, index, random, settings)));
    }
    out.write(']}');
  }
  out.write(']}\n');
  return { results, bytes: out.close() };
}

function isEnough(tool, index, bytes, { results, megabytes, tools }) {
  if (megabytes > 0) return bytes >= (megabytes * 1e6 * (tool + 1)) / tools;
  return index >= Math.floor((results * (tool + 1)) / tools) - Math.floor((results * tool) / tools);
}

function toolOf(tool, rules) {
  return {
    driver: {
      name: `BenchTool${tool}`,
      semanticVersion: `1.${tool}.0`,
      informationUri: 'https://example.com/bench',
      rules: Array.from({ length: rules }, (_, i) => ruleOf(tool, i)),
    },
  };
}

function ruleOf(tool, i) {
  return {
    id: `T${tool}R${String(i).padStart(4, '0')}`,
    name: `Rule${i}`,
    shortDescription: { text: `Finds the problem number ${i}.` },
    fullDescription: {
      text: `Finds the problem number ${i}, which matters since it can be abused from outside.`,
    },
    help: { text: `Do not do ${i}.`, markdown: `Do **not** do ${i}.` },
    helpUri: `https://example.com/rules/${i}`,
    defaultConfiguration: { level: ['error', 'warning', 'note'][i % 3] },
    properties: {
      tags: ['security', `external/cwe/cwe-${(i % 900) + 1}`],
      'security-severity': `${(i % 100) / 10}`,
    },
  };
}

function resultOf(tool, index, random, { rules, files, shift, ascii }) {
  const rule = random(rules);
  const file = random(files);
  const line = 1 + random(3000) + shift;
  const subject = `${ascii ? 'input' : NOUNS[random(NOUNS.length)]}_${random(100_000)}`;
  const uri = `src/module${file % 40}/component${file}.ts`;
  return {
    ruleId: `T${tool}R${String(rule).padStart(4, '0')}`,
    ruleIndex: rule,
    level: ['error', 'warning', 'note'][rule % 3],
    message: { text: `The value of '${subject}' reaches a sink without a check; escape it first.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: 5, endLine: line, endColumn: 25 + (index % 20) },
          contextRegion: {
            startLine: Math.max(1, line - 1),
            endLine: line + 1,
            snippet: { text: `const a = 1;\n  send(${subject}, request.query["q"]);\n}` },
          },
        },
      },
    ],
    relatedLocations: [
      {
        id: 1,
        message: { text: `Where '${subject}' comes from.` },
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
          region: { startLine: line + 7, startColumn: 3, endColumn: 30 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${hex(random)}${hex(random)}:1` },
    properties: { confidence: 'medium', tags: ['security'] },
  };
}

const NOUNS = ['input', 'entrée', 'ввод', '入力', 'größe', 'name', 'path', 'query'];

function hex(random) {
  return random(2 ** 31)
    .toString(16)
    .padStart(8, '0');
}

/** Numbers from 0 to below `limit`: mulberry32, so that every machine writes the same file. */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

function openOutput(path) {
  const file = openSync(path, 'w');
  let parts = [];
  let pending = 0;
  let written = 0;
  const flush = () => {
    written += writeSync(file, Buffer.from(parts.join('')));
    parts = [];
    pending = 0;
  };
  return {
    write(text) {
      parts.push(text);
      pending += text.length;
      if (pending > FLUSH) flush();
    },
    bytes: () => written + pending,
    close() {
      flush();
      closeSync(file);
      return written;
    },
  };
}

function readOptions(args) {
  const flags = Object.entries(DEFAULTS).map(([name, value]) => [
    name,
    { type: typeof value === 'boolean' ? 'boolean' : 'string' },
  ]);
  const { values, positionals } = parseArgs({
    args,
    options: Object.fromEntries(flags),
    allowPositionals: true,
  });
  const numbers = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? value : Number(value),
  ]);
  return { path: positionals[0], options: Object.fromEntries(numbers) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, options } = readOptions(process.argv.slice(2));
  if (!path) throw new Error('Say where to write: node tools/bench/make-sarif.mjs OUT [options]');
  const { results, bytes } = makeSarif(path, options);
  console.log(`${path}: ${results} results, ${(bytes / 1e6).toFixed(1)} MB`);
}
