import { argument, isConstant, keyword, type CallSite, type Reporter } from '../flow/call-site.js';
import { deepTaint, reaching, type Value } from '../flow/value.js';
import { reportFlow } from './sinks.js';

const RUNNERS =
  /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|asyncio\.create_subprocess_exec|anyio\.run_process|anyio\.open_process|trio\.run_process)$/;
const SHELL = /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|dash|ash|ksh|cmd|cmd\.exe|powershell|pwsh)$/i;
const BASE = { ruleId: 'lint/command-injection', severity: 'critical' } as const;

/** `subprocess` with a shell, a list that starts a shell, or a program that the input chooses. */
export function checkCommands(call: CallSite, report: Reporter): void {
  if (!RUNNERS.test(call.name)) return;
  const given = argument(call, 0, 'args', 'command');
  if (given === undefined) return;
  const taint = deepTaint(given.value, 'command');
  if (isConstant(keyword(call, 'shell'), 'true')) {
    if (taint !== undefined)
      reportFlow(call, given.node, { ...BASE, what: 'becomes part of the shell command of' }, taint, report);
    return;
  }
  const items =
    call.name === 'asyncio.create_subprocess_exec'
      ? call.arguments.filter((one) => one.keyword === undefined).map((one) => one.value)
      : given.value.items;
  if (items === undefined) {
    const program = isText(given.value) ? reaching(given.value, 'command') : undefined;
    if (program !== undefined)
      reportFlow(call, given.node, { ...BASE, what: 'chooses the program of' }, program, report);
    return;
  }
  checkItems(call, given.node, items, report);
}

function checkItems(call: CallSite, node: CallSite['node'], items: readonly Value[], report: Reporter): void {
  const [program, flag, ...rest] = items;
  const chosen = program === undefined ? undefined : reaching(program, 'command');
  if (chosen !== undefined && (program?.prefix ?? '') === '') {
    reportFlow(call, node, { ...BASE, what: 'chooses the program of' }, chosen, report);
    return;
  }
  if (program?.text === undefined || !SHELL.test(program.text) || !/^[-/]\w*c/i.test(flag?.text ?? ''))
    return;
  for (const item of rest) {
    const taint = reaching(item, 'command');
    if (taint !== undefined)
      reportFlow(call, node, { ...BASE, what: 'becomes part of the shell command of' }, taint, report);
  }
}

/** `shlex.split(x)` and `x.split()` too: the first word is the program. A constant beginning fixes the program. */
function isText(value: Value): boolean {
  return !/^\s*\S+\s/.test(value.prefix ?? '');
}
