import type { Rule } from '@railgate/contract';

export const missingSecurityLog: Rule = {
  id: 'lint/missing-security-log',
  name: 'MissingSecurityLog',
  summary: 'An event that an investigation needs leaves no trace.',
  description:
    'Reports handlers of a route that refuse a sign-in, change roles or permissions, or take payments, refunds and webhooks of a payment service, when neither the handler nor anything else in its file logs, audits or reports errors.',
  why: 'Without a record of refused sign-ins, changed rights and money moved, an attack is neither noticed nor reconstructed afterwards.',
  remediation:
    'Log the event with who, what and from where, without secrets: `logger.warn({ event: "login_failed", userId, ip }, "sign-in refused")`.',
  example: {
    language: 'js',
    before: "if (!ok) return res.status(401).json({ error: 'Wrong password' });",
    after:
      "if (!ok) {\n  logger.warn({ event: 'login_failed', userId: user?.id, ip: req.ip }, 'sign-in refused');\n  return res.status(401).json({ error: 'Wrong password' });\n}",
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [778],
  references: ['https://cwe.mitre.org/data/definitions/778.html'],
  since: '0.1.0',
};
