import { put, take, type Target } from './target.js';

/** Takes a value out; where indices count on its place, something empty takes it. */
export function drop(target: Target): void {
  if (target.isIndexed) put(target, placeholder(target));
  else take(target);
}

/** Valid in each of the indexed arrays, and equal to no other item of it. */
function placeholder({ name, key }: Target): object {
  const properties = { 'railgate/unreadable': Number(key) };
  if (name === 'rules' || name === 'notifications' || name === 'taxa')
    return { id: `unknown-${key}`, properties };
  if (name === 'extensions' || name === 'policies' || name === 'taxonomies')
    return { name: `unknown-${key}`, properties };
  return name === 'invocations' ? { executionSuccessful: false, properties } : { properties };
}
