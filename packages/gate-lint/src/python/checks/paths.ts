import { argument, type CallSite, type Reporter } from '../flow/call-site.js';
import { reaching } from '../flow/value.js';
import { reportFlow } from './sinks.js';

const FILE_METHODS =
  /^(?:read_text|read_bytes|write_text|write_bytes|open|unlink|mkdir|rmdir|rename|touch|iterdir|glob|rglob|symlink_to|hardlink_to|chmod)$/;
const SINK = { ruleId: 'lint/path-traversal', severity: 'high' } as const;

/** Methods of `pathlib.Path`, and `upload.save(path)`. */
export function checkPaths(call: CallSite, report: Reporter): void {
  const { receiver } = call;
  if (receiver === undefined) return;
  if (receiver.name === 'pathlib.Path()' && FILE_METHODS.test(call.method)) {
    const taint = reaching(receiver, 'path');
    if (taint !== undefined)
      reportFlow(call, call.node, { ...SINK, what: 'reaches the path of' }, taint, report);
  }
  if (call.method === 'save' && receiver.name === '@upload') checkSave(call, report);
  if (/^extract(?:all)?$/.test(call.method)) checkExtraction(call, report);
}

function checkSave(call: CallSite, report: Reporter): void {
  const given = argument(call, 0, 'dst');
  const taint = given === undefined ? undefined : reaching(given.value, 'path');
  if (given !== undefined && taint !== undefined)
    reportFlow(call, given.node, { ...SINK, what: 'reaches the path of' }, taint, report);
}

/** An uploaded tar names the files that it writes; `filter="data"` refuses those outside. */
function checkExtraction(call: CallSite, report: Reporter): void {
  if (!/^tarfile\.(?:open|TarFile(?:\.open)?)\(\)/.test(call.receiver?.name ?? '')) return;
  if (call.arguments.some((one) => one.keyword === 'filter' || one.keyword === 'members')) return;
  const file = call.receiver?.fields?.get('fileobj') ?? call.receiver;
  const taint = file === undefined ? undefined : file.taint;
  if (taint !== undefined)
    reportFlow(call, call.node, { ...SINK, what: 'names the files that are written by' }, taint, report);
}
