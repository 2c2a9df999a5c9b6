export { examplesFor, type ExampleChange } from './examples.js';
export { reportOf, type ContractReport, type EnvironmentReport, type VariableReport } from './report.js';
