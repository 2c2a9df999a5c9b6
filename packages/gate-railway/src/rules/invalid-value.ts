import { isList, isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { KEYS, type ValueType } from '../data/config-keys.js';
import { numberOf } from '../names/numbers.js';
import { show } from '../names/show.js';
import { sectionsOf, type Section } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const invalidValue: RailwayRule = {
  id: 'railway/invalid-value',
  name: 'InvalidValue',
  summary: 'A value of railway.toml or railway.json has the wrong type.',
  description:
    'Reports a known key whose value has another type than Railway documents, a section that is no table, and a file that holds no table at all. Null means "not set" and is fine everywhere. Keys with a rule of their own (builder, health check, restart policy, cron, pre-deploy, teardown) are reported there.',
  why: 'Railway checks the file against its schema and refuses it as a whole when one value has the wrong type.',
  remediation: 'Write a value of the type that the message names.',
  example: {
    language: 'json',
    before: '{ "deploy": { "numReplicas": "two" } }',
    after: '{ "deploy": { "numReplicas": 2 } }',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-002', 'RLY-CFG-030'],
  references: ['https://docs.railway.com/config-as-code/reference'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      if (!isTable(document.root)) {
        yield wrong(document, [], 'The file', 'a table with the keys build and deploy');
        return;
      }
      yield* tables(document);
      for (const section of ['build', 'deploy'] as const) {
        for (const base of sectionsOf(document, section)) yield* values(document, section, base);
      }
    },
    *railpack({ document }) {
      if (!isTable(document.root)) yield wrong(document, [], 'The file', 'an object');
    },
  },
};

function* tables(document: ConfigDocument): Iterable<Report> {
  const environments = document.keys(['environments']).map((name) => ['environments', name]);
  const sections = [...sectionsOf(document, 'build'), ...sectionsOf(document, 'deploy')];
  for (const pointer of [['environments'], ...environments, ...sections]) {
    const value = document.get(pointer);
    if (value === undefined || value === null || isTable(value)) continue;
    yield wrong(document, pointer, `\`${cleanText(pointer.join('.'))}\``, 'a table');
  }
}

function* values(document: ConfigDocument, section: Section, base: Pointer): Iterable<Report> {
  for (const key of document.keys(base)) {
    const type = KEYS[section].get(key);
    const value = document.get([...base, key]);
    if (type === undefined || value === undefined || value === null || isA(type, value)) continue;
    yield wrong(document, [...base, key], `\`${section}.${key}\``, NAMES[type]);
  }
}

const NAMES: Readonly<Record<ValueType, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a table',
  'string list': 'a list of strings',
  'own rule': '',
};

function isA(type: ValueType, value: ConfigValue): boolean {
  switch (type) {
    case 'own rule':
      return true;
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return numberOf(value) !== undefined;
    case 'object':
      return isTable(value);
    case 'string list':
      return isList(value) && value.every((one) => typeof one === 'string');
  }
}

function wrong(document: ConfigDocument, pointer: Pointer, what: string, expected: string): Report {
  return {
    message: `${what} must be ${expected}, and is ${show(document.get(pointer))}.`,
    at: document.place(pointer, 'value'),
  };
}
