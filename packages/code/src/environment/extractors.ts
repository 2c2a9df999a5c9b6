import { SourceFile } from '../common/source-file.js';
import { envReadsOf as commonReads } from '../common/env-reads.js';
import type { Reading } from '../common/tree.js';
import { NO_FACTS, type Extractor, type Facts, type Modules } from '../extractor.js';
import type { EnvRead } from '../facts.js';
import { annotationsIn as javaAnnotations } from '../java/annotations.js';
import { envReadsOf as scriptEnvReads } from '../javascript/env-reads.js';
import { ScriptFile } from '../javascript/file.js';
import { annotationArgument, type Annotation } from '../jvm/annotations.js';
import { placeholderValue } from '../jvm/settings.js';
import { annotationsIn as kotlinAnnotations } from '../kotlin/annotations.js';
import type { Language } from '../language.js';
import { textOf } from '../possible.js';
import { envReadsOf as pythonReads } from '../python/env-reads.js';
import { PythonFile } from '../python/file.js';
import { READINGS } from '../readings.js';
import { field, type Node, type Syntax } from '../syntax.js';
import type { EnvironmentOverride } from './environment-use.js';
import { useIn, type FileView } from './find-use.js';
import { withOptional } from './optional-reads.js';
import { scriptOverrides, scriptReads } from './script-reads.js';
import { WRITTEN_FORMS } from './written-forms.js';

/** Each file alone: a name or a fallback that another file gives is unknown, and nothing else is parsed for it. */
const ALONE: Modules = { exportsOf: () => undefined, resolve: () => undefined, resolveAll: () => [] };

/**
 * Read of source files what they do with the environment, and nothing else: for questions about a whole repository. A
 * file without a word of its language for the environment is not parsed.
 */
export const ENVIRONMENT_EXTRACTORS: readonly Extractor[] = [
  extractor(['javascript', 'typescript', 'tsx'], scriptFacts),
  extractor(['python'], pythonFacts),
  ...READINGS.map(([language, reading]) =>
    extractor([language], (syntax) => commonFacts(reading(), language, syntax)),
  ),
];

type EnvironmentFacts = Pick<Facts, 'env' | 'environment'>;

function extractor(languages: readonly Language[], read: (syntax: Syntax) => EnvironmentFacts): Extractor {
  const [first] = languages as readonly [Language];
  return {
    languages,
    keywords: WRITTEN_FORMS[first].keywords,
    extract: (syntax) => ({ ...NO_FACTS, ...read(syntax) }),
    exports: () => new Map(),
  };
}

function scriptFacts(syntax: Syntax): EnvironmentFacts {
  const file = new ScriptFile(syntax, ALONE);
  const env = [...scriptEnvReads(file), ...scriptReads(file)];
  const view: FileView = {
    syntax,
    guard: (node) => file.at(node).guard,
    value: (node) => file.valueOf(node),
    given: (node) => file.callAt(node)?.given ?? [],
  };
  const use = useIn(view, WRITTEN_FORMS.javascript, env);
  return {
    env: withOptional(syntax, WRITTEN_FORMS.javascript, env),
    environment: { ...use, overrides: scriptOverrides(file) },
  };
}

function pythonFacts(syntax: Syntax): EnvironmentFacts {
  const file = new PythonFile(syntax, ALONE);
  const env = pythonReads(file);
  const view: FileView = {
    syntax,
    guard: (node) => file.at(node).guard,
    value: (node) => file.valueOf(node),
    given: (node) => file.callAt(node)?.positional ?? [],
  };
  const use = useIn(view, WRITTEN_FORMS.python, env);
  return {
    env: withOptional(syntax, WRITTEN_FORMS.python, env),
    environment: { ...use, overrides: pythonOverrides(file) },
  };
}

/** `load_dotenv(override=True)`. */
function pythonOverrides(file: PythonFile): EnvironmentOverride[] {
  return file.calls.flatMap(({ node, method, keywords }) => {
    const flag = keywords.get('override') ?? keywords.get('overwrite');
    if (!/^(?:load_dotenv|read_env)$/.test(method) || flag?.type !== 'true') return [];
    return [{ ...file.at(node), loader: method, flag: file.syntax.place(flag) }];
  });
}

function commonFacts(reading: Reading, language: Language, syntax: Syntax): EnvironmentFacts {
  if (reading.isSilent?.(syntax)) return { env: [] };
  const file = new SourceFile(reading, syntax, ALONE);
  const all = [...commonReads(file), ...knownReads(file), ...annotated(file, language)];
  // `${app.name}` is a setting before it is the variable APP_NAME.
  const env = all.filter(({ name }) => syntax.text.includes(name));
  const view: FileView = {
    syntax,
    guard: (node) => file.at(node).guard,
    value: (node) => file.evaluator.of(node),
    given: (node) => file.callAt(node)?.given ?? [],
  };
  const forms = WRITTEN_FORMS[language];
  return { env: withOptional(syntax, forms, env), environment: useIn(view, forms, env) };
}

/** Tags of Go's structs, attributes of clap. */
function knownReads(file: SourceFile): EnvRead[] {
  return file.names.all.flatMap(({ is, node }) => {
    const value = is.kind === 'known' ? is.value(file.evaluator) : undefined;
    return value?.kind === 'env' ? readsOf(file, node, value.names, value.fallback) : [];
  });
}

/** `@Value("${JWT_SECRET}")`. A name in small letters may be a setting. */
function annotated(file: SourceFile, language: Language): EnvRead[] {
  const find = language === 'java' ? javaAnnotations : language === 'kotlin' ? kotlinAnnotations : undefined;
  return (find?.(file.syntax.root) ?? []).flatMap((annotation) => annotatedRead(file, annotation));
}

function annotatedRead(file: SourceFile, annotation: Annotation): EnvRead[] {
  if (!/^(?:Value|ConfigProperty|Property)$/.test(annotation.name)) return [];
  const node = annotationArgument(annotation, 'value', 'name');
  const text = node && textOf(file.evaluator.of(node));
  if (!node || text === undefined || !/\$\{[A-Z][A-Z\d_]{1,100}[:}]/.test(text)) return [];
  const value = placeholderValue(text, node, file.evaluator, file);
  return value.kind === 'env' ? readsOf(file, node, value.names, value.fallback) : [];
}

function readsOf(
  file: SourceFile,
  node: Node,
  names: readonly string[],
  fallback: EnvRead['fallback'],
): EnvRead[] {
  const place = field(node, 'tag') ?? node;
  return names.map((name) => ({ ...file.at(place), name, inBrowser: false, ...(fallback && { fallback }) }));
}
