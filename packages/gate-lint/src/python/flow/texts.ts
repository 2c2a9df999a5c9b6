import { joinTaint, type Value } from './value.js';

export function constantText(text: string): Value {
  return { text, prefix: text, constants: text };
}

const TEXT_LIMIT = 4000;

/** `a + b` of texts. */
export function appended(a: Value, b: Value): Value {
  const text = a.text !== undefined && b.text !== undefined ? a.text + b.text : undefined;
  const prefix =
    a.text === undefined ? (a.prefix ?? unknownStart(a)) : a.text + (b.prefix ?? unknownStart(b) ?? '');
  return {
    taint: joinTaint(a.taint, b.taint),
    secret: a.secret ?? b.secret,
    text: text !== undefined && text.length <= TEXT_LIMIT ? text : undefined,
    prefix: prefix?.slice(0, TEXT_LIMIT),
    constants: joinConstants(a.constants ?? '', b),
    node: a.node,
  };
}

/** Stands at the beginning of a text for something that the service itself put there, whatever it is. */
export const OWN_START = '\uFFFC';

function unknownStart(value: Value): string | undefined {
  return value.taint === undefined ? OWN_START : undefined;
}

/** A NUL stands for what is not constant. */
function joinConstants(before: string, b: Value): string {
  if (before.length >= TEXT_LIMIT) return before;
  const gap = b.text === undefined && !before.endsWith('\u0000') ? '\u0000' : '';
  return `${before}${gap}${b.constants ?? ''}`.slice(0, TEXT_LIMIT);
}

/** `"… %s" % values`, and `"… {}".format(values)`. */
export function formatted(template: Value, values: Value): Value {
  const before = template.text === undefined ? template.prefix : /^[^%{]*/.exec(template.text)?.[0];
  const numbersOnly =
    template.text !== undefined && /%/.test(template.text) && !/%[^dioxXeEfFgG%]/.test(template.text);
  const taint = joinTaint(template.taint, numbersOnly ? undefined : values.taint);
  return { taint, secret: template.secret ?? values.secret, prefix: before, constants: template.constants };
}
