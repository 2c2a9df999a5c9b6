import { cleanText } from '@railgate/contract';

import { isFileDatabase, migrationOf } from '../commands/migrations.js';
import { programOf } from '../commands/programs.js';
import type { ServiceModel } from '../services/model.js';
import type { RunCommand } from '../services/start.js';
import type { RailwayRule } from '../rule.js';

export const preDeployFiles: RailwayRule = {
  id: 'railway/pre-deploy-files',
  name: 'PreDeployFiles',
  summary: 'A pre-deploy command writes files, which nobody sees afterwards.',
  description:
    'Reports a pre-deploy command that names a path below `requiredMountPath`, migrates a database in a file, or makes, copies or unpacks files: `cp`, `mkdir`, `collectstatic`, `npm run build`. Temporary files (`/tmp`, `/dev/null`) and commands that only read are not reported.',
  why: 'The command runs in a container of its own, without the volume, that is thrown away before the service starts. The files are gone, and a migrated SQLite file was another one.',
  remediation:
    'Make files in the build (`build.buildCommand`, RUN). Do what needs the volume in the start command.',
  example: {
    language: 'toml',
    before: '[deploy]\nrequiredMountPath = "/data"\npreDeployCommand = "cp seed.json /data/"',
    after: '[deploy]\nrequiredMountPath = "/data"\nstartCommand = "cp -n seed.json /data/ && node server.js"',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-CFG-024'],
  references: ['https://docs.railway.com/deployments/pre-deploy-command'],
  since: '0.1.0',
  checks: {
    *service(model) {
      for (const run of model.preDeployRuns) {
        const problem = problemOf(run, model);
        if (problem === undefined || !run.place) continue;
        yield { message: problem, at: run.place };
      }
    },
  },
};

function problemOf({ words, assignments = [] }: RunCommand, { config }: ServiceModel): string | undefined {
  const mount = config?.get(['deploy', 'requiredMountPath']);
  const all = [...assignments, ...words];
  const path =
    typeof mount === 'string' && mount.length > 1 ? all.find((word) => isBelow(word, mount)) : undefined;
  if (path !== undefined) {
    return `${cleanText(path).slice(0, 80)} is on the volume, which a pre-deploy command does not have. Do it in the start command.`;
  }
  if (migrationOf(words) !== undefined && isFileDatabase(all.join(' '))) {
    return 'This migrates a database in a file, and the container of a pre-deploy command is thrown away. Do it in the start command.';
  }
  const made = makesFiles(words);
  return made === undefined
    ? undefined
    : `${made} makes files in a container that is thrown away. Do it in the build.`;
}

/** `/data/x`, `file:/data/x`, `--out=/data`. */
function isBelow(word: string, mount: string): boolean {
  const plain = mount.replace(/\/+$/, '');
  const at = word.indexOf(plain);
  if (at === -1) return false;
  const [before, after] = [word.charAt(at - 1), word.charAt(at + plain.length)];
  return /^(?:[=:/"'>])?$/.test(before) && /^(?:\/|["':;])?$/.test(after);
}

const COPIERS: ReadonlySet<string> = new Set([
  'cp',
  'mv',
  'mkdir',
  'rsync',
  'tar',
  'unzip',
  'touch',
  'ln',
  'chown',
  'chmod',
]);
const BUILDERS: ReadonlyMap<string, RegExp> = new Map([
  ['next', /^build$/],
  ['vite', /^build$/],
  ['nuxt', /^build$/],
  ['astro', /^build$/],
  ['webpack', /^(?:build|)$/],
  ['rails', /^assets:precompile$/],
  ['rake', /^assets:precompile$/],
]);

function makesFiles(words: readonly string[]): string | undefined {
  const { name, arguments: args } = programOf(words);
  const isTemporary = args.some((word) => /^\/(?:tmp|dev|var\/tmp)\//.test(word));
  if (COPIERS.has(name)) return isTemporary ? undefined : name;
  const first = args.find((word) => !word.startsWith('-')) ?? '';
  if (BUILDERS.get(name)?.test(first) === true) return `${name} ${first}`.trim();
  if (name === 'tsc' && !args.includes('--noEmit')) return name;
  return args.includes('collectstatic') ? 'collectstatic' : undefined;
}
