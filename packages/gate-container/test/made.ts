import type { ImageView } from '../src/findings/view.js';
import type { BaseUse } from '../src/targets/base-uses.js';
import type { Cause, Trace } from '../src/trace/trace.js';
import type {
  ImagePackage,
  ImageSecret,
  ImageVulnerability,
  Misconfiguration,
  Observed,
} from '../src/trivy/observed.js';

/** Alpine 3.22, Debian 12 and Ubuntu 22.04 are supported then; those before them are not. */
export const NOW = new Date('2026-12-24T12:00:00Z');

/** `sha256:…` of a layer's content, made of one digit. */
export const layerId = (digit: string): string => `sha256:${digit.repeat(64)}`;
export const BASE = layerId('b');
export const OWN = layerId('c');
export const COPIED = layerId('d');

export function cause(line: number, instruction: string, more: Partial<Cause> = {}): Cause {
  const [keyword = ''] = instruction.split(' ');
  return {
    from: 'own',
    path: 'Dockerfile',
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 10 },
    keyword,
    instruction,
    names: [],
    ...more,
  };
}

const FROM = cause(1, 'FROM node:20-alpine', { from: 'base' });

/** `FROM node:20-alpine`, `RUN apk add curl`, `COPY . .`. */
export const TRACE: Trace = {
  dockerfile: 'Dockerfile',
  base: 'node:20-alpine',
  baseLayers: 1,
  layers: new Map([
    [BASE, FROM],
    [OWN, cause(2, 'RUN apk add curl')],
    [COPIED, cause(3, 'COPY . .')],
  ]),
  instructions: [
    FROM,
    cause(2, 'RUN apk add curl'),
    cause(3, 'COPY . .'),
    cause(4, 'ENV API_TOKEN', { names: ['API_TOKEN'] }),
  ],
  settings: [],
  history: new Map(),
  stage: FROM,
  notes: [],
};

export const UNMAPPED: Trace = {
  unmapped: 'No Dockerfile of the repository shows its history.',
  layers: new Map(),
  instructions: [],
  settings: [],
  history: new Map(),
  notes: [],
};

const NOTHING: Observed = {
  os: { family: 'alpine', version: '3.20.1', endOfLife: false },
  packages: [],
  vulnerabilities: [],
  secrets: [],
  misconfigurations: [],
  gaps: [],
};

export function viewOf(observed: Partial<Observed> = {}, more: Partial<ImageView> = {}): ImageView {
  return {
    name: 'api',
    observed: { ...NOTHING, ...observed },
    trace: TRACE,
    layers: [BASE, OWN, COPIED],
    uses: [],
    isBase: false,
    ...more,
  };
}

export function useOf(path: string, line: number, more: Partial<BaseUse> = {}): BaseUse {
  return {
    name: 'node:20-alpine',
    reference: { registry: 'docker.io', repository: 'library/node', tag: '20-alpine' },
    at: { path, region: { startLine: line } },
    isFinal: true,
    ...more,
  };
}

export function packageOf(name: string, more: Partial<ImagePackage> = {}): ImagePackage {
  const { version = '1.0.0' } = more;
  return {
    kind: 'os',
    type: 'alpine',
    name,
    version,
    purl: `pkg:apk/alpine/${name}@${version}`,
    licences: [],
    diffId: BASE,
    ...more,
  };
}

export function vulnerability(more: Partial<ImageVulnerability> = {}): ImageVulnerability {
  return {
    purl: 'pkg:apk/alpine/busybox@1.36.1-r0?arch=x86_64&distro=3.20.1',
    name: 'busybox',
    version: '1.36.1-r0',
    kind: 'os',
    type: 'alpine',
    id: 'CVE-2022-48174',
    aliases: [],
    title: 'stack overflow in ash.c',
    description: 'There is a stack overflow vulnerability in ash.c.',
    severity: 'critical',
    severitySource: 'nvd',
    score: 9.8,
    cwes: [787],
    fixed: ['1.36.1-r5'],
    status: 'fixed',
    references: ['https://example.com/advisory'],
    diffId: BASE,
    ...more,
  };
}

/** lodash of npm, in `app/`. */
export function lodash(version: string, more: Partial<ImageVulnerability> = {}): ImageVulnerability {
  return vulnerability({
    purl: `pkg:npm/lodash@${version}`,
    name: 'lodash',
    version,
    kind: 'language',
    type: 'node-pkg',
    id: 'CVE-2021-23337',
    aliases: ['GHSA-35jh-r3h4-6jhm'],
    title: 'command injection via template',
    severity: 'high',
    severitySource: 'ghsa',
    score: 7.2,
    fixed: ['4.17.21'],
    diffId: OWN,
    path: 'app/node_modules/lodash/package.json',
    ...more,
  });
}

export function secret(more: Partial<ImageSecret> = {}): ImageSecret {
  return {
    rule: 'aws-access-key-id',
    title: 'AWS Access Key ID',
    severity: 'critical',
    path: 'app/.env',
    line: 2,
    diffId: COPIED,
    ...more,
  };
}

/** One in no file. */
export const IN_CONFIGURATION: ImageSecret = {
  rule: 'aws-access-key-id',
  title: 'AWS Access Key ID',
  severity: 'critical',
};

export function check(more: Partial<Misconfiguration> = {}): Misconfiguration {
  return {
    id: 'DS-0002',
    title: "Image user should not be 'root'",
    message: 'Last USER command in Dockerfile should not be root',
    resolution: "Add 'USER <non root user name>' line to the Dockerfile",
    severity: 'high',
    url: 'https://avd.aquasec.com/misconfig/ds-0002',
    ...more,
  };
}
