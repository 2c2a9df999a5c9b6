import type { Annotation } from '../jvm/annotations.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';

/** Every annotation below a node. */
export function annotationsIn(root: Node): Annotation[] {
  return nodesOfType(root, 'annotation', 'marker_annotation').map(toAnnotation);
}

/** Those of one declaration. */
export function annotationsOf(declaration: Node): Annotation[] {
  const modifiers = parts(declaration).find((node) => node.type === 'modifiers');
  return parts(modifiers)
    .filter((node) => node.type === 'annotation' || node.type === 'marker_annotation')
    .map(toAnnotation);
}

function toAnnotation(node: Node): Annotation {
  const name = field(node, 'name')?.text ?? '';
  const given = parts(field(node, 'arguments')).flatMap((one) => {
    if (one.type !== 'element_value_pair') return [{ value: one }];
    const [key, value] = [field(one, 'key'), field(one, 'value')];
    return key && value ? [{ name: key.text, value }] : [];
  });
  const on = node.parent?.type === 'modifiers' ? (node.parent.parent ?? undefined) : undefined;
  return { name: name.slice(name.lastIndexOf('.') + 1), node, arguments: given, on };
}
