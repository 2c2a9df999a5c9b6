import type { Node as ParserNode, Tree } from '@vscode/tree-sitter-wasm';
import { describe, expect, it } from 'vitest';

import { cursorOf, wasmModule } from './documents/tree-cursor.js';
import { treeSitterParser, type Grammar } from './documents/tree-sitter.js';
import { copyTree } from './copy-tree.js';
import type { Node } from './node.js';

const SOURCES: readonly (readonly [Grammar, string])[] = [
  [
    'javascript',
    '// ä\nconst { a: b = 1 } = x ?? y;\nexport default `é${b}`;\nfor (const i of []) f(i, "s");\n',
  ],
  ['typescript', '@Get("x") class A<T> { private x?: string = `a`; m(): void { return this.x! as any; } }\n'],
  ['tsx', 'const a = <A b={c} d="e">f {g} <></></A>;\n'],
  [
    'python',
    'class A(B):\n    x: int = 1\n\n    def f(self, *a, **k):\n        return f"{a}" if a else None\n',
  ],
  ['go', 'package main\n\nfunc main() { a, b := f("x"); if a != nil { panic(b) } }\n'],
  ['ruby', 'class A < B\n  def f(x = 1) = puts "#{x}"\nend\n'],
  ['java', 'class A { @B("c") int f(String... x) { return x.length > 0 ? 1 : 2; } }\n'],
  ['kotlin', 'fun main() { val a = "x$b"; a?.let { println(it) } }\n'],
  ['php', '<?php namespace A; class B { function f(?int $x = 1) { return "a{$x}"; } }\n'],
  ['rust', 'fn main() -> Result<(), E> { let x = &a?; match x { Some(1) => {} _ => f!("a") } }\n'],
  ['c-sharp', 'class A { int X { get; set; } = 1; async Task F() => await b?.C($"a{X}"); }\n'],
];

describe('SyntaxTree', () => {
  it.each(SOURCES)('is the tree that the parser of %s made', async (grammar, source) => {
    const tree = await parse(grammar, source);
    expect(shapeOf(copyTree(tree, source).root)).toEqual(parserShape(tree.rootNode));
  });

  it.each(SOURCES)('is so too where %s does not parse', async (grammar, source) => {
    const broken = `${source.slice(0, source.length / 2)} ) ( ${source.slice(source.length / 2)} {`;
    const tree = await parse(grammar, broken);
    expect(shapeOf(copyTree(tree, broken).root, false)).toEqual(parserShape(tree.rootNode, false));
  });

  it('is the same by the methods that everybody may call', async () => {
    const [grammar, source] = SOURCES[0] as (typeof SOURCES)[number];
    const tree = await parse(grammar, source);
    const { locateFile } = wasmModule;
    const slow = copyTree(tree, source, (one) => cursorOf(one, { locateFile }));
    expect(shapeOf(slow.root)).toEqual(shapeOf(copyTree(tree, source).root));
  });

  it('finds nodes of types in the order of the text, itself too, and several that have the same name', async () => {
    const source = 'f(g(string), "a" as string)';
    const { root } = copyTree(await parse('typescript', source), source);
    const texts = (...types: string[]) => root.descendantsOfType(types).map((node) => node.text);
    expect(texts('call_expression')).toEqual([source, 'g(string)']);
    expect(texts('program')).toEqual([source]);
    expect(texts('string')).toEqual(['"a"', 'string']);
    expect(texts('nothing')).toEqual([]);
  });

  it('has one object for each node', async () => {
    const { root } = copyTree(await parse('python', 'a = 1'), 'a = 1');
    const [left] = root.descendantsOfType(['identifier']);
    expect(left?.parent?.childForFieldName('left')).toBe(left);
    expect(left?.equals(root)).toBe(false);
    expect(root.parent).toBeNull();
    expect([left?.firstChild, left?.lastChild]).toEqual([null, null]);
  });
});

async function parse(grammar: Grammar, source: string): Promise<Tree> {
  const tree = (await treeSitterParser(grammar)).parse(source);
  if (!tree) throw new Error('no tree');
  return tree;
}

interface Shape {
  readonly node: readonly unknown[];
  readonly children: readonly Shape[];
}

/** @param hasFields in what does not parse, tree-sitter forgets the fields of some nodes. */
function shapeOf(node: Node, hasFields = true): Shape {
  return { node: facts(node, hasFields), children: node.children.map((child) => shapeOf(child, hasFields)) };
}

function parserShape(node: ParserNode, hasFields = true): Shape {
  const children = node.children.filter((child) => child !== null);
  return { node: facts(node, hasFields), children: children.map((child) => parserShape(child, hasFields)) };
}

const FIELDS = [
  'name',
  'value',
  'left',
  'right',
  'body',
  'function',
  'arguments',
  'condition',
  'operator',
  'type',
];

function facts(node: Node | ParserNode, hasFields: boolean): unknown[] {
  const { type, text, startIndex, endIndex, startPosition, endPosition, isNamed, parent } = node;
  const named = node.namedChildren.map((child) => child?.type);
  const fields = FIELDS.map((name) => [name, node.childForFieldName(name)?.text]);
  const ends = [node.firstChild?.startIndex, node.lastChild?.startIndex];
  return [
    type,
    text,
    startIndex,
    endIndex,
    startPosition,
    endPosition,
    isNamed,
    parent?.type,
    named,
    ends,
    hasFields && fields,
  ];
}
