import { isList, type ConfigDocument } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const generatedRailpackPlan: RailwayRule = {
  id: 'railway/generated-railpack-plan',
  name: 'GeneratedRailpackPlan',
  summary: 'railpack.json holds a build plan that Railpack generated, not a configuration.',
  description:
    'Reports a railpack.json whose `steps` is a list, or that has `baseImage` at the top: the form of railpack-plan.json, which `railpack plan` and `railpack prepare` write.',
  why: 'The plan has another schema than the configuration. Railpack stops at the list, or leaves out without a word what it does not know, and a plan is frozen at the versions of the day when it was made.',
  remediation:
    'Delete the file, or write a configuration with only what differs from what Railpack finds by itself.',
  example: {
    language: 'json',
    before: '{ "steps": [{ "name": "install", "commands": [{ "cmd": "npm ci" }] }] }',
    after: '{ "$schema": "https://schema.railpack.com", "steps": { "install": { "commands": ["npm ci"] } } }',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CONF-006'],
  references: ['https://railpack.com/config/options', 'https://railpack.com/config/file'],
  since: '0.1.0',
  checks: {
    *railpack({ document }) {
      const key = planKey(document);
      if (key === undefined) return;
      yield {
        message: `${cleanText(document.path)} holds a plan that Railpack generated: ${key}. Delete it, or write a configuration instead.`,
        at: document.place([key === 'baseImage is no key of a configuration' ? 'baseImage' : 'steps'], 'key'),
      };
    },
  },
};

function planKey(document: ConfigDocument): string | undefined {
  if (isList(document.get(['steps']))) return '`steps` is a list';
  return document.has(['baseImage']) ? 'baseImage is no key of a configuration' : undefined;
}
