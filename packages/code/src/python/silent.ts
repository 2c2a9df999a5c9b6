import { ancestors, field, parts, type Node } from '../syntax.js';
import type { PythonFile } from './file.js';

/** Docstrings, types, logs, errors, comparisons, examples of documentation: texts that nothing connects to. */
export function isSilent(file: PythonFile, node: Node): boolean {
  if (isDocstring(node)) return true;
  for (const above of ancestors(node)) {
    if (SILENT.has(above.type)) return true;
    if (above.type === 'keyword_argument' && DESCRIBING.test(field(above, 'name')?.text ?? '')) return true;
    if (above.type === 'call' && isSilentCall(file, above, node)) return true;
    if (above.type === 'block' || above.type === 'module') return false;
  }
  return false;
}

/** A text that stands alone. */
function isDocstring(node: Node): boolean {
  const outer = node.parent?.type === 'concatenated_string' ? node.parent : node;
  return outer.parent?.type === 'expression_statement' && parts(outer.parent).length === 1;
}

const SILENT: ReadonlySet<string> = new Set([
  'comparison_operator', 'raise_statement', 'assert_statement', 'type', 'case_clause', 'import_statement',
  'import_from_statement', 'print_statement', 'delete_statement',
]); // prettier-ignore
const DESCRIBING =
  /^(?:help|description|title|examples?|summary|contact|license_info|terms_of_service|doc|docs|epilog|usage|openapi_examples|json_schema_extra|verbose_name|help_text|placeholder)$/;

function isSilentCall(file: PythonFile, call: Node, node: Node): boolean {
  const callee = field(call, 'function');
  const name = file.callAt(call)?.name || (callee?.text.slice(0, 200) ?? '');
  // `"http://…".split(",")` is a method of the text: what is asked is what the text is given to.
  if (callee && callee.startIndex <= node.startIndex && node.endIndex <= callee.endIndex) return false;
  return SILENT_CALL.test(name) || SILENT_METHOD.test(callee?.text.slice(-60) ?? '');
}

const SILENT_CALL =
  /^(?:print|pprint|logging\.\w+|warnings\.warn|click\.s?echo|typer\.echo|click\.secho|re\.\w+|\w*(?:Error|Exception|Warning|Exit)|sys\.exit|exit|cls\.fail)$/;
const SILENT_METHOD =
  /(?:\b_?(?:log|logger|logging|LOG|LOGGER|console|stdout|stderr|structlog)\.\w+|\.(?:startswith|endswith|replace|removeprefix|removesuffix|split|find|index|count|strip|lstrip|rstrip|debug|info|warning|error|exception|critical|echo|style\.\w+))$/;
