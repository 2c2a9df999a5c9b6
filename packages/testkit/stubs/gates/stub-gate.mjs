/**
 * Gates that behave in one known way, well or badly. Plain JavaScript without imports of the product: it must load in
 * a worker thread before anything is built, and a gate may come with a copy of the contract of its own.
 */
import { spawn } from 'node:child_process';

/** What the gate does when it scans, by name. `throws.<CODE>` and `gap.<CODE>` are built from the catalogues. */
export const BEHAVIOURS = {
  ok: (input) => scanOf(input),
  finds: (input) => scanOf(input, { results: [resultOf(input, 'error', 'high')] }),
  'finds-low': (input) => scanOf(input, { results: [resultOf(input, 'note', 'low')] }),
  degraded: (input) => ({
    ...scanOf(input),
    degraded: [{ engine: 'other', message: 'The other engine did not answer.' }],
  }),

  throws: () => {
    throw new TypeError('Cannot read properties of undefined');
  },
  'throws-nothing': () => {
    throw undefined;
  },
  'throws-elsewhere': (input) => {
    setTimeout(() => {
      throw new Error('thrown from a timer');
    });
    return new Promise(() => undefined, input);
  },
  'rejects-elsewhere': () => {
    void Promise.reject(new Error('rejected and not awaited'));
    return new Promise(() => setTimeout(() => undefined, 60_000));
  },
  hangs: () => new Promise(() => setInterval(() => undefined, 60_000)),
  spins: () => {
    for (;;);
  },
  exits: () => process.exit(0),
  'out-of-memory': () => {
    const kept = [];
    for (;;) kept.push(new Array(1_000_000).fill(kept.length));
  },
  /** Starts a tool that outlives it, and tells of it, as `runTool` does. */
  'leaves-process': (input) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)'], {
      detached: true,
      stdio: 'ignore',
    });
    input.processes.started(child.pid);
    input.progress(`process ${child.pid}`);
    return new Promise(() => undefined);
  },

  'returns-nothing': () => undefined,
  'bad-sarif': (input) =>
    scanOf(input, { results: [{ ...resultOf(input, 'error', 'high'), level: 'catastrophe' }] }),
  'unknown-rule': (input) =>
    scanOf(input, {
      results: [{ ...resultOf(input, 'error', 'high'), ruleId: 'stub/unknown', ruleIndex: 7 }],
    }),
  circular: (input) => {
    const scan = scanOf(input);
    scan.run.properties = { self: scan.run };
    return scan;
  },
  'zero-files': (input) => scanOf(input, {}, { seen: { files: 0 } }),
  'nothing-expected': (input) => scanOf(input, {}, { expected: { files: 0 }, seen: { files: 0 } }),
  'forgets-a-file': (input) => scanOf(input, {}, { expected: { files: input.target.files.length + 1 } }),
  'no-evidence': (input) => ({ ...scanOf(input), evidence: undefined }),
  'canary-missed': (input) =>
    scanOf(input, {}, { engines: [{ name: 'stub', version: '1.0.0', canary: 'missed' }] }),
  'canary-missed-once': (input) => scanOf(input, {}, { engines: ENGINES }),
  'artifact-outside': (input) => ({
    ...scanOf(input),
    artifacts: [{ path: '../outside.json', mediaType: 'application/json', content: '{}' }],
  }),
};

/** `timeout` in seconds. */
export function makeStubGate(id, behaviour, timeout = 30) {
  const scan = behaviourOf(behaviour);
  return {
    meta: {
      id,
      title: `Railgate ${id[0].toUpperCase()}${id.slice(1)}`,
      question: 'Does the stub do what it is told?',
      scope: 'workspace',
      needs: [],
      inputs: ['**'],
      timeout,
    },
    options: { type: 'object', properties: {}, additionalProperties: false },
    rules: [ruleOf(id)],
    skip: () => undefined,
    scan: async (input) => scan({ ...input, gate: id }),
  };
}

const ENGINES = [
  { name: 'sound', version: '1.0.0', canary: 'found' },
  { name: 'unsound', version: '1.0.0', canary: 'missed' },
];

function behaviourOf(name) {
  const [kind, code] = name.split('.');
  if (kind === 'throws' && code) return () => Promise.reject(gateError(code));
  if (kind === 'gap' && code) return (input) => scanWithGap(input, code);
  const behaviour = BEHAVIOURS[name];
  if (!behaviour) throw new Error(`There is no stub behaviour ${name}.`);
  return behaviour;
}

function gateError(code) {
  return Object.assign(new Error(`The stub says ${code}.`), {
    name: 'GateError',
    code,
    remedy: `Do what helps against ${code}.`,
  });
}

/** A gap of a file names it and takes it off what was seen; any other gap stands beside all that was seen. */
function scanWithGap(input, code) {
  const files = input.target.files;
  const ofFile = code.startsWith('FILE_') || code === 'NAME_UNSAFE';
  const gap = { code, message: `The stub left a gap of ${code}.` };
  if (!ofFile || files.length === 0) return scanOf(input, {}, {}, [gap]);
  return scanOf(input, {}, { seen: { files: files.length - 1 } }, [{ ...gap, path: files.at(-1).path }]);
}

function scanOf(input, run = {}, evidence = {}, gaps = []) {
  const files = Math.max(1, input.target.files.length);
  const proof = {
    engines: [{ name: 'stub', version: '1.0.0', canary: 'found' }],
    expected: { files },
    seen: { files },
    ...evidence,
  };
  return { run: { ...runOf(input, gaps), properties: { evidence: proof }, ...run }, evidence: proof, gaps };
}

function runOf({ gate, target }, gaps) {
  const rule = ruleOf(gate);
  const notifications = gaps.map(({ code, message }) => ({
    level: 'error',
    descriptor: { id: code },
    message: { text: message },
  }));
  return {
    tool: {
      driver: {
        name: `Railgate ${gate}`,
        version: '0.1.0',
        semanticVersion: '0.1.0',
        rules: [
          {
            id: rule.id,
            name: rule.name,
            shortDescription: { text: rule.summary },
            properties: { severity: rule.severity },
          },
        ],
      },
    },
    automationDetails: { id: `railgate/${gate}/${target.id}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: gaps.length === 0, toolExecutionNotifications: notifications }],
    results: [],
  };
}

function resultOf({ gate, target }, level, severity) {
  const uri = encodeURIComponent(target.files[0]?.path ?? 'nothing').replaceAll('%2F', '/');
  return {
    ruleId: ruleOf(gate).id,
    ruleIndex: 0,
    kind: 'fail',
    level,
    message: { text: 'The stub found something.' },
    locations: [
      { physicalLocation: { artifactLocation: { uri, uriBaseId: 'SRCROOT' }, region: { startLine: 1 } } },
    ],
    properties: { severity },
  };
}

function ruleOf(gate) {
  return {
    id: `${gate}/stub`,
    name: 'Stub',
    summary: 'The stub found something.',
    description: 'Reports what a test tells it to.',
    why: 'Tests need findings.',
    remediation: 'Nothing.',
    severity: 'high',
    precision: 'very-high',
    cwe: [710],
    references: [],
    since: '0.1.0',
  };
}
