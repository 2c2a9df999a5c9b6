import type { SourceFile } from '../common/source-file.js';
import type { Reading } from '../common/tree.js';
import type { Facts } from '../extractor.js';
import { factsOf } from '../jvm/facts.js';
import { meaning } from '../jvm/meaning.js';
import { OWN_PACKAGE, resolve } from '../jvm/modules.js';
import { role } from '../jvm/roles.js';
import { annotationsIn } from './annotations.js';
import { bindings } from './bindings.js';
import { branch, read } from './syntax.js';

export const java: Reading = {
  keywords: [
    'getenv', 'dotenv', 'localhost', '127.0.0.1', '0.0.0.0', 'http://', 'https://', 'ws://', 'wss://', 'jdbc:', 'railway',
    'cors', 'crossorigin', 'access-control', 'websocket', 'cookie', '@value', 'configproperty', 'springapplication',
    'javalin', 'mapping', 'httpserver', '.listen(', '.start(', 'setport', 'port(', '@path', 'serverbuilder', 'micronaut',
    'quarkus', 'getproperty', 'configurationproperties', 'server.port', 'embeddedserver', 'jetty', 'undertow', 'serverbootstrap', 'grizzly', 'httpclient',
    'httprequest', 'resttemplate', 'restclient', 'webclient', 'okhttp',
  ], // prettier-ignore
  separator: '.',
  callTypes: ['method_invocation', 'object_creation_expression'],
  textTypes: ['string_literal'],
  wrapperTypes: new Set(['argument_list', 'expression_statement', 'element_value_pair']),
  silentTypes: new Set([
    'import_declaration', 'package_declaration', 'annotation', 'throw_statement', 'assert_statement', 'switch_label',
  ]), // prettier-ignore
  read,
  bindings,
  branch,
  meaning,
  role,
  resolve,
  ownPackage: OWN_PACKAGE,
  functionTypes: new Set(['method_declaration', 'constructor_declaration', 'lambda_expression']),
  compareTypes: ['binary_expression'],
  facts,
};

function facts(file: SourceFile): Partial<Facts> {
  return factsOf(file, annotationsIn(file.syntax.root));
}
