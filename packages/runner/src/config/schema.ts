import {
  type Gate,
  type GateMeta,
  HOMEPAGE,
  type OptionsSchema,
  THRESHOLDS,
  WAIVER_KINDS,
} from '@railgate/contract';

/** What the configuration needs to know of a gate. Every `Gate` is one. */
export interface ConfigurableGate extends Pick<Gate, 'checkOptions'> {
  readonly meta: Pick<GateMeta, 'id' | 'timeout'>;
  readonly options: OptionsSchema;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON Schema of `railgate.json`: the general keys, and for each gate its options beside the common ones. */
export function configSchema(gates: readonly ConfigurableGate[]): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${HOMEPAGE}/raw/main/packages/cli/railgate.schema.json`,
    title: 'Railgate configuration',
    description: 'Which gates run, with which options, and what fails the run.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'Address of this schema, for editors.' },
      failOn: {
        enum: THRESHOLDS,
        default: 'high',
        description: 'The lowest severity that fails the run.',
      },
      newOnly: {
        type: 'boolean',
        default: false,
        description: 'Whether only findings fail the run that the baseline does not have.',
      },
      inlineIgnores: {
        type: 'boolean',
        default: true,
        description:
          'Whether `railgate-ignore` comments let findings through. Once your own configuration forbids them, the one of the repository cannot allow them.',
      },
      gates: {
        type: 'object',
        description: 'Options of each gate, by its id.',
        properties: Object.fromEntries(gates.map((gate) => [gate.meta.id, gateSchema(gate)])),
        additionalProperties: false,
      },
      services: SERVICES,
      ignore: IGNORE,
      maxDataAge: {
        type: 'string',
        pattern: '^[0-9]{1,6}[mhdw]$',
        examples: ['7d', '12h'],
        description:
          'Advisory data older than this breaks the gate that uses it. In minutes, hours, days or weeks.',
      },
    },
    additionalProperties: false,
  };
}

/** The keys that every gate has beside its own options. */
function commonKeys(timeout: number): JsonObject {
  return {
    enabled: { type: 'boolean', default: true, description: 'Whether the gate runs.' },
    enforce: {
      type: 'boolean',
      default: true,
      description: 'Whether findings and gaps of the gate fail the run. Without it they are shown only.',
    },
    failOn: { enum: THRESHOLDS, description: 'The lowest severity that fails the run, for this gate.' },
    maxFindings: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      description:
        'So many findings at or over `failOn` are let pass, in all targets together; one more fails the run.',
    },
    newOnly: {
      type: 'boolean',
      description: 'Whether only findings fail the run that the baseline does not have, for this gate.',
    },
    timeout: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 86_400,
      default: timeout,
      description: 'Seconds after which the gate is stopped.',
    },
  };
}

/** Nothing is required in a file: defaults fill in what no file says. */
function gateSchema({ meta, options }: ConfigurableGate): JsonObject {
  const common = commonKeys(meta.timeout);
  const taken = Object.keys(options.properties).find((key) => Object.hasOwn(common, key));
  if (taken !== undefined)
    throw new Error(`The gate ${meta.id} has an option ${taken}, which every gate has.`);
  return { ...(options as JsonObject), required: [], properties: { ...common, ...options.properties } };
}

const SERVICES: JsonObject = {
  type: 'array',
  maxItems: 200,
  default: [],
  description: 'Railway services, for what a repository does not show.',
  items: {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 200, description: 'Name of the service.' },
      root: {
        type: 'string',
        minLength: 1,
        maxLength: 1000,
        default: '.',
        description: "Railway's Root Directory, relative to the repository root.",
      },
      configFile: {
        type: 'string',
        minLength: 1,
        maxLength: 1000,
        description: "Railway's Config File Path, relative to the repository root.",
      },
    },
    required: ['name'],
    additionalProperties: false,
  },
};

const IGNORE: JsonObject = {
  type: 'array',
  maxItems: 1000,
  default: [],
  items: { type: 'string', minLength: 1 },
  description:
    'Globs of files that no gate looks at, relative to the repository root. Counted and shown in reports.',
};

const TEXT = { type: 'string', minLength: 1, maxLength: 2000 } as const;
const SELECTORS = ['rule', 'advisory', 'purl', 'path', 'identity', 'gate', 'target'] as const;

/** The JSON Schema of `railgate.waivers.yaml`. */
export const WAIVERS_SCHEMA: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `${HOMEPAGE}/raw/main/packages/cli/railgate.waivers.schema.json`,
  title: 'Railgate waivers',
  description: 'Findings, gaps and broken gates that are let through, each with reason, owner and expiry.',
  type: 'array',
  items: {
    type: 'object',
    properties: {
      reason: { ...TEXT, pattern: '\\S', description: 'Why it is let through.' },
      owner: { ...TEXT, pattern: '\\S', description: 'Who answers for it.' },
      expires: {
        type: 'string',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
        examples: ['2027-01-31'],
        description: 'The last day on which it covers.',
      },
      kind: {
        enum: WAIVER_KINDS,
        default: 'accepted-risk',
        description: 'Why it may be let through, for reports.',
      },
      rule: { ...TEXT, description: 'Id of the rule, or the code of an error or gap.' },
      advisory: {
        ...TEXT,
        description: 'Id of a vulnerability: CVE, GHSA or any other of its names. It covers them all.',
      },
      purl: {
        ...TEXT,
        pattern: '^pkg:[A-Za-z][A-Za-z0-9.+-]*/.',
        examples: ['pkg:npm/lodash', 'pkg:pypi/django@4.2.1'],
        description: 'A package, as package URL; without a version all of its versions.',
      },
      path: { ...TEXT, description: 'Glob of files, relative to the repository root.' },
      identity: { ...TEXT, description: 'The `railgateId/v1` of one finding.' },
      gate: { ...TEXT, description: 'Id of the gate.' },
      target: { ...TEXT, description: 'Id of the target: `root`, or the path of a project.' },
    },
    required: ['reason', 'owner', 'expires'],
    anyOf: SELECTORS.map((selector) => ({ required: [selector] })),
    additionalProperties: false,
  },
};
