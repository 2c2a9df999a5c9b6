import { argument, isConstant, keyword, type CallSite, type Reporter } from '../flow/call-site.js';
import { reaching, type Taint } from '../flow/value.js';

const RULE = 'lint/unsafe-deserialization';
const LOADERS =
  /^(?:pickle|dill|cloudpickle|marshal|jsonpickle|_pickle|shelve|joblib|torch|pandas|numpy|compress_pickle)\.(?:loads?|Unpickler|decode|open|read_pickle|unpickle)$/;
const YAML = /^yaml\.(?:load|load_all|unsafe_load|unsafe_load_all|full_load|full_load_all)$/;
const SAFE_YAML = /(?:^|\.)C?(?:Safe|Base)Loader$/;

/** Formats that describe behaviour: whoever writes the bytes chooses what runs. */
export function checkDeserialization(call: CallSite, report: Reporter): void {
  if (YAML.test(call.name)) checkYaml(call, report);
  else if (LOADERS.test(call.name) && !isHarmless(call)) checkLoader(call, report);
}

function checkLoader(call: CallSite, report: Reporter): void {
  const given = argument(call, 0, 'file', 'data', 'filename', 'f', 'string', 'filepath_or_buffer');
  const taint = given === undefined ? undefined : reaching(given.value, 'deserialization');
  if (given === undefined || taint === undefined) return;
  const severity = ({ request: 'critical', network: 'medium', local: 'low' } as const)[taint.kind];
  report({ ruleId: RULE, at: given.node, severity, taint, message: unpacked(taint, call) });
}

/** These two say themselves when they are safe. */
function isHarmless(call: CallSite): boolean {
  if (call.name === 'numpy.load') return !isConstant(keyword(call, 'allow_pickle'), 'true');
  if (call.name === 'pandas.open' || call.name === 'torch.open') return true;
  return call.name === 'torch.load' && isConstant(keyword(call, 'weights_only'), 'true');
}

function checkYaml(call: CallSite, report: Reporter): void {
  const loader = argument(call, 1, 'Loader');
  if (
    /^yaml\.(?:load|load_all)$/.test(call.name) &&
    loader !== undefined &&
    SAFE_YAML.test(loader.value.name ?? call.module.text.slice(loader.node.start, loader.node.end))
  )
    return;
  if (isRoundTrip(call)) return;
  const given = argument(call, 0, 'stream');
  const taint = given === undefined ? undefined : reaching(given.value, 'deserialization');
  if (taint?.kind === 'request') {
    report({
      ruleId: RULE,
      at: given?.node ?? call.node,
      severity: 'critical',
      taint,
      message: unpacked(taint, call),
    });
    return;
  }
  if (/^yaml\.full/.test(call.name) || /FullLoader$/.test(loader?.value.name ?? '')) return;
  report({
    ruleId: RULE,
    at: call.node,
    severity: 'medium',
    message: `\`${call.written}\` makes whatever object the document names; use \`yaml.safe_load\`.`,
  });
}

/** ruamel's own object `YAML()` has a method load of another kind. */
function isRoundTrip(call: CallSite): boolean {
  return call.arguments.length === 0 || call.module.imports.get('yaml')?.startsWith('ruamel') === true;
}

function unpacked(taint: Taint, call: CallSite): string {
  const whose = taint.kind === 'network' ? ', which another service sends,' : '';
  return `\`${taint.label}\`${whose} is unpacked by \`${call.written}\`, which runs what the bytes say.`;
}
