import type { Rule } from '@railgate/contract';

export const unsafeDeserialization: Rule = {
  id: 'lint/unsafe-deserialization',
  name: 'UnsafeDeserialization',
  summary: 'Data from outside is turned into objects by something that can run code.',
  description:
    'Reports `unserialize` of node-serialize and funcster, `js-yaml` with an unsafe schema, `v8.deserialize` of a request, and in Python `pickle`, `marshal`, `shelve`, `dill`, `jsonpickle` and `yaml.load` without a safe loader. `JSON.parse`, `yaml.load` of js-yaml 4 and `yaml.safe_load` are not reported.',
  why: 'These formats describe behaviour and not only data: whoever writes the bytes chooses what runs while they are read.',
  remediation:
    'Exchange data as JSON and check it against a schema. For YAML use `yaml.safe_load`, or js-yaml 4 with its default schema. Where objects of your own must be stored, sign the bytes and check the signature first.',
  example: {
    language: 'js',
    before: 'const session = serialize.unserialize(req.cookies.session);',
    after: 'const session = Session.parse(JSON.parse(req.cookies.session));',
  },
  severity: 'critical',
  precision: 'high',
  cwe: [502],
  references: ['https://cwe.mitre.org/data/definitions/502.html'],
  since: '0.1.0',
};
