import type { Rule } from '@railgate/contract';

export const sensitiveLog: Rule = {
  id: 'lint/sensitive-log',
  name: 'SensitiveLog',
  summary: 'A password, a token or a whole environment is written to a log.',
  description:
    'Reports log calls (`console`, pino, winston and the like; `print`, `logging`, structlog) that are given a password, secret, token, authorization header, card number, cookies, all headers, the body of a sign-in request, or the whole environment. Lengths, presence checks, masked values and texts that only mention such words are not reported.',
  why: 'Logs are kept long, copied to other companies and read by many: a credential in them counts as published.',
  remediation:
    'Log an id instead of the value. Configure the redaction of the logger (`redact` of pino), and rotate what was already written.',
  example: {
    language: 'js',
    before: "logger.info('sign-in', { email, password });",
    after: "logger.info('sign-in', { userId: user.id });",
  },
  severity: 'high',
  precision: 'high',
  cwe: [532],
  references: ['https://cwe.mitre.org/data/definitions/532.html'],
  since: '0.1.0',
};
