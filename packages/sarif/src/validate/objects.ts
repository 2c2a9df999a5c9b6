import type * as sarif from 'sarif';

/** A SARIF object as somebody wrote it: any property may be missing, but none has a value of another type. */
export type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> }
    : T;

/** The objects that rules see, by the name that the schema gives them. */
export interface Objects {
  address: Loose<sarif.Address>;
  artifact: Loose<sarif.Artifact>;
  artifactChange: Loose<sarif.ArtifactChange>;
  artifactContent: Loose<sarif.ArtifactContent>;
  artifactLocation: Loose<sarif.ArtifactLocation>;
  attachment: Loose<sarif.Attachment>;
  codeFlow: Loose<sarif.CodeFlow>;
  configurationOverride: Loose<sarif.ConfigurationOverride>;
  conversion: Loose<sarif.Conversion>;
  edge: Loose<sarif.Edge>;
  edgeTraversal: Loose<sarif.EdgeTraversal>;
  fix: Loose<sarif.Fix>;
  graph: Loose<sarif.Graph>;
  graphTraversal: Loose<sarif.GraphTraversal>;
  invocation: Loose<sarif.Invocation>;
  location: Loose<sarif.Location>;
  log: Loose<sarif.Log>;
  logicalLocation: Loose<sarif.LogicalLocation>;
  message: Loose<sarif.Message>;
  multiformatMessageString: Loose<sarif.MultiformatMessageString>;
  node: Loose<sarif.Node>;
  notification: Loose<sarif.Notification>;
  physicalLocation: Loose<sarif.PhysicalLocation>;
  propertyBag: Loose<sarif.PropertyBag>;
  rectangle: Loose<sarif.Rectangle>;
  region: Loose<sarif.Region>;
  replacement: Loose<sarif.Replacement>;
  reportingConfiguration: Loose<sarif.ReportingConfiguration>;
  reportingDescriptor: Loose<sarif.ReportingDescriptor>;
  reportingDescriptorReference: Loose<sarif.ReportingDescriptorReference>;
  reportingDescriptorRelationship: Loose<sarif.ReportingDescriptorRelationship>;
  result: Loose<sarif.Result>;
  resultProvenance: Loose<sarif.ResultProvenance>;
  run: Loose<sarif.Run>;
  runAutomationDetails: Loose<sarif.RunAutomationDetails>;
  stack: Loose<sarif.Stack>;
  stackFrame: Loose<sarif.StackFrame>;
  suppression: Loose<sarif.Suppression>;
  threadFlow: Loose<sarif.ThreadFlow>;
  threadFlowLocation: Loose<sarif.ThreadFlowLocation>;
  tool: Loose<sarif.Tool>;
  toolComponent: Loose<sarif.ToolComponent>;
  toolComponentReference: Loose<sarif.ToolComponentReference>;
  versionControlDetails: Loose<sarif.VersionControlDetails>;
  webRequest: Loose<sarif.WebRequest>;
  webResponse: Loose<sarif.WebResponse>;
}

export type Kind = keyof Objects;
