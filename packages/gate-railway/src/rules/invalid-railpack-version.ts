import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidRailpackVersion: RailwayRule = {
  id: 'railway/invalid-railpack-version',
  name: 'InvalidRailpackVersion',
  summary: '`build.railpackVersion` is no release number of Railpack.',
  description:
    'Reports everything but three numbers with dots, `0.7.0`. Whether the release exists is not checked, since that is not in the repository.',
  why: 'Railway looks for a release of exactly this name. With a `v`, a range or `latest` there is none, and the build fails or runs with another version.',
  remediation: 'Write the number of a release as Railpack lists it, without `v`.',
  example: {
    language: 'toml',
    before: '[build]\nrailpackVersion = "v0.7.0"',
    after: '[build]\nrailpackVersion = "0.7.0"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-033'],
  references: ['https://docs.railway.com/config-as-code/reference#railpack-version'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'build', 'railpackVersion')) {
        if (typeof value !== 'string' || RELEASE.test(value) || value === '') continue;
        const meant = /^\s*v?(\d{1,4}\.\d{1,4}\.\d{1,4})\s*$/i.exec(value)?.[1];
        yield {
          message: `${show(value)} is no release number of Railpack. Write ${meant ?? 'one such as 0.7.0'}.`,
          at: document.place(pointer, 'value'),
          ...(meant !== undefined && {
            fix: {
              description: `Write ${meant}.`,
              safe: true,
              edits: [replaceString(document, pointer, meant)],
            },
          }),
        };
      }
    },
  },
};

const RELEASE = /^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[\w.]{1,40})?$/;
