/** Arrays of a run that other places point into by index. */
export type IndexedList =
  | 'addresses'
  | 'artifacts'
  | 'graphs'
  | 'invocations'
  | 'logicalLocations'
  | 'threadFlowLocations'
  | 'webRequests'
  | 'webResponses';

/** The arrays of a tool component that descriptors stand in. */
export type DescriptorList = 'rules' | 'notifications' | 'taxa';

/** Where an object of SARIF points at another one of its run. */
export type SelfReference =
  | { readonly kind: 'index'; readonly property: string; readonly list: IndexedList }
  | { readonly kind: 'descriptor'; readonly lists: readonly DescriptorList[] }
  | { readonly kind: 'component' }
  | { readonly kind: 'base' }
  | { readonly kind: 'result' };

export interface Shape {
  readonly references: readonly SelfReference[];
  readonly children: ReadonlyMap<string, Shape>;
  /** Children in whose arrays nothing may stand twice (`uniqueItems` of the schema). */
  readonly unique: ReadonlySet<string>;
}

type ShapeTable = Readonly<
  Record<string, readonly [readonly SelfReference[], Readonly<Record<string, string>>]>
>;

function index(list: IndexedList, property = 'index'): SelfReference {
  return { kind: 'index', property, list };
}

function descriptor(...lists: readonly DescriptorList[]): readonly SelfReference[] {
  return [{ kind: 'descriptor', lists }];
}

const LOCATED = { location: 'location' };
const FILES = {
  executableLocation: 'artifactLocation',
  responseFiles: 'artifactLocation!',
  stderr: 'artifactLocation',
  stdin: 'artifactLocation',
  stdout: 'artifactLocation',
  stdoutStderr: 'artifactLocation',
  workingDirectory: 'artifactLocation',
};
const EXTERNAL_FILES = [
  'addresses artifacts conversion driver extensions externalizedProperties graphs invocations logicalLocations',
  'policies results taxonomies threadFlowLocations translations webRequests webResponses',
]
  .join(' ')
  .split(' ');

/**
 * Every object of SARIF 2.1.0 that holds a reference, or leads to one: its own references, its children. A child whose
 * array holds no value twice ends in `!`.
 */
