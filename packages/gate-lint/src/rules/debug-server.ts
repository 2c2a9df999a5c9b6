import type { Rule } from '@railgate/contract';

export const debugServer: Rule = {
  id: 'lint/debug-server',
  name: 'DebugServer',
  summary: 'A web server starts with its debugger.',
  description:
    'Reports `app.run(debug=True)` of Flask. `debug=False`, and a value from the environment, are not reported.',
  why: 'The debugger of Werkzeug shows the source and runs any code that a visitor types into its console.',
  remediation:
    'Start the service with gunicorn or uvicorn, and leave `debug` out. For local work use `flask run --debug`.',
  example: {
    language: 'python',
    before: 'app.run(host="0.0.0.0", debug=True)',
    after: 'app.run(host="0.0.0.0")',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [489, 215],
  tags: ['python'],
  references: [
    'https://cwe.mitre.org/data/definitions/489.html',
    'https://flask.palletsprojects.com/en/stable/debugging/',
  ],
  since: '0.1.0',
};
