import type { EnvironmentDump } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { EnvironmentRule } from '../rule.js';

export const dump: EnvironmentRule = {
  id: 'secrets/env-dump',
  name: 'EnvDump',
  summary: 'The environment, or a secret of it, is written to a log or into an answer.',
  description:
    'Reports calls of loggers and answers to requests that get the whole environment (`console.log(process.env)`, `print(os.environ)`, `res.json(process.env)`, `phpinfo()`) or a variable whose name is that of a secret or of a database address, and `env` or `printenv` as commands of an image or a start script. Names, lengths, comparisons and a chosen variable that is no secret are left out, as are branches for development, tests and scripts.',
  why: 'Logs are kept, searched and sent to other services, and more people read them than may read the secrets. An answer goes to whoever asks.',
  remediation:
    'Remove the call, or log the names that matter. Rotate the secrets where it ran: the logs have them.',
  example: {
    language: 'ts',
    before: 'console.log(process.env);',
    after: "console.log('JWT_SECRET is', process.env.JWT_SECRET ? 'set' : 'missing');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [532, 526],
  catalogue: ['RLY-SEC-008'],
  references: [
    'https://docs.railway.com/observability/logs',
    'https://cwe.mitre.org/data/definitions/526.html',
  ],
  since: '0.1.0',
  *check({ facts }) {
    for (const one of facts.code.flatMap(({ use }) => use.dumps)) {
      if (one.guard !== 'development') yield { message: messageOf(one), at: one.place };
    }
    for (const at of facts.printed) {
      yield {
        message:
          'This command prints the whole environment into the log of the build or of the service. Remove it.',
        severity: 'medium' as const,
        at,
      };
    }
  },
};

function messageOf({ to, names }: EnvironmentDump): string {
  const what = names ? names.map((name) => cleanText(name)).join(' and ') : 'The whole environment';
  const where = to === 'log' ? 'to the log, where many read it' : 'into the answer, for whoever asks';
  return `${what} is written ${where}. Remove it, and rotate what was written.`;
}
