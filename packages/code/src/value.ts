import type { Place } from '@railgate/contract';

import type { Listener } from './facts.js';

/**
 * What an expression is at run time, as far as the source says: constants, imports and reads of the environment are
 * followed, everything else is unknown. Extractors of all languages make these; rules never see syntax.
 */
export type Value =
  | LiteralValue
  | EnvValue
  | TemplateValue
  | ListValue
  | ObjectValue
  | ChoiceValue
  | CallValue
  | FunctionValue
  | UnknownValue;

interface At {
  /** Of the expression that decides: the literal itself, even where a constant or an import brought it here. */
  readonly place: Place;
}

export interface LiteralValue extends At {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** `process.env.PORT || 3000`, `os.getenv("PORT", "8000")`, a field of pydantic's settings. */
export interface EnvValue extends At {
  readonly kind: 'env';
  /** In the order in which they are asked. */
  readonly names: readonly [string, ...string[]];
  /** What counts when none of them is set; absent where there is none. */
  readonly fallback?: Value;
  /** Its text is split into a list: the pieces as they are, or each handed to a function that may clean it. */
  readonly pieces?: 'raw' | 'mapped';
  /** A text as the environment has it, or made a number; absent where a library decides. */
  readonly type?: 'text' | 'number';
}

/** `http://${host}:3000`, `"ws://" + location.host`. */
export interface TemplateValue extends At {
  readonly kind: 'template';
  readonly parts: readonly Value[];
}

export interface ListValue extends At {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** An object, a dictionary, keyword arguments. Keys that are no literals are left out. */
export interface ObjectValue extends At {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
  /** Something is spread into it, or a key is computed: it may hold more. */
  readonly open: boolean;
}

/** One of these: a conditional expression, a variable with several assignments. */
export interface ChoiceValue extends At {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: Value; readonly when: Guard }[];
}

/** A call that is not followed: what is called, and with what. */
export interface CallValue extends At {
  readonly kind: 'call';
  /** Dotted: `location.host.replace`. */
  readonly callee: string;
  readonly arguments: readonly Value[];
}

/** A function that other files may call. No rule asks for one. */
export interface FunctionValue extends At {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: string; readonly fallback?: Value }[];
  /** What it returns; its parameters are unknown values with a name of their own kind (`common/functions.ts`). */
  readonly result: Value;
  /** Servers that it starts where its parameters say; they stand there as unknown values with their names. */
  readonly listeners?: readonly Listener[];
}

export interface UnknownValue extends At {
  readonly kind: 'unknown';
  /** Dotted name where it is one: `location.host`, `req.headers.origin`. */
  readonly name?: string;
}

/** When a piece of code counts: behind a test of NODE_ENV, DEBUG and the like, or always. */
export type Guard = 'always' | 'production' | 'development';
