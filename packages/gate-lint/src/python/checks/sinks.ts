import type { Severity } from '@railgate/contract';

import { argument, flowSeverity, type CallSite, type Reporter } from '../flow/call-site.js';
import { OWN_START } from '../flow/texts.js';
import { remembered } from '../flow/remembered.js';
import { deepTaint, type Hazard, type Taint } from '../flow/value.js';

/** A call that does harm with one of its arguments. */
export interface Sink {
  /** Against the full name of what is called. */
  readonly names: RegExp;
  readonly ruleId: string;
  readonly hazard: Hazard;
  readonly severity: Severity;
  readonly position: number;
  readonly keywords: readonly string[];
  /** What becomes of the value: "is run as code by". */
  readonly what: string;
  /** Further conditions. */
  readonly when?: (call: CallSite, taint: Taint) => boolean;
}

const isHtmlType = (call: CallSite): boolean => {
  const type = call.arguments.find((one) => /^(?:media_type|content_type|mimetype)$/.test(one.keyword ?? ''));
  const text = type && (type.value.text ?? oneOfTypes(type.value.constants));
  return text === undefined || /html|svg|xml/.test(text);
};
/** `text/markdown application/json`, where each branch chooses one; undefined when a branch is not known. */
const oneOfTypes = (constants = ''): string | undefined =>
  /^[a-z]+\/[\w.+-]+(?: [a-z]+\/[\w.+-]+)+$/.test(constants) ? constants : undefined;
const isExplicitHtml = (call: CallSite): boolean =>
  isHtmlType(call) && call.arguments.some((one) => /_type$|^mimetype$/.test(one.keyword ?? ''));

const CODE = { ruleId: 'lint/code-injection', hazard: 'code', severity: 'critical' } as const;
const COMMAND = { ruleId: 'lint/command-injection', hazard: 'command', severity: 'critical' } as const;
const PATH = { ruleId: 'lint/path-traversal', hazard: 'path', severity: 'high' } as const;
const HTML = { ruleId: 'lint/cross-site-scripting', hazard: 'html', severity: 'high' } as const;
const REDIRECT = { ruleId: 'lint/open-redirect', hazard: 'redirect', severity: 'high' } as const;

