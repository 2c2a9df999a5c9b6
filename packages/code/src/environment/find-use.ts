import { nodesOfType, type Node, type Syntax } from '../syntax.js';
import { isSecretName } from '../names/secret-name.js';
import type { EnvRead } from '../facts.js';
import type { Guard, Value } from '../value.js';
import type { EnvironmentDump, EnvironmentOverride, EnvironmentUse } from './environment-use.js';
import { callOf, withoutStrings } from './call-text.js';
import type { WrittenForms } from './written-forms.js';

/** What the languages lend: how a node counts, and what an argument is. */
export interface FileView {
  readonly syntax: Syntax;
  guard(node: Node): Guard;
  value(node: Node): Value;
  /** The arguments of a call. */
  given(node: Node): readonly Node[];
}

/** Nodes longer than this are programs, not calls. */
const LONGEST = 4000;

export function useIn(view: FileView, forms: WrittenForms, reads: readonly EnvRead[]): EnvironmentUse {
  const dumps: EnvironmentDump[] = [];
  const overrides: EnvironmentOverride[] = [];
  for (const node of nodesOfType(view.syntax.root, ...forms.callTypes)) {
    if (node.endIndex - node.startIndex > LONGEST) continue;
    const call = callOf(node.text);
    const to = forms.log.test(call.callee)
      ? 'log'
      : forms.response?.test(call.callee)
        ? 'response'
        : undefined;
    const dump = to && dumpOf(view, forms, node, call.given);
    if (dump && to) dumps.push({ ...dump, to, place: view.syntax.place(node), guard: view.guard(node) });
    if (/^phpinfo$/.test(call.callee))
      dumps.push({ to: 'response', place: view.syntax.place(node), guard: view.guard(node) });
    if (forms.override?.test(call.callee))
      overrides.push({ loader: call.callee, place: view.syntax.place(node), guard: view.guard(node) });
  }
  return { dumps, overrides, dynamic: dynamicIn(view.syntax, forms, reads) };
}

function dumpOf(
  view: FileView,
  forms: WrittenForms,
  node: Node,
  given: string,
): Pick<EnvironmentDump, 'names'> | undefined {
  if (holdsWhole(withoutStrings(given), forms)) return {};
  const names = view
    .given(node)
    .slice(0, 10)
    .flatMap((one) => secretsIn(view.value(one)));
  return names.length > 0 ? { names: [...new Set(names)] } : undefined;
}

/** Is it handed on whole: in nothing but brackets and functions that keep what is in it? */
function holdsWhole(given: string, forms: WrittenForms): boolean {
  for (const match of given.matchAll(forms.whole)) {
    const before = BEFORE.exec(given.slice(Math.max(0, match.index - 120), match.index));
    if (!before) continue;
    const [, around] = before;
    if (around === undefined || around === '' || forms.keeps?.test(around)) return true;
  }
  return false;
}

/** The beginning, a comma, a bracket, a key, a spread, or a call. */
const BEFORE = /(?:^|[,{[:=]|\.\.\.|([\w.$:]{0,80})\(\s{0,20}(?:\{\s{0,5}\},\s{0,5})?)\s{0,20}[&*]{0,2}$/;

/** Secrets whose values an argument shows: as it is, or as a piece of a text. */
function secretsIn(value: Value): string[] {
  if (value.kind === 'template') return value.parts.slice(0, 50).flatMap((part) => secretsIn(part));
  if (value.kind !== 'env' || value.type === 'number') return [];
  return value.names.slice(0, 1).filter(showsSecret);
}

function showsSecret(name: string): boolean {
  return (
    isSecretName(name) ||
    /(?:^|_)(?:DATABASE|POSTGRES|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|DB)_(?:URL|URI|DSN)$/.test(name)
  );
}

/** Names that a constant gives are reads, which are known by their place. */
function dynamicIn(
  syntax: Syntax,
  forms: WrittenForms,
  reads: readonly EnvRead[],
): EnvironmentUse['dynamic'] {
  const known = new Set(reads.map(({ place }) => `${place.region.startLine}:${place.region.startColumn}`));
  return nodesOfType(syntax.root, ...forms.dynamicTypes)
    .filter(
      (node) => node.endIndex - node.startIndex <= LONGEST && forms.dynamic.test(node.text.slice(0, 300)),
    )
    .map((node) => syntax.place(node))
    .filter(({ region }) => !known.has(`${region.startLine}:${region.startColumn}`));
}
