import type { ValidateFunction } from 'ajv';

import { type ConfigDocument, valueOfNode } from './document.js';
import { explainErrors } from './explain-error.js';
import type { Problem } from './problems.js';

export interface Validator {
  /** `trusted`: options that execute something or choose who judges may be set. */
  problemsOf(document: ConfigDocument, trusted: boolean): Problem[];
}

/** Loads ajv, which costs 50 ms: only for a file that is there. */
export async function createValidator(schema: Readonly<Record<string, unknown>>): Promise<Validator> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
    passContext: true,
    logger: false,
  });
  ajv.addKeyword({
    keyword: 'x-trusted',
    schemaType: 'boolean',
    validate(this: Context, isTrustedOnly: boolean) {
      return !isTrustedOnly || this.trusted;
    },
  });
  const validate = ajv.compile(schema);
  return { problemsOf: (document, trusted) => check(validate, document, { trusted }) };
}

interface Context {
  readonly trusted: boolean;
}

function check(validate: ValidateFunction, document: ConfigDocument, context: Context): Problem[] {
  if (validate.call(context, valueOfNode(document.root))) return [];
  return explainErrors(validate.errors ?? [], document.root);
}
