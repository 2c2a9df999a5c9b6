import { ERROR_CODES } from './errors.js';
import { GAP_CODES } from './gaps.js';
import { HOMEPAGE } from './identity.js';
import { count, gap, outcome, severityCounts } from './outcome-schema.js';
import { WAIVER_STATES } from './run-manifest.js';
import { THRESHOLDS } from './severity.js';
import { WAIVER_KINDS } from './verdict.js';
import { DISCOVERY_SOURCES } from './workspace.js';

const reason = {
  type: 'object',
  properties: {
    gate: { type: 'string' },
    target: { type: 'string' },
    code: { enum: ['FINDINGS', ...ERROR_CODES, ...GAP_CODES] },
    message: { type: 'string' },
    remedy: { type: 'string' },
    waived: { type: 'boolean' },
  },
  required: ['gate', 'target', 'code', 'message', 'remedy', 'waived'],
  additionalProperties: false,
} as const;

const gatePolicy = {
  type: 'object',
  properties: {
    failOn: { enum: THRESHOLDS },
    enforce: { type: 'boolean' },
    maxFindings: count,
    newOnly: { type: 'boolean' },
  },
  additionalProperties: false,
} as const;

const waiver = {
  type: 'object',
  description: 'What let something through, or was meant to.',
  properties: {
    source: { enum: ['file', 'comment', 'other-tool'] },
    path: { type: 'string' },
    line: { type: 'integer', minimum: 1 },
    selects: { type: 'object', additionalProperties: { type: 'string' } },
    kind: { enum: WAIVER_KINDS },
    reason: { type: ['string', 'null'] },
    owner: { type: 'string' },
    expires: { type: 'string' },
    state: {
      enum: WAIVER_STATES,
      description: 'Only `used` and `expiring` let anything through.',
    },
    covers: { ...count, description: 'Findings, gaps and broken gates that it lets through.' },
    note: { type: 'string', description: 'What a reader has to know beside the state.' },
  },
  required: ['source', 'path', 'selects', 'reason', 'state', 'covers'],
  additionalProperties: false,
} as const;

const baseline = {
  type: ['object', 'null'],
  description: 'What the findings were compared with; null without a baseline.',
  properties: {
    kind: { enum: ['file', 'ref'] },
    name: { type: 'string' },
    counts: {
      type: 'object',
      properties: { new: count, unchanged: count, updated: count, absent: count },
      required: ['new', 'unchanged', 'updated', 'absent'],
      additionalProperties: false,
    },
    drift: {
      type: 'array',
      description: 'Where a change of the tool cannot be told from a change of the repository.',
      items: {
        type: 'object',
        properties: {
          gate: { type: 'string' },
          target: { type: 'string' },
          kind: { enum: ['tool', 'data', 'rules', 'missing'] },
          message: { type: 'string' },
        },
        required: ['gate', 'target', 'kind', 'message'],
        additionalProperties: false,
      },
    },
  },
  required: ['kind', 'name', 'counts', 'drift'],
  additionalProperties: false,
} as const;

/** The schema of `run.json`; published with the command as `run.schema.json`. */
export const RUN_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `${HOMEPAGE}/raw/main/packages/cli/run.schema.json`,
  title: 'Railgate run manifest',
  description: 'What one run looked at, what it found, what it could not know, and what was decided.',
  type: 'object',
  properties: {
    schemaVersion: { const: '1.0.0' },
    tool: {
      type: 'object',
      properties: { name: { const: 'railgate' }, version: { type: 'string' } },
      required: ['name', 'version'],
      additionalProperties: false,
    },
    root: {
      type: 'string',
      description: 'Where the scanned folder lies in its git repository; all other paths are relative to it.',
    },
    selection: {
      type: 'object',
      description: 'What the command line named: gates, projects, and a configuration file.',
      properties: {
        gates: { type: 'array', items: { type: 'string' } },
        projects: { type: 'array', items: { type: 'string' } },
        config: { type: 'string' },
      },
      additionalProperties: false,
    },
    offline: { type: 'boolean' },
    date: {
      type: 'string',
      description: 'The date of the run, YYYY-MM-DD: an input, since cutoffs and expiries depend on it.',
    },
    discovery: {
      type: 'object',
      description: 'Where the file list came from and what it could not list.',
      properties: {
        source: { enum: DISCOVERY_SOURCES },
        files: count,
        ignored: { ...count, description: 'Files that `ignore` patterns took out.' },
        projects: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, path: { type: 'string' }, source: { type: 'string' } },
            required: ['name', 'path', 'source'],
            additionalProperties: false,
          },
        },
        gaps: { type: 'array', items: gap },
      },
      required: ['source', 'files', 'ignored', 'projects', 'gaps'],
      additionalProperties: false,
    },
    verdict: {
      type: 'object',
      properties: {
        status: { enum: ['clean', 'findings', 'incomplete'] },
        exitCode: { enum: [0, 1, 2] },
        reasons: { type: 'array', items: reason },
        counts: severityCounts,
      },
      required: ['status', 'exitCode', 'reasons', 'counts'],
      additionalProperties: false,
    },
    policy: {
      type: 'object',
      properties: {
        hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
        failOn: { enum: THRESHOLDS },
        newOnly: { type: 'boolean' },
        inlineIgnores: { type: 'boolean' },
        gates: { type: 'object', additionalProperties: gatePolicy },
      },
      required: ['hash', 'failOn', 'newOnly', 'inlineIgnores', 'gates'],
      additionalProperties: false,
    },
    expected: {
      type: 'array',
      description: 'Every gate and target of the plan: an outcome that is missing is not proven.',
      items: {
        type: 'object',
        properties: { gate: { type: 'string' }, target: { type: 'string' } },
        required: ['gate', 'target'],
        additionalProperties: false,
      },
    },
    outcomes: { type: 'array', items: outcome },
    waivers: { type: 'array', items: waiver },
    baseline,
    notScanned: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, reason: { type: 'string' } },
        required: ['path', 'reason'],
        additionalProperties: false,
      },
    },
    timings: {
      type: 'object',
      description: 'Milliseconds. The only part that differs between two runs over the same input.',
      additionalProperties: { type: 'number' },
    },
  },
  required: [
    'schemaVersion',
    'tool',
    'root',
    'offline',
    'date',
    'discovery',
    'verdict',
    'policy',
    'expected',
    'outcomes',
    'waivers',
    'baseline',
    'notScanned',
    'timings',
  ],
  additionalProperties: false,
} as const;
