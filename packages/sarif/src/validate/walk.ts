import type { Kind, Objects } from './objects.js';
import type { Visitors } from './rule.js';

type Visit = (object: never, pointer: string) => void;

/**
 * The parts of an object that the rules look at, in the Multitool's order: `name` one object, `name[]` an array of them,
 * `name{}` objects by name. What is missing here (`contextRegion`, `workingDirectory`, taxonomies…) the Multitool's rules
 * look at from the object around it, or not at all.
 */
const PARTS: Readonly<Partial<Record<Kind, Readonly<Record<string, Kind>>>>> = {
  run: {
    conversion: 'conversion',
    'addresses[]': 'address',
    'artifacts[]': 'artifact',
    'logicalLocations[]': 'logicalLocation',
    'graphs[]': 'graph',
    'invocations[]': 'invocation',
    tool: 'tool',
    'versionControlProvenance[]': 'versionControlDetails',
    'webRequests[]': 'webRequest',
    'webResponses[]': 'webResponse',
    'originalUriBaseIds{}': 'artifactLocation',
    automationDetails: 'runAutomationDetails',
  },
  artifact: { location: 'artifactLocation' },
  artifactChange: { artifactLocation: 'artifactLocation' },
  attachment: {
    artifactLocation: 'artifactLocation',
    description: 'message',
    'regions[]': 'region',
    'rectangles[]': 'rectangle',
  },
  codeFlow: { message: 'message', 'threadFlows[]': 'threadFlow' },
  configurationOverride: {
    descriptor: 'reportingDescriptorReference',
    configuration: 'reportingConfiguration',
  },
  conversion: { 'analysisToolLogFiles[]': 'artifactLocation' },
  edgeTraversal: { message: 'message' },
  fix: { description: 'message', 'artifactChanges[]': 'artifactChange' },
  graph: { description: 'message', 'edges[]': 'edge', 'nodes[]': 'node' },
  graphTraversal: { description: 'message', 'edgeTraversals[]': 'edgeTraversal' },
  invocation: {
    executableLocation: 'artifactLocation',
    'notificationConfigurationOverrides[]': 'configurationOverride',
    'responseFiles[]': 'artifactLocation',
    'ruleConfigurationOverrides[]': 'configurationOverride',
    stdin: 'artifactLocation',
    stdout: 'artifactLocation',
    stderr: 'artifactLocation',
    stdoutStderr: 'artifactLocation',
    'toolExecutionNotifications[]': 'notification',
    'toolConfigurationNotifications[]': 'notification',
  },
  location: {
    message: 'message',
    physicalLocation: 'physicalLocation',
    'logicalLocations[]': 'logicalLocation',
  },
  node: { location: 'location' },
  notification: {
    associatedRule: 'reportingDescriptorReference',
    descriptor: 'reportingDescriptorReference',
    message: 'message',
    'locations[]': 'location',
  },
  physicalLocation: { address: 'address', artifactLocation: 'artifactLocation', region: 'region' },
  rectangle: { message: 'message' },
  region: { message: 'message' },
  reportingDescriptor: {
    shortDescription: 'multiformatMessageString',
    fullDescription: 'multiformatMessageString',
    'relationships[]': 'reportingDescriptorRelationship',
  },
  reportingDescriptorReference: { toolComponent: 'toolComponentReference' },
  reportingDescriptorRelationship: { description: 'message', target: 'reportingDescriptorReference' },
  result: {
    analysisTarget: 'artifactLocation',
    'attachments[]': 'attachment',
    'locations[]': 'location',
    'codeFlows[]': 'codeFlow',
    provenance: 'resultProvenance',
    rule: 'reportingDescriptorReference',
    'graphs[]': 'graph',
    'graphTraversals[]': 'graphTraversal',
    message: 'message',
    'stacks[]': 'stack',
    'relatedLocations[]': 'location',
    'fixes[]': 'fix',
    'taxa[]': 'reportingDescriptorReference',
    webRequest: 'webRequest',
    webResponse: 'webResponse',
  },
  resultProvenance: { 'conversionSources[]': 'physicalLocation' },
  stack: { 'frames[]': 'stackFrame', message: 'message' },
  stackFrame: { location: 'location' },
  threadFlow: { message: 'message', 'locations[]': 'threadFlowLocation' },
  threadFlowLocation: {
    location: 'location',
    'taxa[]': 'reportingDescriptorReference',
    webRequest: 'webRequest',
    webResponse: 'webResponse',
  },
  tool: { driver: 'toolComponent', 'extensions[]': 'toolComponent' },
  toolComponent: {
    associatedComponent: 'toolComponentReference',
    'notifications[]': 'reportingDescriptor',
    'rules[]': 'reportingDescriptor',
  },
  versionControlDetails: { mappedTo: 'artifactLocation' },
};

interface Part {
  readonly name: string;
  readonly form: 'one' | 'array' | 'map';
  readonly step: Step;
}

/** What happens at an object of one kind: who is called, and where it goes on. */
interface Step {
  readonly visits: readonly Visit[];
  readonly parts: readonly Part[];
}

/** One walk for all rules: every object is reached once, and only those below which somebody waits. */
export class Walk {
  readonly #visitors: readonly Visitors[];
  readonly #steps = new Map<Kind, Step>();

  constructor(visitors: readonly Visitors[]) {
    this.#visitors = visitors;
  }

  visit<K extends 'run' | 'result'>(kind: K, object: Objects[K], pointer: string): void {
    follow(this.#step(kind), object, pointer);
  }

  #step(kind: Kind): Step {
    const known = this.#steps.get(kind);
    if (known) return known;
    const visits = this.#visitors.flatMap((visitor) => (visitor[kind] as Visit | undefined) ?? []);
    const parts = Object.entries(PARTS[kind] ?? {}).map(([key, part]) => this.#part(key, part));
    const step = {
      visits,
      parts: parts.filter((part) => part.step.visits.length + part.step.parts.length > 0),
    };
    this.#steps.set(kind, step);
    return step;
  }

  #part(key: string, kind: Kind): Part {
    const form = key.endsWith('[]') ? 'array' : key.endsWith('{}') ? 'map' : 'one';
    return { name: form === 'one' ? key : key.slice(0, -2), form, step: this.#step(kind) };
  }
}

function follow(step: Step, object: object, pointer: string): void {
  for (const visit of step.visits) visit(object as never, pointer);
  for (const part of step.parts) {
    const value = (object as Readonly<Record<string, object | undefined>>)[part.name];
    if (value !== undefined) followPart(part, value, `${pointer}/${part.name}`);
  }
}

function followPart({ form, step }: Part, value: object, pointer: string): void {
  if (form === 'one') return follow(step, value, pointer);
  if (form === 'array') {
    const items = value as readonly object[];
    for (let i = 0; i < items.length; i++) follow(step, items[i] as object, `${pointer}/${i}`);
    return;
  }
  for (const [name, item] of Object.entries(value) as [string, object][])
    follow(step, item, atKey(pointer, name));
}

/** The pointer to a property whose name is anybody's (RFC 6901, section 3). */
export function atKey(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
