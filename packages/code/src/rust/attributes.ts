import type { Evaluator } from '../common/evaluate.js';
import type { Bound } from '../common/tree.js';
import type { Node } from '../syntax.js';
import { textOf } from './syntax.js';

/** The variable that clap reads for a field: `#[arg(long, env = "PORT", default_value_t = 3000)]`. */
export function fieldValue(name: string, attributes: readonly Node[]): Bound | undefined {
  const attribute = attributes.find(
    (one) => /^#\[(?:arg|clap|structopt)\(/.test(one.text) && /\benv\b/.test(one.text),
  );
  if (!attribute) return undefined;
  const tokens = attribute.descendantsOfType(['token_tree'])[0]?.children ?? [];
  const variable = textOf(behind(tokens, 'env')) ?? name.toUpperCase();
  const fallback = behind(tokens, 'default_value_t') ?? behind(tokens, 'default_value');
  return {
    kind: 'known',
    value: (evaluator: Evaluator) => evaluator.env(attribute, variable, fallback && evaluator.of(fallback)),
  };
}

/** The token behind `name =`. */
function behind(tokens: readonly Node[], name: string): Node | undefined {
  const at = tokens.findIndex((token) => token.text === name);
  return at >= 0 && tokens[at + 1]?.text === '=' ? tokens[at + 2] : undefined;
}
