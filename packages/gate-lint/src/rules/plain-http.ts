import type { Rule } from '@railgate/contract';

export const plainHttp: Rule = {
  id: 'lint/plain-http',
  name: 'PlainHttp',
  summary: 'A request goes over the network without encryption.',
  description:
    'Reports `http://` and `ws://` addresses that a program sends requests to: `fetch`, axios, `http.request`, `WebSocket`, and in Python `requests`, httpx, aiohttp and urllib. Loopback addresses, private networks, `*.railway.internal` and other names that never leave a private network, XML namespaces and addresses in comments or texts are not reported.',
  why: 'Everyone on the way reads and changes what is sent: credentials, personal data, and the program that the answer feeds.',
  remediation:
    'Use `https://` and `wss://`. Between services of one Railway project, use the private network (`<service>.railway.internal`), which is encrypted.',
  example: {
    language: 'js',
    before: "const rates = await fetch('http://api.example.com/rates');",
    after: "const rates = await fetch('https://api.example.com/rates');",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [319],
  references: ['https://cwe.mitre.org/data/definitions/319.html'],
  since: '0.1.0',
};
