import type { Rule } from '@railgate/contract';

export const requestWithoutTimeout: Rule = {
  id: 'lint/request-without-timeout',
  name: 'RequestWithoutTimeout',
  summary: 'A request waits for ever.',
  description:
    'Reports calls of `requests` and `httpx` that set no timeout, or `None`. `httpx` without an argument has five seconds and is not reported.',
  why: 'A server that accepts the connection and never answers holds a worker until the process is restarted; a few of them stop the service.',
  remediation:
    'Pass `timeout=` in seconds, a connection and a read time where they differ: `timeout=(3, 10)`.',
  example: {
    language: 'python',
    before: 'requests.get(url)',
    after: 'requests.get(url, timeout=10)',
  },
  severity: 'low',
  precision: 'high',
  cwe: [400, 1088],
  tags: ['python'],
  references: [
    'https://cwe.mitre.org/data/definitions/1088.html',
    'https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts',
  ],
  since: '0.1.0',
};
