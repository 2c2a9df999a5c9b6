import type { Rule } from '@railgate/contract';

export const unsafeXml: Rule = {
  id: 'lint/unsafe-xml',
  name: 'UnsafeXml',
  summary: 'XML is read by a parser that expands entities.',
  description: 'Reports the parsers of Python’s `xml` package. `defusedxml` is not reported.',
  why: 'A document of a few lines expands to gigabytes and stops the service (billion laughs).',
  remediation: 'Use the same functions of `defusedxml`, or refuse documents with a DOCTYPE.',
  example: {
    language: 'python',
    before: 'from xml.etree import ElementTree\nElementTree.fromstring(body)',
    after: 'from defusedxml import ElementTree\nElementTree.fromstring(body)',
  },
  severity: 'low',
  precision: 'medium',
  cwe: [776, 611],
  tags: ['python'],
  references: [
    'https://cwe.mitre.org/data/definitions/776.html',
    'https://docs.python.org/3/library/xml.html#xml-vulnerabilities',
  ],
  since: '0.1.0',
};
