import { STEP_STATUSES } from './checklist.js';
import { ERROR_CODES } from './errors.js';
import { GAP_CODES } from './gaps.js';
import { SEVERITIES } from './severity.js';

export const count = { type: 'integer', minimum: 0 } as const;
const counts = { type: 'object', additionalProperties: count } as const;

export const gap = {
  type: 'object',
  description: 'One thing that the gate was to look at and could not.',
  properties: {
    code: { enum: GAP_CODES },
    message: { type: 'string' },
    remedy: { type: 'string' },
    path: { type: 'string' },
    line: { type: 'integer', minimum: 1 },
    waived: { type: 'boolean' },
  },
  required: ['code', 'message', 'remedy', 'waived'],
  additionalProperties: false,
} as const;

const evidence = {
  type: 'object',
  description: 'Proof that the gate looked: expected = seen + what the gaps name.',
  properties: {
    engines: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          version: { type: 'string' },
          digest: { type: 'string' },
          canary: { enum: ['found', 'missed', 'none'] },
        },
        required: ['name', 'version', 'canary'],
        additionalProperties: false,
      },
    },
    expected: counts,
    seen: counts,
    data: {
      type: ['object', 'null'],
      properties: { id: { type: 'string' }, digest: { type: 'string' }, builtAt: { type: 'string' } },
      required: ['id', 'digest', 'builtAt'],
      additionalProperties: false,
    },
  },
  required: ['engines', 'expected', 'seen', 'data'],
  additionalProperties: false,
} as const;

export const severityCounts = {
  type: 'object',
  properties: Object.fromEntries([...SEVERITIES, 'new', 'waived'].map((key) => [key, count])) as Record<
    (typeof SEVERITIES)[number] | 'new' | 'waived',
    typeof count
  >,
  required: [...SEVERITIES, 'new', 'waived'],
  additionalProperties: false,
} as const;

const step = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    status: {
      enum: STEP_STATUSES,
      description: '`unknown` could not be checked, which is never a pass.',
    },
    evidence: {
      type: 'string',
      minLength: 1,
      description: 'What was looked at and what it says, or why the step does not apply or is unknown.',
    },
    place: {
      type: 'object',
      description: 'Where the evidence stands.',
      properties: { path: { type: 'string' }, line: { type: 'integer', minimum: 1 } },
      required: ['path'],
      additionalProperties: false,
    },
    informational: { type: 'boolean', description: 'When it is unknown that is no gap.' },
    findings: { ...count, description: 'Findings of the step that are not waived.' },
    waived: count,
    worst: { enum: SEVERITIES, description: 'The worst severity of those that are not waived.' },
    rules: {
      type: 'array',
      description: 'Rules of the findings that are not waived.',
      items: { type: 'string' },
    },
  },
  required: ['id', 'title', 'status', 'evidence', 'informational', 'findings', 'waived', 'rules'],
  additionalProperties: false,
} as const;

const checklist = {
  type: 'object',
  description: 'Questions about one subject, each with its answer: the Quick-Check of a service.',
  properties: {
    title: { type: 'string' },
    subject: { type: 'string' },
    steps: { type: 'array', items: step },
  },
  required: ['title', 'subject', 'steps'],
  additionalProperties: false,
} as const;

/** What one gate says of one target, as `run.json` has it. */
export const outcome = {
  type: 'object',
  properties: {
    gate: { type: 'string' },
    target: { type: 'string' },
    status: { enum: ['done', 'skipped', 'broken'] },
    enforced: { type: 'boolean' },
    findings: { ...count, description: 'Number of findings, `done` only.' },
    counts: {
      ...severityCounts,
      description:
        'Findings that are not waived, by severity; how many of those are new; how many are waived.',
    },
    newCounts: {
      type: 'object',
      description: 'Findings that are new and not waived, by severity; with a baseline only.',
      properties: Object.fromEntries(SEVERITIES.map((key) => [key, count])) as Record<
        (typeof SEVERITIES)[number],
        typeof count
      >,
      required: SEVERITIES,
      additionalProperties: false,
    },
    gaps: { type: 'array', items: gap },
    degraded: {
      type: 'array',
      description:
        'Engines that were asked and failed while others answered, and what else readers should know of one: that nobody tested this version, or that nothing pins it. No gaps.',
      items: {
        type: 'object',
        properties: { engine: { type: 'string' }, message: { type: 'string' } },
        required: ['engine', 'message'],
        additionalProperties: false,
      },
    },
    evidence: { ...evidence, type: ['object', 'null'] },
    checklists: { type: 'array', items: checklist },
    reason: { type: 'string', description: 'Why it was skipped, `skipped` only.' },
    code: { enum: ERROR_CODES, description: '`broken` only.' },
    message: { type: 'string', description: '`broken` only.' },
    remedy: { type: 'string', description: '`broken` only.' },
  },
  required: ['gate', 'target', 'status', 'enforced', 'findings', 'counts', 'gaps', 'degraded', 'evidence'],
  additionalProperties: false,
} as const;
