import type { Rule } from '@railgate/contract';

export const codeInjection: Rule = {
  id: 'lint/code-injection',
  name: 'CodeInjection',
  summary: 'Text that a user controls is run as code.',
  description:
    'Reports values of a request (query, parameters, body, headers, cookies, WebSocket messages, the address of the page) that reach an interpreter: `eval`, `new Function`, `vm.runIn*`, `setTimeout` with a string, and in Python `eval`, `exec` and `compile`. Constants, values of an allow-list and validated numbers are not reported. `eval` of other computed text is reported as low.',
  why: 'Whoever sends the request runs their own program inside the service: they read its environment, its database and every secret it holds.',
  remediation:
    'Do not run text. Look the wanted behaviour up in a fixed table, parse data by `JSON.parse` or `ast.literal_eval`, and use a parser made for expressions where users must write them.',
  example: {
    language: 'js',
    before: "app.get('/calc', (req, res) => res.json(eval(req.query.expression)));",
    after:
      "const operations = { sum, mean };\napp.get('/calc', (req, res) => {\n  if (!Object.hasOwn(operations, req.query.operation)) return res.sendStatus(400);\n  res.json(operations[req.query.operation](req.body.values.map(Number)));\n});",
  },
  severity: 'critical',
  precision: 'high',
  cwe: [95, 94],
  references: [
    'https://cwe.mitre.org/data/definitions/95.html',
    'https://owasp.org/www-community/attacks/Code_Injection',
  ],
  since: '0.1.0',
};
