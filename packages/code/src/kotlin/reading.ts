import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import { java } from '../java/reading.js';
import { factsOf } from '../jvm/facts.js';
import { meaning } from '../jvm/meaning.js';
import { OWN_PACKAGE, resolve } from '../jvm/modules.js';
import { role } from '../jvm/roles.js';
import { annotationsIn } from './annotations.js';
import { bindings } from './bindings.js';
import { branch, read } from './syntax.js';

export const kotlin: Reading = {
  keywords: [
    ...java.keywords,
    'ktor',
    'anyhost',
    'allowhost',
    'runapplication',
    'propertyornull',
    'websocket(',
    'asserver',
  ],
  separator: '.',
  // Of binary expressions a generic call only.
  callTypes: ['call_expression', 'infix_expression', 'binary_expression'],
  textTypes: ['string_literal', 'multiline_string_literal'],
  envTypes: ['index_expression'],
  wrapperTypes: new Set(['value_arguments', 'value_argument', 'interpolation', 'annotated_lambda']),
  silentTypes: new Set(['import', 'package_header', 'annotation', 'throw_expression']),
  functionTypes: new Set(['function_declaration', 'lambda_literal', 'anonymous_initializer']),
  compareTypes: ['binary_expression', 'in_expression'],
  read,
  bindings,
  branch,
  meaning,
  role,
  resolve,
  ownPackage: OWN_PACKAGE,
  facts,
};

function facts(file: SourceFile): Partial<Facts> {
  return factsOf(file, annotationsIn(file.syntax.root));
}
