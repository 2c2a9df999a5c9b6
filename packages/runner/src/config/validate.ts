import type { ValidateFunction } from 'ajv';

import { type ConfigDocument, valueOfNode } from './document.js';
import { explainErrors } from './explain-error.js';
import type { Problem } from './problems.js';
import { isSurelyValid } from './surely-valid.js';

export interface Validator {
  /** `trusted`: options that execute something or choose who judges may be set. */
  problemsOf(document: ConfigDocument, trusted: boolean): Promise<Problem[]>;
}

/** Loads ajv for what is not valid beyond doubt only: it takes 190 ms of a run of 500 with a configuration of five lines. */
export function createValidator(schema: Readonly<Record<string, unknown>>): Validator {
  let compiled: Promise<ValidateFunction> | undefined;
  return {
    async problemsOf(document, trusted) {
      if (isSurelyValid(schema, valueOfNode(document.root), trusted)) return [];
      return check(await (compiled ??= compile(schema)), document, { trusted });
    },
  };
}

async function compile(schema: Readonly<Record<string, unknown>>): Promise<ValidateFunction> {
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
  return ajv.compile(schema);
}

interface Context {
  readonly trusted: boolean;
}

function check(validate: ValidateFunction, document: ConfigDocument, context: Context): Problem[] {
  if (validate.call(context, valueOfNode(document.root))) return [];
  return explainErrors(validate.errors ?? [], document.root);
}
