import { isFunction, unwrap, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { sketch, HOLE } from '../model/static-text.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/code-injection';
/** Functions that run a text, and which of their arguments it is. */
const INTERPRETERS =
  /^(?:eval|execScript|vm\.(?:runIn(?:New|This)?Context|compileFunction|Script)|vm2\.(?:VM|NodeVM)\(\)\.run|(?:isolated-vm\.)?\w*\.?compileScriptSync|safe-eval|static-eval)$/;
const TIMERS = /^(?:setTimeout|setInterval|setImmediate)$/;
const MODULE_LOADERS = /^(?:require|require\.resolve|module\.require)$/;

export const checkCodeInjection: Check = (input) => {
  for (const node of [...input.model.calls, ...input.model.news]) {
    const name = nameOf(input.model, node.callee);
    const [first] = node.arguments;
    if (!first) continue;
    if (name === 'Function') for (const argument of node.arguments) checkText(input, node.callee, argument);
    else if (INTERPRETERS.test(name)) checkText(input, node.callee, first);
    else if (TIMERS.test(name) && !isFunction(first)) checkFlow(input, node.callee, first);
    else if (MODULE_LOADERS.test(name)) checkFlow(input, node.callee, first);
  }
  for (const node of input.model.imports) checkFlow(input, undefined, node.source);
  for (const property of input.model.properties) {
    if (property.key.type === 'Identifier' && property.key.name === '$where')
      checkFlow(input, property.key, property.value);
  }
};

function checkFlow({ model, flow, report }: CheckInput, callee: Node | undefined, argument: Node): boolean {
  const taint = flow.taintOf(argument, 'code');
  const name = callee ? shortName(model, callee) : 'import';
  if (taint)
    report(
      flowHit(taint, {
        ruleId,
        severity: 'critical',
        node: argument,
        reaches: `\`${name}\`, which runs it as code`,
      }),
    );
  return taint !== undefined;
}

function checkText(input: CheckInput, callee: Node, argument: Node): void {
  if (checkFlow(input, callee, argument)) return;
  const text = sketch(input.model, unwrap(argument));
  if (!text.includes(HOLE) || isFunction(unwrap(argument))) return;
  const message = `\`${shortName(input.model, callee)}\` runs computed text as code; nothing here shows where the text comes from.`;
  input.report({ ruleId, severity: 'low', node: argument, message });
}
