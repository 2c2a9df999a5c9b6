import type { Annotation } from '../jvm/annotations.js';
import { nodesOfType, parts, type Node } from '../syntax.js';
import { argumentsOf } from './syntax.js';

/** Every annotation below a node. */
export function annotationsIn(root: Node): Annotation[] {
  return nodesOfType(root, 'annotation').map(toAnnotation);
}

/** Those of one declaration. */
export function annotationsOf(declaration: Node): Annotation[] {
  const lists = parts(declaration).filter((node) => /^(?:parameter_)?modifiers$/.test(node.type));
  return lists.flatMap((list) =>
    parts(list)
      .filter((node) => node.type === 'annotation')
      .map(toAnnotation),
  );
}

function toAnnotation(node: Node): Annotation {
  const call = parts(node).find((one) => one.type === 'constructor_invocation');
  const type = parts(call ?? node).find((one) => one.type === 'user_type');
  const name = parts(type).at(-1)?.text ?? '';
  const given = argumentsOf(parts(call).find((one) => one.type === 'value_arguments'));
  const { parent } = node;
  const isListed = parent !== null && /^(?:parameter_)?modifiers$/.test(parent.type);
  const on = isListed ? (parent.parent ?? undefined) : declaredBehind(node);
  return { name, node, arguments: given.length > 0 || isListed ? given : looseArguments(node), on };
}

/** Behind another declaration the grammar takes an annotation and its arguments for an expression. */
function looseArguments(node: Node): Annotation['arguments'] {
  const next = nextOf(node);
  return next?.type === 'parenthesized_expression' ? parts(next).map((value) => ({ value })) : [];
}

function declaredBehind(node: Node): Node | undefined {
  let here: Node | null = node;
  while (here?.parent?.type === 'annotated_expression') here = here.parent;
  const next = here ? nextOf(here) : undefined;
  return next && /_declaration$/.test(next.type) ? next : undefined;
}

function nextOf(node: Node): Node | undefined {
  const beside = parts(node.parent ?? undefined);
  const at = beside.findIndex((one) => one.id === node.id);
  return at < 0 ? undefined : beside[at + 1];
}
