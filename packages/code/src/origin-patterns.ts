import type { OriginPolicy } from './facts.js';
import { textOf } from './possible.js';
import type { Value } from './value.js';

/**
 * What patterns of origins of Spring and .NET let in: `*` stands for anything, `https://*.example.com` for every name under a
 * domain, `http://localhost:[*]` for every port.
 */
export function patternPolicies(value: Value): OriginPolicy[] {
  const items = value.kind === 'list' ? value.items : [value];
  const wide: OriginPolicy[] = [];
  const whole: Value[] = [];
  for (const item of items) {
    const text = textOf(item)?.replace(/:(?:\[\*\]|\*)$/, '');
    if (text === undefined || text === '*' || !text.includes('*')) {
      whole.push(text === undefined || item.kind !== 'literal' ? item : { ...item, value: text });
    } else wide.push(ofText(text, item));
  }
  if (whole.length === 0) return wide;
  const list: Value = { kind: 'list', items: whole, place: value.place };
  return [{ kind: 'value', value: value.kind === 'list' ? list : (whole[0] ?? value) }, ...wide];
}

function ofText(text: string, { place }: Value): OriginPolicy {
  const star = text.lastIndexOf('*');
  if (star < text.length - 1) return { kind: 'match', how: 'suffix', text: text.slice(star + 1), place };
  return { kind: 'match', how: 'prefix', text: text.slice(0, text.indexOf('*')), place };
}
