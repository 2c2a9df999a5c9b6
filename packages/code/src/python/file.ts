import type { Place } from '@railgate/contract';

import type { Modules } from '../extractor.js';
import { field, nodesOfType, parts, type Node, type Syntax } from '../syntax.js';
import type { Guard, Value } from '../value.js';
import { guardOf } from './guards.js';
import { Scopes, importsIn } from './scope.js';
import { Values } from './values.js';

/** One call of the file, with what extractors ask of it. */
export interface Call {
  readonly node: Node;
  readonly callee: Node;
  /** What is called, by its package or by what made the object: `uvicorn.run`, `flask.Flask.run`; else as it is written. */
  readonly name: string;
  /** The last name: `run`. */
  readonly method: string;
  readonly positional: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;
  /** `**options`. */
  readonly spreads: readonly Node[];
}

/** A Python file while its facts are taken: what every extractor of a kind of fact shares. */
export class PythonFile {
  readonly syntax: Syntax;
  readonly modules: Modules;
  readonly scopes: Scopes;
  readonly values: Values;
  readonly calls: readonly Call[];
  /** The top names of what the file imports: `fastapi`. */
  readonly packages: ReadonlySet<string>;
  readonly #callsById: ReadonlyMap<number, Call>;
  readonly #stage: Guard;

  constructor(syntax: Syntax, modules: Modules) {
    this.syntax = syntax;
    this.modules = modules;
    this.scopes = new Scopes(syntax.root);
    this.values = new Values(syntax, this.scopes, modules);
    this.calls = nodesOfType(syntax.root, 'call').flatMap((node) => this.#callOf(node) ?? []);
    this.#callsById = new Map(this.calls.map((call) => [call.node.id, call]));
    this.packages = new Set(
      nodesOfType(syntax.root, 'import_statement', 'import_from_statement')
        .flatMap(importsIn)
        .map(({ from }) => from.split('.')[0] ?? ''),
    );
    this.#stage = stageOf(syntax.path);
  }

  callAt(node: Node): Call | undefined {
    return this.#callsById.get(node.id);
  }

  valueOf(node: Node | undefined): Value {
    return this.values.of(node);
  }

  /** An argument by its keyword or its index; also from a dictionary that is spread into the call. */
  argument(call: Call, name: string, index = -1): Value | undefined {
    const node = call.keywords.get(name) ?? (index < 0 ? undefined : call.positional[index]);
    if (node) return this.valueOf(node);
    let unknown: Value | undefined;
    for (const spread of call.spreads) {
      const value = this.valueOf(spread);
      const found = value.kind === 'object' ? value.entries.get(name) : undefined;
      if (found) return found;
      if (value.kind !== 'object' || value.open) unknown = this.values.unknown(spread);
    }
    return unknown;
  }

  /** Where a fact stands and when it counts. */
  at(node: Node): { readonly place: Place; readonly guard: Guard } {
    const guard = guardOf(node);
    return { place: this.syntax.place(node), guard: guard === 'always' ? this.#stage : guard };
  }

  #callOf(node: Node): Call | undefined {
    const callee = field(node, 'function');
    if (!callee) return undefined;
    const name = this.values.names.calleeOf(node) ?? this.values.names.nameOf(callee) ?? '';
    const method =
      callee.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : callee.text.slice(0, 60);
    const given = parts(field(node, 'arguments'));
    const keywords = new Map<string, Node>();
    for (const one of given) {
      const [key, value] = [field(one, 'name')?.text, field(one, 'value')];
      if (one.type === 'keyword_argument' && key !== undefined && value) keywords.set(key, value);
    }
    return {
      node,
      callee,
      name,
      method,
      positional: given.filter(({ type }) => !NAMED.has(type)),
      keywords,
      spreads: given.flatMap((one) => (one.type === 'dictionary_splat' ? parts(one).slice(0, 1) : [])),
    };
  }
}

const NAMED: ReadonlySet<string> = new Set(['keyword_argument', 'dictionary_splat']);

/** Django keeps the settings of stages in files: `settings/local.py`, `settings_dev.py`. */
function stageOf(path: string): Guard {
  const name =
    /(?:^|\/)settings\/([a-z]+)\.py$/.exec(path)?.[1] ?? /(?:^|\/)settings_([a-z]+)\.py$/.exec(path)?.[1];
  const other = /(?:^|\/)([a-z]+)_settings\.py$/.exec(path)?.[1];
  const stage = name ?? other ?? '';
  if (/^(?:local|dev|develop|development|test|testing|tests|debug)$/.test(stage)) return 'development';
  return /^(?:prod|production)$/.test(stage) ? 'production' : 'always';
}
