import { ancestors, field, type Node } from '../syntax.js';
import type { Guard } from '../value.js';

/** When a condition holds: `process.env.NODE_ENV === "production"`, `isDev`, `!import.meta.env.PROD`. */
export function guardOfTest(test: Node | undefined): Guard {
  if (!test) return 'always';
  const text = test.text.slice(0, 300);
  const negated = /^!\s*[\w(]|!==?/.test(text);
  const guard = /\b(?:NODE_ENV|APP_ENV|RAILWAY_ENVIRONMENT(?:_NAME)?|ENVIRONMENT)\b/.test(text)
    ? byName(text)
    : byFlag(text);
  if (guard === 'always') return guard;
  return negated === (guard === 'production') ? 'development' : 'production';
}

function byName(text: string): Guard {
  if (/['"`](?:production|prod)['"`]/.test(text)) return 'production';
  return /['"`](?:dev|development|test|local)['"`]/.test(text) ? 'development' : 'always';
}

function byFlag(text: string): Guard {
  if (/\b(?:is_?prod(?:uction)?|PROD)\b/i.test(text)) return 'production';
  // `location.hostname === "localhost"`
  if (/['"`](?:localhost|127\.0\.0\.1)['"`]/.test(text)) return 'development';
  return /\b(?:is_?dev(?:elopment)?|is_?local(?:host)?|DEV|__DEV__|debug)\b/i.test(text)
    ? 'development'
    : 'always';
}

/** When a piece of code runs, by the conditions around it up to its function. */
export function guardOf(node: Node): Guard {
  let below = node;
  for (const above of ancestors(node)) {
    if (above.type === 'if_statement' || above.type === 'ternary_expression') {
      const guard = branchGuard(above, below);
      if (guard !== 'always') return guard;
    }
    if (above.type === 'binary_expression' && field(above, 'operator')?.text === '&&') {
      const guard = field(above, 'right')?.equals(below) ? guardOfTest(field(above, 'left')) : 'always';
      if (guard !== 'always') return guard;
    }
    below = above;
  }
  return 'always';
}

function branchGuard(statement: Node, branch: Node): Guard {
  const guard = guardOfTest(field(statement, 'condition'));
  if (guard === 'always' || branch.equals(field(statement, 'condition') ?? statement)) return 'always';
  const alternative = field(statement, 'alternative');
  if (!alternative?.equals(branch)) return guard;
  return guard === 'production' ? 'development' : 'production';
}
