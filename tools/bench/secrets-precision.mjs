// Precision and recall of the secrets engine: recall on leaky-repo, line by line, and false positives on repositories that
// hold no secrets but those that were looked at; gitleaks and betterleaks on the same files where they are on the PATH.
//   node tools/bench/secrets-precision.mjs --leaky DIR --clean DIR [--clean DIR…] [--list FILE] [--no-peers] [--engine FILE]
// `--engine` is a bundle of packages/secrets to measure in place of the one that is built here. Every DIR is a git checkout; what git does not track is left out. No value is printed: `--list` writes the places.
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { prepare } from '../launch/prepare.mjs';
import { countedLine, EXPECTED, listed } from './secrets/leaky-repo.mjs';
import { ACCOUNT, ownFindings } from './secrets/own.mjs';
import { PEERS, peerFindings } from './secrets/peers.mjs';
import { readTree } from './secrets/tree.mjs';

const { values } = parseArgs({
  allowPositionals: false,
  options: {
    leaky: { type: 'string' },
    clean: { type: 'string', multiple: true, default: [] },
    list: { type: 'string' },
    engine: { type: 'string' },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
if (values.engine === undefined) await prepare();
const own = await import(values.engine ? pathToFileURL(resolve(values.engine)).href : '@railgate/secrets');
const engines = [
  { name: 'railgate', find: (tree) => ownFindings(own, tree) },
  ...(values.peers ? PEERS : []).map((name) => ({ name, find: (tree) => peerFindings(name, tree) })),
];

const leaky = values.leaky === undefined ? undefined : readTree(values.leaky);
const clean = values.clean.map(readTree);
const places = [];

for (const { name, find } of engines) {
  if (leaky) recall(name, await find(leaky), leaky);
  if (clean.length > 0) await precision(name, find);
}
if (values.list !== undefined) writeFileSync(values.list, `${places.join('\n')}\n`);

/**
 * A risk line counts once; a line that the list does not name is a false positive. By the list's own counts, names of
 * accounts count in six files: there they are printed with them and without.
 */
function recall(name, findings, tree) {
  if (!findings) return console.log(`${name}: not on the PATH`);
  const linesOf = (some) => new Set(some.map(({ path, line }) => `${path}:${countedLine(path, line)}`));
  const lines = linesOf(findings);
  const secrets = linesOf(findings.filter(({ kind }) => kind !== ACCOUNT));
  const risk = [...EXPECTED.risk].filter((place) => secrets.has(place));
  const isNamed = (place) => EXPECTED.risk.has(place) || EXPECTED.informative.has(place);
  const outside = [...lines].filter((place) => !isNamed(place));
  const byCount = (found) =>
    listed(tree.root).reduce((sum, { path, risk: count }) => {
      const named = [...found].filter((place) => place.startsWith(`${path}:`) && isNamed(place));
      return sum + Math.min(count, named.length);
    }, 0);
  console.log(
    `${name}: leaky-repo ${tree.commit.slice(0, 10)}: ${risk.length} of ${EXPECTED.risk.size} risk lines; ` +
      `by the counts of its list ${byCount(lines)} of 96, ${byCount(secrets)} without names of accounts; ` +
      `${outside.length} outside of the list`,
  );
  for (const place of EXPECTED.risk) if (!secrets.has(place)) places.push(`${name}\tmissed\t${place}`);
  for (const place of outside) places.push(`${name}\toutside\t${place}`);
}

async function precision(name, find) {
  let [count, accounts, lines] = [0, 0, 0];
  for (const tree of clean) {
    const findings = await find(tree);
    if (!findings) return console.log(`${name}: not on the PATH`);
    const secrets = findings.filter(({ kind }) => kind !== ACCOUNT);
    count += secrets.length;
    accounts += findings.length - secrets.length;
    lines += tree.lines;
    for (const { path, line, kind } of findings)
      places.push(`${name}\tclean\t${basename(tree.root)}\t${path}:${line}\t${kind}`);
  }
  const perMillion = ((count * 1e6) / lines).toFixed(2);
  console.log(
    `${name}: ${clean.length} clean repositories, ${lines} lines: ${count} findings, ${perMillion} per million; ` +
      `${accounts} names of accounts beside them`,
  );
}
