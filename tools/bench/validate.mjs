// Validation with all rules, beside the Multitool: 5,000 results, and 205 MB for us alone, since the Multitool takes nine
// minutes and 17 GB for that. Its rule that asks the network is switched off; its own start is shown as well.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findOnPath } from '../ci/programs.mjs';
import { BIN } from '../ci/tool-cache.mjs';
import { CLI, prepare } from '../launch/prepare.mjs';
import { makeSarif } from './make-sarif.mjs';
import { compare } from './measure.mjs';

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-validate-'));
try {
  const small = join(folder, 'small.sarif');
  makeSarif(small, { results: 5000 });
  compare('validate 5,000 results, all rules of GitHub', [ours(small), ...theirs(small)], { runs: 5 });
  const large = join(folder, 'large.sarif');
  makeSarif(large, { megabytes: 205 });
  compare('validate 205 MB', [ours(large)], { runs: 1 });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ours(file) {
  const command = ['node', CLI, 'validate', file, '--profile', 'github', '--level', 'note'];
  return { name: 'railgate validate --profile github', command, accept: [0, 1] };
}

function theirs(file) {
  const installed = join(BIN, 'sarif-multitool');
  const multitool = existsSync(installed) ? installed : findOnPath('sarif-multitool');
  if (multitool === undefined) {
    console.log('sarif-multitool is missing: run tools/ci/setup.');
    return [];
  }
  const rules = join(folder, 'rules.cfg');
  writeFileSync(rules, '{"SARIF2006.UrisShouldBeReachable.Options":{"RuleEnabled":"Disabled"}}');
  const output = ['--output', join(folder, 'answer'), '--log', 'ForceOverwrite', '--quiet', 'true'];
  const kinds = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--config', rules];
  return [
    {
      name: 'sarif-multitool validate',
      command: [multitool, 'validate', file, ...output, ...kinds],
      accept: [0, 1],
    },
    { name: 'sarif-multitool --version', command: [multitool, '--version'] },
  ];
}