export const SINKS: readonly Sink[] = [
  {
    ...CODE,
    names: /^(?:builtins\.)?(?:eval|exec|compile)$/,
    position: 0,
    keywords: ['source'],
    what: 'is run as code by',
  },
  {
    ...CODE,
    names: /^(?:pandas\.eval|numexpr\.evaluate|timeit\.(?:timeit|repeat)|code\.Interactive\w+\(\)\.run\w+)$/,
    position: 0,
    keywords: ['expr', 'stmt'],
    what: 'is run as code by',
  },
  {
    ...CODE,
    names:
      /^(?:__import__|importlib\.import_module|runpy\.run_(?:path|module)|importlib\.util\.spec_from_file_location)$/,
    position: 0,
    keywords: ['name', 'path_name', 'mod_name'],
    what: 'chooses the code that is loaded by',
  },
  {
    ...COMMAND,
    names:
      /^(?:os\.system|os\.popen|subprocess\.get(?:status)?output|asyncio\.create_subprocess_shell|commands\.get(?:status)?output|pty\.spawn|pexpect\.(?:run|spawn))$/,
    position: 0,
    keywords: ['cmd', 'command'],
    what: 'becomes part of the shell command of',
  },
  {
    ...COMMAND,
    names: /(?:^|\.)exec_command$/,
    position: 0,
    keywords: ['command'],
    what: 'becomes part of the remote command of',
  },
  {
    ...COMMAND,
    names: /^(?:fabric\.Connection\(\)|invoke\.Context\(\)|invoke)\.(?:run|sudo|local)$/,
    position: 0,
    keywords: ['command'],
    what: 'becomes part of the shell command of',
  },
  {
    ...COMMAND,
    names: /^os\.(?:exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)$/,
    position: 0,
    keywords: ['file', 'path'],
    what: 'chooses the program of',
  },
  {
    ...PATH,
    names:
      /^(?:open|io\.open|codecs\.open|aiofiles\.open|gzip\.open|bz2\.open|os\.(?:open|remove|unlink|rmdir|removedirs|listdir|scandir|makedirs|mkdir|chmod|truncate|walk)|shutil\.rmtree|zipfile\.ZipFile|tarfile\.open|linecache\.getlines?|numpy\.load|pandas\.read_(?:csv|json|excel|parquet)|PIL\.Image\.open|anyio\.open_file|aiofiles\.os\.(?:remove|unlink))$/,
    position: 0,
    keywords: ['file', 'path', 'filename', 'name'],
    what: 'reaches the path of',
  },
  {
    ...PATH,
    names: /^(?:os\.(?:rename|replace|link|symlink)|shutil\.(?:copy|copy2|copyfile|copytree|move))$/,
    position: 0,
    keywords: ['src'],
    what: 'reaches the path of',
  },
  {
    ...PATH,
    names: /^(?:os\.(?:rename|replace|link|symlink)|shutil\.(?:copy|copy2|copyfile|copytree|move))$/,
    position: 1,
    keywords: ['dst'],
    what: 'reaches the path of',
  },
  {
    ...PATH,
    names:
      /^(?:flask\.send_file|starlette\.responses\.FileResponse|aiohttp\.web\.FileResponse|sanic\.response\.file|bottle\.static_file)$/,
    position: 0,
    keywords: ['path', 'path_or_file', 'filename_or_fp', 'filename'],
    what: 'chooses the file that is sent by',
    when: (call) => call.name !== 'bottle.static_file',
  },
  {
    ...PATH,
    names: /^(?:flask|quart)\.send_from_directory$/,
    position: 0,
    keywords: ['directory'],
    what: 'chooses the folder of',
  },
  {
    ...HTML,
    names:
      /^(?:flask\.Markup|django\.utils\.safestring\.mark_safe|sanic\.response\.html|starlette\.responses\.HTMLResponse|litestar\.response\.HTMLResponse)$/,
    position: 0,
    keywords: ['content', 'body'],
    what: 'becomes HTML without escaping in',
  },
  {
    ...HTML,
    names: /^django\.utils\.html\.format_html$/,
    position: 0,
    keywords: ['format_string'],
    what: 'becomes HTML without escaping in',
  },
  {
    ...HTML,
    names: /^django\.http\.(?:response\.)?HttpResponse\w*$/,
    position: 0,
    keywords: ['content'],
    what: 'becomes HTML without escaping in',
    when: (call) => isHtmlType(call) && !/Redirect|NotAllowed/.test(call.method),
  },
  {
    ...HTML,
    names:
      /^(?:starlette\.responses\.Response|flask\.Response|quart\.Response|werkzeug\.\w+\.Response|aiohttp\.web\.Response)$/,
    position: 0,
    keywords: ['content', 'response', 'text', 'body'],
    what: 'becomes HTML without escaping in',
    when: isExplicitHtml,
  },
  {
    ...HTML,
    names:
      /^(?:flask\.render_template_string|quart\.render_template_string|fastapi\.templating\.\w+\(\)\.from_string|jinja2\.(?:\w+\.)?Template|mako\.template\.Template|tornado\.template\.Template|django\.template\.(?:base\.)?Template)$/,
    position: 0,
    keywords: ['source', 'text'],
    what: 'becomes a template, which runs expressions, in',
  },
  {
    ...HTML,
    names:
      /^jinja2\.(?:\w+\.)?\w*Environment\(\)\.from_string$|(?:^|[._])(?:env|environment|jinja_env|jinja2?)\.from_string$/,
    position: 0,
    keywords: ['source'],
    what: 'becomes a template, which runs expressions, in',
  },
  {
    ...REDIRECT,
    names:
      /^(?:flask\.redirect|starlette\.responses\.RedirectResponse|django\.shortcuts\.redirect|django\.http\.(?:response\.)?HttpResponse(?:Permanent)?Redirect|sanic\.response\.redirect|aiohttp\.web\.HTTP(?:Found|SeeOther|MovedPermanently|TemporaryRedirect|PermanentRedirect)|pyramid\.httpexceptions\.HTTP(?:Found|SeeOther|MovedPermanently)|litestar\.response\.Redirect)$/,
    position: 0,
    keywords: ['location', 'url', 'to', 'redirect_to', 'path'],
    what: 'chooses the target of',
  },
  { ...REDIRECT, names: /^self\.redirect$/, position: 0, keywords: ['url'], what: 'chooses the target of' },
  {
    ruleId: 'lint/regex-backtracking',
    hazard: 'regex',
    severity: 'medium',
    names: /^(?:re|regex)\.(?:compile|match|fullmatch|search|findall|finditer|sub|subn|split)$/,
    position: 0,
    keywords: ['pattern'],
    what: 'is compiled as a regular expression by',
  },
];

const sinksOf = remembered((name) => SINKS.filter((sink) => sink.names.test(name)));

export function checkSinks(call: CallSite, report: Reporter): void {
  if (call.arguments.length === 0) return;
  for (const sink of sinksOf(call.name)) checkSink(call, sink, report);
}

function checkSink(call: CallSite, sink: Sink, report: Reporter): void {
  const given = argument(call, sink.position, ...sink.keywords);
  if (given === undefined) return;
  const taint = deepTaint(given.value, sink.hazard);
  if (taint === undefined || isFixedTarget(sink, given.value.prefix)) return;
  if (sink.when !== undefined && !sink.when(call, taint)) return;
  // A file object, an upload that is read, is no path.
  if (sink.hazard === 'path' && given.value.name === '@upload') return;
  reportFlow(call, given.node, sink, taint, report);
}

const FIXED_TARGET = /^(?:\/[^/\\]|https?:\/\/[^/?#]+[/?#]|\?|#|[a-z_-]+\/)/;

/** A redirect stays where its constant beginning says: `/item/`, `https://example.com/`. */
function isFixedTarget(sink: Sink, prefix: string | undefined): boolean {
  if (prefix === undefined || sink.hazard !== 'redirect') return false;
  return prefix.replace(/^https?:\/\//, '').startsWith(OWN_START) || FIXED_TARGET.test(prefix);
}

/** Says that `taint` reaches the argument. */
export function reportFlow(
  call: CallSite,
  at: { readonly start: number; readonly end: number },
  sink: Pick<Sink, 'ruleId' | 'severity' | 'what'>,
  taint: Taint,
  report: Reporter,
): void {
  const severity = flowSeverity(taint, sink.severity);
  if (severity === undefined) return;
  report({
    ruleId: sink.ruleId,
    at,
    taint,
    severity,
    message: `\`${taint.label}\` ${sink.what} \`${call.written}\`.`,
  });
}
