import type { Value } from './value.js';

/** A value as one line, for tests and for messages of our own: `env PORT else 3000`. */
export function showValue(value: Value | undefined): string {
  if (!value) return '-';
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'env':
      return `env ${value.names.join(',')}${value.fallback ? ` else ${showValue(value.fallback)}` : ''}`;
    case 'template':
      return `[${value.parts.map(showValue).join(', ')}]`;
    case 'list':
      return `[${value.items.map(showValue).join(', ')}]`;
    case 'object':
      return `{${[...value.entries].map(([key, one]) => `${key}: ${showValue(one)}`).join(', ')}}`;
    case 'choice':
      return value.options.map((option) => `${option.when}: ${showValue(option.value)}`).join(' | ');
    case 'call':
      return `call ${value.callee}(${value.arguments.map(showValue).join(', ')})`;
    case 'function':
      return `function(${value.parameters.map(({ name }) => name).join(', ')})`;
    case 'unknown':
      return `?${value.name ?? ''}`;
  }
}
