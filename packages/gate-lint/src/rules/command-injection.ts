import type { Rule } from '@railgate/contract';

export const commandInjection: Rule = {
  id: 'lint/command-injection',
  name: 'CommandInjection',
  summary: 'Text that a user controls becomes part of a shell command.',
  description:
    'Reports values of a request that reach a shell: `child_process.exec` and `execSync`, `spawn` with `shell: true`, `execaCommand`, and in Python `os.system`, `os.popen` and `subprocess` with `shell=True`; also a program name that the request chooses. Argument arrays without a shell, constants, allow-lists, numbers and quoted values (`shlex.quote`) are not reported.',
  why: 'A semicolon or a backtick in the value starts a second command with the rights of the service.',
  remediation:
    'Pass the program and its arguments as an array and without a shell: `execFile(program, [argument])`, `subprocess.run([program, argument])`. Put `--` before arguments that come from outside, and check them against an allow-list.',
  example: {
    language: 'js',
    before: 'exec(`convert ${req.query.file} out.png`, done);',
    after: "execFile('convert', ['--', path.basename(req.query.file), 'out.png'], done);",
  },
  severity: 'critical',
  precision: 'high',
  cwe: [78],
  references: [
    'https://cwe.mitre.org/data/definitions/78.html',
    'https://owasp.org/www-community/attacks/Command_Injection',
  ],
  since: '0.1.0',
};
