import { propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/command-injection';
const SHELLS =
  /^(?:child_process\.(?:exec|execSync)|execa\.(?:execaCommand|execaCommandSync|command|commandSync)|shelljs\.exec|shelljs\/shell\.exec|child-process-promise\.exec|node-exec-promise\.exec|exec-sh(?:\.promise)?|ssh2\.Client\(\)\.exec|node-ssh\.NodeSSH\(\)\.execCommand|cross-spawn\.exec)$/;
const PROGRAMS =
  /^(?:child_process\.(?:spawn|spawnSync|execFile|execFileSync|fork)|execa(?:\.(?:execa|execaSync|sync))?|cross-spawn(?:\.(?:spawn|sync))?|tinyexec\.(?:x|exec))$/;
const SHELL_PROGRAM = /(?:^|[\\/])(?:ba|z|da|k|c|fi|)sh(?:\.exe)?$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i;
const SHELL_FLAG = /^(?:-[a-z]*c|\/c|-command)$/i;

export const checkCommandInjection: Check = (input) => {
  for (const call of input.model.calls) {
    const name = nameOf(input.model, call.callee);
    const [first] = call.arguments;
    if (!first) continue;
    if (SHELLS.test(name)) checkPart(input, call, first, 'the shell command');
    else if (PROGRAMS.test(name)) checkProgram(input, call, first);
  }
};

function checkPart({ model, flow, report }: CheckInput, call: Call, part: Node, what: string): void {
  const taint = flow.taintOf(part, 'command');
  if (!taint) return;
  const reaches = `${what} of \`${shortName(model, call.callee)}\``;
  report(flowHit(taint, { ruleId, severity: 'critical', node: part, reaches }));
}

function checkProgram(input: CheckInput, call: Call, program: Node): void {
  checkPart(input, call, program, 'the name of the program');
  const given = call.arguments[1] ? unwrap(call.arguments[1]) : undefined;
  if (!given || given.type === 'ObjectExpression') return;
  if (usesShell(input, call)) checkPart(input, call, given, 'the shell command');
  else if (SHELL_PROGRAM.test(staticText(input.model, program) ?? '') && given.type === 'ArrayExpression') {
    checkShellArguments(input, call, given.elements);
  }
}

/** `spawn('sh', ['-c', text, …])`: only the text is a command, what follows are its arguments. */
function checkShellArguments(input: CheckInput, call: Call, elements: readonly (Node | null)[]): void {
  const flag = elements.findIndex(
    (element) => element && SHELL_FLAG.test(staticText(input.model, element) ?? ''),
  );
  const text = flag < 0 ? undefined : elements[flag + 1];
  if (text) checkPart(input, call, text, 'the shell command');
}

function usesShell({ model }: CheckInput, call: Call): boolean {
  return call.arguments.slice(1).some((argument) => {
    const shell = propertyOf(resolveObject(model, unwrap(argument)), 'shell');
    return shell !== undefined && !(shell.type === 'Literal' && shell.value === false);
  });
}

function resolveObject(model: CheckInput['model'], node: Node): Node {
  if (node.type !== 'Identifier') return node;
  const definition = model.variableOf(node)?.defs[0];
  return definition?.type === 'Variable' && definition.node.init ? definition.node.init : node;
}
