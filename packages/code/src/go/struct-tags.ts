import type { Evaluator } from '../common/evaluate.js';
import type { Bound } from '../common/tree.js';
import { field, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { textOf } from './syntax.js';

/**
 * The variable that a tag names: `env:"PORT" envDefault:"8080"` (caarlos0/env), `env:"PORT,default=8080"`
 * (sethvargo/go-envconfig), `env:"PORT" env-default:"8080"` (cleanenv), `envconfig:"PORT" default:"8080"`.
 */
export function fieldValue(declaration: Node): Bound | undefined {
  const tag = field(declaration, 'tag');
  const text = textOf(tag)?.slice(0, 500);
  if (!tag || text === undefined || !/\benv(?:config)?:"/.test(text)) return undefined;
  const [name = '', ...options] = (tagOf(text, 'env') ?? tagOf(text, 'envconfig') ?? '').split(',');
  if (!/^\w+$/.test(name)) return undefined;
  const inOptions = options.map((option) => option.trim()).find((option) => option.startsWith('default='));
  const fallback =
    tagOf(text, 'envDefault') ??
    tagOf(text, 'env-default') ??
    tagOf(text, 'default') ??
    inOptions?.slice('default='.length);
  return { kind: 'known', value: (evaluator) => readOf(evaluator, tag, name, fallback) };
}

function readOf(evaluator: Evaluator, tag: Node, name: string, fallback: string | undefined): Value {
  return evaluator.env(tag, name, fallback === undefined ? undefined : evaluator.literal(tag, fallback));
}

function tagOf(text: string, key: string): string | undefined {
  const start = text.search(new RegExp(`(?:^|\\s)${key}:"`));
  if (start < 0) return undefined;
  const from = text.indexOf('"', start) + 1;
  const end = text.indexOf('"', from);
  return end < 0 ? undefined : text.slice(from, end);
}
