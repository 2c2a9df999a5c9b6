import type { Rule } from '@railgate/contract';

export const cleartextProtocol: Rule = {
  id: 'lint/cleartext-protocol',
  name: 'CleartextProtocol',
  summary: 'A protocol without encryption carries a sign-in.',
  description:
    'Reports calls of `telnetlib`, `ftplib`, and of SNMP without encryption. `ftplib.FTP_TLS` is reported too, since it starts unencrypted.',
  why: 'Everyone on the way reads the password, and with it everything that the server holds.',
  remediation: 'Use SSH or SFTP (paramiko, asyncssh), HTTPS, or SNMP version 3 with authPriv.',
  example: {
    language: 'python',
    before: 'ftplib.FTP("files.example.com", user, password)',
    after: 'paramiko.SSHClient().connect("files.example.com")',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [319],
  tags: ['python'],
  references: ['https://cwe.mitre.org/data/definitions/319.html'],
  since: '0.1.0',
};
