import { joined, splitValue, withFallback } from '../combine-values.js';
import type { Evaluator } from '../common/evaluate.js';
import type { CallTree, Tree } from '../common/tree.js';
import type { Node } from '../syntax.js';
import { textOf as literalText } from '../possible.js';
import type { Value } from '../value.js';
import { viperValue } from './viper.js';

/** What calls of Go's standard library and of configuration libraries give. */
export function meaning(node: Node, tree: Tree, evaluator: Evaluator): Value | undefined {
  if (tree.kind === 'member') return constant(node, evaluator);
  if (tree.kind !== 'call') return undefined;
  const [first, second] = tree.arguments.map(({ value }) => value);
  const name = evaluator.names.fullOf(tree, node) ?? '';
  if (READS.has(name)) return evaluator.env(node, first);
  if (SAME.has(name)) return evaluator.of(first);
  switch (name) {
    case 'fmt.Sprintf':
      return formatted(node, tree, evaluator);
    case 'fmt.Sprint':
      return joined(
        tree.arguments.map(({ value }) => evaluator.of(value)),
        evaluator.place(node),
      );
    case 'net.JoinHostPort':
      return joined(
        [evaluator.of(first), evaluator.literal(node, ':'), evaluator.of(second)],
        evaluator.place(node),
      );
    case 'cmp.Or':
      return tree.arguments
        .map(({ value }) => evaluator.of(value))
        .reduce((all, next) => withFallback(all, next));
    case 'strings.Split':
      return splitValue(evaluator.of(first), literalText(evaluator.of(second)) ?? ',', evaluator.place(node));
    default:
      if (tree.name === 'MatchString') return matched(node, tree, evaluator);
      return name.includes('spf13/viper') || tree.on ? viperValue(node, tree, name, evaluator) : undefined;
  }
}

const READS: ReadonlySet<string> = new Set(['os.Getenv', 'os.LookupEnv', 'syscall.Getenv', 'os.ExpandEnv']);
/** Their value is that of their first argument. */
const SAME: ReadonlySet<string> = new Set([
  'strconv.Atoi', 'strconv.Itoa', 'strconv.ParseInt', 'strconv.ParseUint', 'strconv.FormatInt', 'strconv.FormatUint',
  'strings.TrimSpace', 'strings.ToLower', 'strings.TrimSuffix', 'strings.TrimPrefix', 'strings.TrimRight',
  'strings.Clone', 'net/url.Parse', 'net/url.ParseRequestURI', 'string', 'int', 'int32', 'int64', 'uint', 'uint16',
  'uint32', 'strings.Trim', 'strings.TrimLeft',
]); // prettier-ignore

/** `fmt.Sprintf("http://%s:%d", host, port)`. */
function formatted(
  node: Node,
  { arguments: [format, ...rest] }: CallTree,
  evaluator: Evaluator,
): Value | undefined {
  const text = literalText(evaluator.of(format?.value));
  if (text === undefined) return undefined;
  let next = 0;
  return evaluator.format(node, text, /%(?:[-+# 0]{0,3}\d{0,4}(?:\.\d{1,3})?[a-zA-Z]|%)/g, (match) =>
    match[0] === '%%' ? evaluator.literal(node, '%') : evaluator.of(rest[next++]?.value),
  );
}

/** `http.SameSiteLaxMode`. */
function constant(node: Node, evaluator: Evaluator): Value | undefined {
  if (!node.text.startsWith('http.SameSite')) return undefined;
  const mode = /SameSite(Lax|Strict|None)Mode$/.exec(node.text.slice(0, 60))?.[1];
  return mode === undefined ? undefined : evaluator.literal(node, mode);
}

/** `pattern.MatchString(origin)`: the pattern and the text, as with `regexp.MatchString(pattern, origin)`. */
function matched(node: Node, { on, arguments: [text] }: CallTree, evaluator: Evaluator): Value | undefined {
  const made = on && evaluator.of(on);
  if (made?.kind !== 'call' || !/^regexp\.(?:Must)?Compile$/.test(made.callee)) return undefined;
  const given = [...made.arguments, evaluator.of(text?.value)];
  return { kind: 'call', callee: 'regexp.MatchString', arguments: given, place: evaluator.place(node) };
}