const TABLE: ShapeTable = {
  address: [[index('addresses'), index('addresses', 'parentIndex')], {}],
  artifact: [[index('artifacts', 'parentIndex')], { location: 'artifactLocation' }],
  artifactChange: [[], { artifactLocation: 'artifactLocation' }],
  artifactLocation: [[{ kind: 'base' }, index('artifacts')], {}],
  attachment: [[], { artifactLocation: 'artifactLocation' }],
  codeFlow: [[], { threadFlows: 'threadFlow' }],
  componentReference: [[{ kind: 'component' }], {}],
  // What a converted tool said of itself points into that tool, which is no component of the run.
  conversion: [
    [],
    {
      analysisToolLogFiles: 'artifactLocation!',
      invocation: 'convertedInvocation',
      tool: 'convertedTool',
    },
  ],
  convertedInvocation: [
    [],
    {
      ...FILES,
      toolConfigurationNotifications: 'convertedNotification',
      toolExecutionNotifications: 'convertedNotification',
    },
  ],
  convertedNotification: [[], { exception: 'exception', locations: 'location!' }],
  convertedTool: [[], { driver: 'locatedComponent', extensions: 'locatedComponent' }],
  descriptor: [[], { relationships: 'relationship!' }],
  exception: [[], { innerExceptions: 'exception', stack: 'stack' }],
  externalFile: [[], { location: 'artifactLocation' }],
  externalFiles: [[], Object.fromEntries(EXTERNAL_FILES.map((name) => [name, 'externalFile']))],
  fix: [[], { artifactChanges: 'artifactChange!' }],
  graph: [[], { nodes: 'node!' }],
  graphTraversal: [[index('graphs', 'runGraphIndex')], {}],
  invocation: [
    [],
    {
      ...FILES,
      notificationConfigurationOverrides: 'notificationOverride!',
      ruleConfigurationOverrides: 'ruleOverride!',
      toolConfigurationNotifications: 'notification',
      toolExecutionNotifications: 'notification',
    },
  ],
  locatedComponent: [[], { locations: 'artifactLocation' }],
  location: [[], { logicalLocations: 'logicalLocation!', physicalLocation: 'physicalLocation' }],
  logicalLocation: [[index('logicalLocations'), index('logicalLocations', 'parentIndex')], {}],
  node: [[], { ...LOCATED, children: 'node!' }],
  notification: [
    [],
    {
      associatedRule: 'ruleReference',
      descriptor: 'notificationReference',
      exception: 'exception',
      locations: 'location!',
    },
  ],
  notificationOverride: [[], { descriptor: 'notificationReference' }],
  notificationReference: [descriptor('notifications'), { toolComponent: 'componentReference' }],
  plain: [[], {}],
  physicalLocation: [[], { address: 'address', artifactLocation: 'artifactLocation' }],
  provenance: [[index('invocations', 'invocationIndex')], { conversionSources: 'physicalLocation!' }],
  relationship: [[], { target: 'relatedReference' }],
  relatedReference: [descriptor('taxa', 'rules', 'notifications'), { toolComponent: 'componentReference' }],
  result: [
    [{ kind: 'result' }],
    {
      analysisTarget: 'artifactLocation',
      attachments: 'attachment!',
      codeFlows: 'codeFlow',
      fixes: 'fix!',
      graphTraversals: 'graphTraversal!',
      graphs: 'graph!',
      locations: 'location',
      provenance: 'provenance',
      relatedLocations: 'location!',
      rule: 'ruleReference',
      stacks: 'stack!',
      suppressions: 'suppression!',
      taxa: 'taxonReference!',
      webRequest: 'webRequest',
      webResponse: 'webResponse',
    },
  ],
  ruleOverride: [[], { descriptor: 'ruleReference' }],
  ruleReference: [descriptor('rules'), { toolComponent: 'componentReference' }],
  run: [
    [],
    {
      conversion: 'conversion',
      externalPropertyFileReferences: 'externalFiles',
      specialLocations: 'specialLocations',
      tool: 'tool',
    },
  ],
  specialLocations: [[], { displayBase: 'artifactLocation' }],
  stack: [[], { frames: 'stackFrame' }],
  stackFrame: [[], LOCATED],
  suppression: [[], LOCATED],
  taxonReference: [descriptor('taxa'), { toolComponent: 'componentReference' }],
  threadFlow: [[], { locations: 'threadFlowLocation' }],
  threadFlowLocation: [
    [index('threadFlowLocations')],
    {
      ...LOCATED,
      stack: 'stack',
      taxa: 'taxonReference!',
      webRequest: 'webRequest',
      webResponse: 'webResponse',
    },
  ],
  tool: [[], { driver: 'toolComponent' }],
  toolComponent: [
    [],
    {
      associatedComponent: 'componentReference',
      locations: 'artifactLocation',
      supportedTaxonomies: 'componentReference!',
    },
  ],
  versionControlDetails: [[], { mappedTo: 'artifactLocation' }],
  webRequest: [[index('webRequests')], {}],
  webResponse: [[index('webResponses')], {}],
};

const made = new Map<string, Shape>();

/** The shape of a type of object; shapes may contain themselves. */
export function shapeOf(type: string): Shape {
  const known = made.get(type);
  if (known) return known;
  const entry = TABLE[type];
  if (entry === undefined) throw new Error(`No shape for ${type}`);
  const children = new Map<string, Shape>();
  const unique = new Set<string>();
  const shape: Shape = { references: entry[0], children, unique };
  made.set(type, shape);
  for (const [key, child] of Object.entries(entry[1])) {
    if (child.endsWith('!')) unique.add(key);
    children.set(key, shapeOf(child.replace('!', '')));
  }
  return shape;
}
