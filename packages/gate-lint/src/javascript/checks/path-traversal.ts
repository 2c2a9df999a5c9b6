import { memberName, propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { isDeclaredHere, nameOf, receiverWord, shortName } from '../model/names.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/path-traversal';
/** Of `fs`, `fs/promises`, fs-extra, graceful-fs: what takes a path first. */
const FILE_METHODS =
  /^(?:readFile|writeFile|appendFile|createReadStream|createWriteStream|unlink|rm|rmdir|readdir|opendir|open|openAsBlob|mkdir|stat|lstat|truncate|chmod|chown|utimes|readlink|realpath|watch|watchFile|cp|copyFile|rename|link|symlink|outputFile|outputJson|outputJSON|readJson|readJSON|writeJson|writeJSON|ensureDir|ensureFile|remove|emptyDir|copy|move|mkdirp|readJsonSync)(?:Sync)?$/;
const TWO_PATHS = /^(?:cp|copyFile|rename|link|symlink|copy|move)(?:Sync)?$/;
const FILE_MODULES =
  /^(?:fs|fs\/promises|fs-extra|graceful-fs|fs\.promises|original-fs|memfs|pify\(\)|mz\/fs)$/;
const OTHER =
  /^(?:Bun\.file|Bun\.write|Deno\.(?:open|readFile|readTextFile|writeFile|writeTextFile|remove|readDir|mkdir|stat|create)(?:Sync)?|rimraf(?:\.sync)?|del|load-json-file|glob|koa-send|send)$/;
const RESPONSE_METHODS = new Set(['sendFile', 'sendfile', 'download']);
const RESPONSE_WORD = /^_?(?:res|response|reply|resp|c|ctx|h|status|type|attachment|set|header)$/;

export const checkPathTraversal: Check = (input) => {
  for (const call of input.model.calls) for (const path of pathsOf(input, call)) checkPath(input, call, path);
};

function checkPath({ model, flow, report }: CheckInput, call: Call, path: Node): void {
  const taint = flow.taintOf(path, 'path');
  if (!taint) return;
  const reaches = `the path that \`${shortName(model, call.callee)}\` opens`;
  report(flowHit(taint, { ruleId, severity: 'high', node: path, reaches }));
}

/** The arguments that are paths. */
function pathsOf(input: CheckInput, call: Call): Node[] {
  const callee = unwrap(call.callee);
  const name = nameOf(input.model, callee);
  const [module, method] = split(name);
  const [first, second] = call.arguments;
  if (!first) return [];
  if (FILE_MODULES.test(module) && FILE_METHODS.test(method))
    return TWO_PATHS.test(method) && second ? [first, second] : [first];
  if (OTHER.test(name) && !isDeclaredHere(input.model, callee))
    return /koa-send|^send$/.test(name) ? pathsOfSend(call) : [first];
  return callee.type === 'MemberExpression' ? pathsOfResponse(call, callee) : [];
}

function split(name: string): [string, string] {
  const at = name.lastIndexOf('.');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

/** `send(req, path, { root })` refuses to leave its root. */
function pathsOfSend(call: Call): Node[] {
  const [, path, options] = call.arguments;
  return path && !hasRoot(options) ? [path] : [];
}

function pathsOfResponse(call: Call, callee: Node & { readonly type: 'MemberExpression' | string }): Node[] {
  if (callee.type !== 'MemberExpression' || !RESPONSE_METHODS.has(memberName(callee) ?? '')) return [];
  if (!RESPONSE_WORD.test(receiverWord(callee))) return [];
  // Fastify's `reply.sendFile` serves from the folder of @fastify/static and refuses to leave it.
  if (receiverWord(callee) === 'reply') return [];
  const [path, ...rest] = call.arguments;
  return path && !rest.some(hasRoot) ? [path] : [];
}

function hasRoot(options: Node | undefined): boolean {
  return options !== undefined && propertyOf(unwrap(options), 'root') !== undefined;
}
