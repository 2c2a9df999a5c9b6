import type * as sarif from 'sarif';

/** Strings that a message may name by id, the rule's before the tool's (SARIF 3.11.7). */
export type MessageStrings = readonly (
  Readonly<Record<string, sarif.MultiformatMessageString>> | undefined
)[];

/** The text of a message with its arguments in place; empty when there is none. */
export function messageText(message: sarif.Message | undefined, strings: MessageStrings = []): string {
  const template = message?.text ?? named(message?.id, strings) ?? message?.markdown ?? '';
  return fill(template, message?.arguments ?? []).toWellFormed();
}

/**
 * Embedded links lead to related locations by their id (SARIF 3.11.6). One whose location is not there any more
 * becomes plain text.
 */
export function withoutDeadLinks(text: string, ids: ReadonlySet<number>): string {
  if (!text.includes('](')) return text;
  return text.replace(LINK, (link, label: string, id: string) => (ids.has(Number(id)) ? link : label));
}

/** The ids of related locations that a text links to, in its order. */
export function linkedIds(text: string): number[] {
  return [...text.matchAll(LINK)].map(([, , id]) => Number(id));
}

/** Bounded, so that a text of nothing but brackets costs no more than its length. */
const LINK = /\[((?:[^[\]\\]|\\.){1,400})\]\((\d{1,15})\)/g;

function named(id: string | undefined, strings: MessageStrings): string | undefined {
  if (id === undefined) return undefined;
  for (const table of strings) {
    if (table && Object.hasOwn(table, id)) return table[id]?.text;
  }
  return undefined;
}

/** Doubled braces stand for one only where there are arguments: `{{ user }}` of a template language is no escape. */
function fill(template: string, values: readonly string[]): string {
  if (values.length === 0) return template;
  return template.replace(/\{\{|\}\}|\{(\d{1,4})\}/g, (all, index: string | undefined) => {
    if (index === undefined) return all.charAt(0);
    return values[Number(index)] ?? all;
  });
}
