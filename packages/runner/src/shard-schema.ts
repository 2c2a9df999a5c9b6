import { ERROR_CODES, GAP_CODES, SEVERITIES, STEP_STATUSES } from '@railgate/contract';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const counts = { type: 'object', additionalProperties: count } as const;
const list = (items: object): object => ({ type: 'array', items });
const object = (properties: object, optional: object = {}): object => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
});

const of = { gate: text, target: text, enforced: { type: 'boolean' } };
const engine = object(
  { name: text, version: text, canary: { enum: ['found', 'missed', 'none'] } },
  { digest: text },
);
const data = object({ id: text, digest: text, builtAt: text });
const evidence = object({ engines: list(engine), expected: counts, seen: counts }, { data });
const gap = object(
  { code: { enum: GAP_CODES }, message: text },
  { remedy: text, path: text, line: { type: 'integer', minimum: 1 } },
);
const finding = object(
  {
    ruleId: text,
    severity: { enum: SEVERITIES },
    path: text,
    line: { type: 'integer', minimum: 1 },
    identity: text,
    state: { enum: ['new', 'unchanged', 'updated', 'absent'] },
  },
  { advisories: list(text), purl: text },
);
const line = { type: 'integer', minimum: 1 } as const;
const step = object(
  {
    id: text,
    title: text,
    status: { enum: STEP_STATUSES },
    evidence: text,
    findings: list(object({ ruleId: text, path: text, line })),
  },
  { place: object({ path: text }, { line }), informational: { type: 'boolean' } },
);
const done = object(
  {
    ...of,
    status: { const: 'done' },
    findings: list(finding),
    gaps: list(gap),
    degraded: list(object({ engine: text, message: text })),
    evidence,
  },
  { checklists: list(object({ title: text, subject: text, steps: list(step) })) },
);
const reason = object({ kind: { enum: ['nothing-to-scan', 'disabled'] }, message: text });
const skipped = object({ ...of, status: { const: 'skipped' }, reason });
const broken = object({
  ...of,
  status: { const: 'broken' },
  code: { enum: ERROR_CODES },
  message: text,
  remedy: text,
});

const part = object(
  {
    outcome: { oneOf: [done, skipped, broken] },
    notScanned: list(object({ path: text, reason: text })),
    artifacts: list(object({ path: text, mediaType: text, content: { anyOf: [text, list(text)] } })),
    duration: { type: 'number', minimum: 0 },
  },
  { run: { type: 'object' } },
);

/** Of a shard file, a format between two commands of the same version: not published. */
export const SHARD_SCHEMA = object({
  schemaVersion: { const: '1.0.0' },
  tool: object({ name: { const: 'railgate' }, version: text }),
  project: text,
  offline: { type: 'boolean' },
  state: { type: ['string', 'null'] },
  plan: list(object({ gate: text, target: text, project: text })),
  parts: list(part),
});
