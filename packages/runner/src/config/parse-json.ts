import { isDeeplyNested } from '@railgate/kit';
import type { Node, ParseError } from 'jsonc-parser';

import { type DocumentNode, listNode, objectNode, scalarNode } from './document.js';
import type { Problem } from './problems.js';

export type Parsed = { readonly root: DocumentNode } | { readonly problem: Problem };

/** `comments`: comments and commas before a closing bracket are allowed, as in `.jsonc`. */
export async function parseJson(text: string, options: { readonly comments: boolean }): Promise<Parsed> {
  if (isDeeplyNested(text)) return { problem: { offset: 0, message: 'The file is nested too deeply.' } };
  const { parseTree, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: !options.comments,
    allowTrailingComma: options.comments,
  });
  const [first] = errors;
  if (first !== undefined) {
    const code = printParseErrorCode(first.error);
    return { problem: { offset: first.offset, message: explain(code, text[first.offset]) } };
  }
  if (tree === undefined) return { problem: { offset: 0, message: 'The file is empty.' } };
  return { root: convert(tree) };
}

function convert(node: Node): DocumentNode {
  const children = node.children ?? [];
  if (node.type === 'array') return listNode(node.offset, children.map(convert));
  if (node.type !== 'object') return scalarNode(node.offset, node.value as string | number | boolean | null);
  const members = children.flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined
      ? []
      : [{ key: String(key.value), keyOffset: key.offset, value: convert(value) }],
  );
  return objectNode(node.offset, members);
}

const MESSAGES: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace is missing.',
  CloseBracketExpected: 'A closing bracket is missing.',
  EndOfFileExpected: 'The file goes on after its end.',
  InvalidCommentToken: 'Comments are not allowed in a .json file; rename it to .jsonc.',
  UnexpectedEndOfComment: 'The comment has no end.',
  UnexpectedEndOfString: 'The text has no end.',
  UnexpectedEndOfNumber: 'The number has no end.',
  InvalidNumberFormat: 'The number is not well-formed.',
  InvalidUnicode: 'The escape is not well-formed.',
  InvalidEscapeCharacter: 'The escape is not well-formed.',
  InvalidCharacter: 'A control character must be escaped.',
};

function explain(code: string, character: string | undefined): string {
  if (character === undefined) return `The file ends too early. ${MESSAGES[code] ?? ''}`.trim();
  return MESSAGES[code] ?? 'This is not JSON.';
}
