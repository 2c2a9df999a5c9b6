import { propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/unsafe-deserialization';
/** Run what they read: there is no safe use on data from outside. */
const ALWAYS =
  /^(?:node-serialize\.unserialize|serialize-to-js\.deserialize|serialize-to-js|funcster\.deepDeserialize|funcster\.deserialize\w*|cryo\.parse|serialijse\.deserialize)$/;
const ON_REQUEST =
  /^(?:v8\.deserialize|v8\.Deserializer|bson\.deserialize|devalue\.unflatten|superjson\.deserialize|php-unserialize\.unserialize|jsonpickle\.decode)$/;
const YAML_LOADS = /^js-yaml\.(?:load|loadAll)$/;
const UNSAFE_SCHEMA = /DEFAULT_FULL_SCHEMA|js-yaml-js-types|\bunsafe\b|!!js/;

export const checkUnsafeDeserialization: Check = (input) => {
  for (const call of input.model.calls) checkCall(input, call, nameOf(input.model, call.callee));
  for (const node of input.model.news) {
    const [first] = node.arguments;
    if (first && /^v8\.Deserializer$/.test(nameOf(input.model, node.callee)))
      checkFlow(input, node.callee, first);
  }
};

function checkCall(input: CheckInput, call: Call, name: string): void {
  const [data] = call.arguments;
  if (!data) return;
  if (ALWAYS.test(name)) {
    if (checkFlow(input, call.callee, data) || staticText(input.model, data) !== undefined) return;
    const message = `\`${shortName(input.model, call.callee)}\` runs functions that the data holds.`;
    input.report({ ruleId, severity: 'high', node: data, message });
  } else if (ON_REQUEST.test(name)) checkFlow(input, call.callee, data);
  else if (YAML_LOADS.test(name)) checkYaml(input, call, data);
}

/** js-yaml 4 is safe by default; 3 needs `safeLoad` or a safe schema. */
function checkYaml(input: CheckInput, call: Call, data: Node): void {
  const schema = propertyOf(call.arguments[1] ? unwrap(call.arguments[1]) : undefined, 'schema');
  const isUnsafe = schema ? UNSAFE_SCHEMA.test(schemaText(input, schema)) : isOldYaml(input);
  if (!isUnsafe || checkFlow(input, call.callee, data) || staticText(input.model, data) !== undefined) return;
  const message = `\`${shortName(input.model, call.callee)}\` makes functions out of YAML with this schema.`;
  input.report({ ruleId, severity: schema ? 'medium' : 'low', node: data, message });
}

function isOldYaml({ model, dependencyMajor }: CheckInput): boolean {
  return dependencyMajor('js-yaml') === 3 || /\.safe(?:Load|Dump)\b/.test(model.text);
}

function checkFlow({ model, flow, report }: CheckInput, callee: Node, data: Node): boolean {
  const taint = flow.taintOf(data, 'object');
  const reaches = `\`${shortName(model, callee)}\`, which can run code while it reads`;
  if (taint) report(flowHit(taint, { ruleId, severity: 'critical', node: data, reaches }));
  return taint !== undefined;
}

function schemaText({ model }: CheckInput, schema: Node): string {
  const definition = schema.type === 'Identifier' ? model.variableOf(schema)?.defs[0] : undefined;
  const init = definition?.type === 'Variable' ? definition.node.init : undefined;
  const names = [...model.descendants(init ?? schema)].map((node) =>
    node.type === 'Identifier' ? nameOf(model, node) : '',
  );
  return [model.textOf(init ?? schema), nameOf(model, schema), ...names].join(' ');
}
