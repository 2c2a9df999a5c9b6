import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/**
 * A gate's options: one JSON Schema validates them, types them, documents them and completes them in editors.
 * Plain data and not a builder's calls, since those cost 140–260 ms at every start (docs/decisions/0002).
 * `x-trusted: true` marks an option that executes something or chooses who judges: it counts only from the
 * command line or the user's own configuration.
 */
export type OptionsSchema = JSONSchema & {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, OptionSchema>>;
  readonly additionalProperties: false;
};

export type OptionSchema = JSONSchema & {
  readonly description: string;
  readonly default?: unknown;
  readonly 'x-trusted'?: boolean;
};

/** The type of a gate's options, defaults filled in. */
export type OptionsOf<Schema extends OptionsSchema> = Schema extends JSONSchema ? FromSchema<Schema> : never;
