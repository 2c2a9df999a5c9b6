import type { TSESTree } from '@typescript-eslint/types';

import { unwrap, type Node } from '../model/ast.js';
import { nameOf } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import type { SourceKind } from './taint.js';

const VALUE_TYPES = new Set(['TSNumberKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword']);

export function isTypedAsNumber(name: Node): boolean {
  const annotation =
    'typeAnnotation' in name ? (name.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined;
  return (
    annotation !== undefined && annotation !== null && VALUE_TYPES.has(annotation.typeAnnotation?.type ?? '')
  );
}

const PAGE_SOURCES =
  /^(?:document\.)?location\.(?:search|hash|href|pathname)$|^document\.(?:URL|documentURI|referrer|baseURI)$/;

/** `location.hash`, `document.URL`, `process.argv`: platform values that the user or a link decides. */
export function sourceOfGlobal(name: string): SourceKind | undefined {
  if (PAGE_SOURCES.test(name)) return 'page';
  return name === 'process.argv' || name.startsWith('process.argv.') ? 'argument' : undefined;
}

const HOOKS: readonly (readonly [RegExp, SourceKind])[] = [
  [/(?:^|\.)useSearchParams\(\)$/, 'page'],
  [/(?:^|\.)useRouter\(\)\.query$/, 'page'],
  [/(?:^|\.)use(?:Params|RouteParams)\(\)$/, 'page'],
  [/(?:^|\.)useRoute\(\)\.(?:query|params|hash|fullPath)$/, 'page'],
  [/^(?:\$page|\$app\/(?:state|stores)\.page)\.(?:params|url\.(?:searchParams|search|hash|href))$/, 'page'],
  [/^\$?(?:this\.)?\$route\.(?:query|params|hash|fullPath)$/, 'page'],
  [
    /^(?:h3\.|#imports\.)?(?:getQuery|getRouterParams?|readBody|readRawBody|getRequestURL|getRequestHeader|getValidatedQuery)\(\)$/,
    'remote',
  ],
  [/(?:^|\.)(?:headers|cookies)\(\)$/, 'remote'],
];

/** Values of frameworks' own functions: `useSearchParams()`, h3's `getQuery(event)`, Next's `cookies()`. */
export function sourceOfName(name: string): SourceKind | undefined {
  if (/^next\/headers\./.test(name)) return HOOKS.at(-1)?.[1];
  return HOOKS.slice(0, -1).find(([pattern]) => pattern.test(name))?.[1];
}

/** What a server answered. Only markup cares: other users may have written it. */
export function isAnswer(model: SourceModel, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'CallExpression') return false;
  const name = nameOf(model, inner.callee);
  return /^(?:fetch|\$fetch|useFetch|ky|axios)$|^(?:axios|ky|got)(?:\.create\(\))?\.(?:get|post|put|patch|request)$|(?:^|\.)use(?:SWR|Query|Fetch|LazyFetch|AsyncData)$/.test(
    name,
  );
}
