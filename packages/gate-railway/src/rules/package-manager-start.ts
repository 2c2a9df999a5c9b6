import { shellWords, simpleCommands } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { shellTextOf } from '../commands/shell-syntax.js';
import { placeOfStart } from '../services/places.js';
import type { StartCommand } from '../services/start.js';
import type { RailwayRule } from '../rule.js';

export const packageManagerStart: RailwayRule = {
  id: 'railway/package-manager-start',
  name: 'PackageManagerStart',
  summary: 'A package manager starts the server and may keep SIGTERM to itself.',
  description:
    'Reports `npm start`, `yarn run …`, `pnpm start`, `bun run <script>` as the last command of a start command, a Procfile process or a CMD. Silent where nothing is configured and Railpack runs the start script by itself, and for `bun run server.ts`, which is the server. Many services run like that and lose nothing but a graceful end, so it is info.',
  why: 'At every deployment Railway sends SIGTERM to the first process. npm and yarn do not pass it on reliably: the server is killed in the middle of requests, and npm ends with an error that looks like a crash.',
  remediation: 'Start the server itself: `node dist/server.js`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "npm start"',
    after: '[deploy]\nstartCommand = "node dist/server.js"',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-027'],
  references: ['https://docs.railway.com/deployments/troubleshooting/nodejs-sigterm-handling'],
  since: '0.1.0',
  checks: {
    *service(model) {
      for (const start of model.starts) {
        const manager = start.source === 'package-script' ? undefined : managerOf(start);
        const at = placeOfStart(model, start);
        if (manager === undefined || !at) continue;
        const run = start.runs.length === 1 ? start.runs[0] : undefined;
        const program = run && run.words[0] !== manager ? run.words.join(' ') : 'the program';
        const what = program.length > 80 ? 'the program' : program;
        yield {
          message: `${manager} stands between Railway and the server, and may keep SIGTERM to itself. Start ${cleanText(what)} directly.`,
          at,
        };
      }
    },
  },
};

/** Of the last command: the ones before are done by then. */
function managerOf({ command, source, inShell }: StartCommand): string | undefined {
  const isArray = source === 'dockerfile' && !inShell;
  const words = shellWords(isArray ? command.replace(/["[\],]/g, ' ') : command).map((word) => word.text);
  const last = simpleCommands(shellTextOf(words) ?? words.join(' ')).at(-1) ?? [];
  const plain = last[0] === 'exec' ? last.slice(1) : last;
  const [name = '', ...rest] = plain.slice(plain.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word)));
  const [first = '', second = ''] = rest.filter((word) => !word.startsWith('-'));
  if (name === 'bun') return first === 'run' && !/\.[cm]?[jt]sx?$/.test(second) ? name : undefined;
  if (!/^(?:npm|yarn|pnpm)$/.test(name)) return undefined;
  return /^(?:exec|dlx|x|install|ci|add)$/.test(first) || first === '' ? undefined : name;
}
