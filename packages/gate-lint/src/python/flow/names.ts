import type { ModuleIndex } from '../syntax/module-index.js';
import { child, type PyNode } from '../syntax/node.js';
import { stringValue } from '../syntax/strings.js';

/** `x`, `self.client`, `data["id"]`: the path that an expression reads, or undefined for anything that computes. */
export function accessPath(node: PyNode, module: ModuleIndex, depth = 0): string | undefined {
  if (depth > 20) return undefined;
  if (node.type === 'identifier') return module.text.slice(node.start, node.end);
  if (node.type === 'attribute') {
    const object = child(node, 'object');
    const name = child(node, 'attribute');
    const base = object === undefined ? undefined : accessPath(object, module, depth + 1);
    return base === undefined || name === undefined
      ? undefined
      : `${base}.${module.text.slice(name.start, name.end)}`;
  }
  if (node.type !== 'subscript') return undefined;
  const object = child(node, 'value');
  const key = child(node, 'subscript');
  if (object === undefined || key === undefined) return undefined;
  const base = accessPath(object, module, depth + 1);
  const constant =
    key.type === 'integer' ? module.text.slice(key.start, key.end) : stringValue(key, module.text);
  return base === undefined || constant === undefined ? undefined : `${base}[${JSON.stringify(constant)}]`;
}

/** The builtins that checks ask for; anything else that is not imported or assigned stays as written. */
const BUILTINS = new Set(
  'eval exec compile __import__ open input print getattr setattr globals locals vars int float bool str bytes bytearray repr len list dict tuple set frozenset sorted reversed enumerate zip map filter iter next max min sum abs round hash ord chr hex oct bin isinstance issubclass hasattr format type any all range id callable'.split(
    ' ',
  ),
);

export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

/** Names that libraries export from several places, to the one that checks know. */
const SAME: Readonly<Record<string, string>> = {
  'quart.request': 'flask.request',
  'bottle.request': 'flask.request',
  'flask.globals.request': 'flask.request',
  'flask.wrappers.Request': 'flask.Request',
  'markupsafe.Markup': 'flask.Markup',
  'sqlalchemy.sql.text': 'sqlalchemy.text',
  'sqlalchemy.sql.expression.text': 'sqlalchemy.text',
  'sqlmodel.text': 'sqlalchemy.text',
  'fastapi.responses.HTMLResponse': 'starlette.responses.HTMLResponse',
  'fastapi.responses.RedirectResponse': 'starlette.responses.RedirectResponse',
  'fastapi.responses.FileResponse': 'starlette.responses.FileResponse',
  'fastapi.responses.Response': 'starlette.responses.Response',
  'fastapi.Response': 'starlette.responses.Response',
  'urllib.parse.quote_plus': 'urllib.parse.quote',
  'cPickle.loads': 'pickle.loads',
  'cPickle.load': 'pickle.load',
  '_pickle.loads': 'pickle.loads',
  'cloudpickle.loads': 'pickle.loads',
  'cloudpickle.load': 'pickle.load',
  'ruamel.yaml': 'yaml',
  'Cryptodome.Cipher': 'Crypto.Cipher',
  'simplejson.loads': 'json.loads',
  'ujson.loads': 'json.loads',
  'orjson.loads': 'json.loads',
  'httpx.AsyncClient': 'httpx.Client',
  'regex.compile': 're.compile',
  'werkzeug.utils.redirect': 'flask.redirect',
  'quart.redirect': 'flask.redirect',
  'bottle.redirect': 'flask.redirect',
  'quart.send_file': 'flask.send_file',
  'quart.render_template_string': 'flask.render_template_string',
  'flask.templating.render_template_string': 'flask.render_template_string',
  'django.utils.html.mark_safe': 'django.utils.safestring.mark_safe',
  'django.utils.safestring.SafeString': 'django.utils.safestring.mark_safe',
  'django.utils.safestring.SafeText': 'django.utils.safestring.mark_safe',
};

export function canonicalName(name: string): string {
  return SAME[name] ?? name;
}
