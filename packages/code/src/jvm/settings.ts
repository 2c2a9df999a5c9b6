import type { Evaluator } from '../common/evaluate.js';
import type { SourceFile } from '../common/source-file.js';
import type { Bound } from '../common/tree.js';
import { withFallback } from '../combine-values.js';
import type { Modules } from '../extractor.js';
import { SETTINGS } from '../settings/facts.js';
import { environmentName, valueOfText } from '../settings/placeholders.js';
import { plainKey } from '../settings/setting.js';
import type { Node } from '../syntax.js';
import type { Value } from '../value.js';
import { annotationArgument, type Annotation } from './annotations.js';

/** A setting by its name: what application.properties says, with the environment before it. */
export function settingNamed(name: string, from: string, modules: Modules): Value | undefined {
  const all = modules.exportsOf(from, SETTINGS);
  const value = all?.get(plainKey(name)) ?? listOf(all, plainKey(name));
  if (value?.kind !== 'literal' && value?.kind !== 'template') return value;
  return { kind: 'env', names: [environmentName(name)], fallback: value, place: value.place };
}

/** `cors.allowed-origins[0]` and those that follow. */
function listOf(all: ReadonlyMap<string, Value> | undefined, key: string): Value | undefined {
  const items: Value[] = [];
  for (
    let item = all?.get(`${key}[0]`);
    item && items.length < 100;
    item = all?.get(`${key}[${items.length}]`)
  ) {
    items.push(item);
  }
  const [first] = items;
  return first && { kind: 'list', items, place: first.place };
}

/** The value of `@Value("${app.url:http://localhost}")` and its like. */
export function placeholderValue(text: string, node: Node, evaluator: Evaluator, file: SourceFile): Value {
  const { path } = file.syntax;
  return valueOfText(text, evaluator.place(node), (name) => settingNamed(name, path, file.modules));
}

/** The prefix of a class whose fields are settings. */
export function configured(annotations: readonly Annotation[], file: SourceFile): string | undefined {
  const found = annotations.find(
    ({ name }) => name === 'ConfigurationProperties' || name === 'ConfigMapping',
  );
  const prefix = found && annotationArgument(found, 'value', 'prefix');
  const tree = prefix && file.reading.read(prefix);
  return tree?.kind === 'literal' ? String(tree.value) : undefined;
}

/** What is put into a field or a parameter from outside; nothing where that is not said. */
export function injected(
  annotations: readonly Annotation[],
  prefix: string | undefined,
  name: string,
  written: Node | undefined,
  node: Node,
  file: SourceFile,
): Bound | undefined {
  const value = annotations.find((one) => one.name === 'Value');
  const text = value && annotationArgument(value, 'value');
  if (text) return { kind: 'known', value: (evaluator) => ofPlaceholder(text, node, evaluator, file) };
  const property = annotations.find((one) => one.name === 'ConfigProperty' || one.name === 'Property');
  if (property) return { kind: 'known', value: (evaluator) => ofProperty(property, node, evaluator, file) };
  if (prefix === undefined) return undefined;
  return {
    kind: 'known',
    value: (evaluator) => ofField(`${prefix}.${name}`, written, node, evaluator, file),
  };
}

function ofPlaceholder(text: Node, node: Node, evaluator: Evaluator, file: SourceFile): Value {
  const value = evaluator.of(text);
  if (value.kind !== 'literal') return evaluator.unknown(node);
  return placeholderValue(String(value.value), node, evaluator, file);
}

/** MicroProfile's `@ConfigProperty(name = "app.url", defaultValue = "http://localhost")`. */
function ofProperty(property: Annotation, node: Node, evaluator: Evaluator, file: SourceFile): Value {
  const name = evaluator.of(annotationArgument(property, 'name', 'value'));
  const fallback = annotationArgument(property, 'defaultValue');
  if (name.kind !== 'literal') return evaluator.unknown(node);
  const where = { path: file.syntax.path, modules: file.modules };
  return namedSetting(String(name.value), fallback && evaluator.of(fallback), node, evaluator, where);
}

/** The setting, else the variable of the environment that stands for it, with its fallback. */
export function namedSetting(
  name: string,
  fallback: Value | undefined,
  node: Node,
  evaluator: Evaluator,
  { path, modules }: { readonly path: string; readonly modules: Modules },
): Value {
  const setting = settingNamed(name, path, modules);
  const value = setting ?? evaluator.env(node, environmentName(name));
  return fallback ? withFallback(value, fallback) : value;
}

function ofField(
  name: string,
  written: Node | undefined,
  node: Node,
  evaluator: Evaluator,
  file: SourceFile,
): Value {
  const where = { path: file.syntax.path, modules: file.modules };
  return namedSetting(name, written && evaluator.of(written), node, evaluator, where);
}
