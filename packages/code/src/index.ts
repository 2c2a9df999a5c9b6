// What costs nothing to load: rules are imported at every start of the command. Parsers are in reader.ts.
export {
  HOLE,
  addressOf,
  isLocalNetwork,
  isLoopback,
  isRailwayDomain,
  isRailwayPrivate,
  isWritten,
  showAddress,
  type Address,
} from './address.js';
export type { ConfigDocument, ConfigValue, Pointer } from './documents/config-document.js';
export type { Directive, DirectiveDocument } from './documents/directives.js';
export type { Definition, DockerfileDocument, Instruction, Stage } from './documents/dockerfile.js';
export type { EnvEntry, EnvFileDocument } from './documents/env-file.js';
export { execForm, joinLines } from './documents/exec-form.js';
export { variablesOf, type IacVariable } from './documents/iac-env.js';
export type { IacResource } from './documents/iac-resources.js';
export { stringOf, valueAt, type IacValue } from './documents/iac-value.js';
export type { IacDocument, IacService } from './documents/iac.js';
export type { ParseFailure, Parsed } from './documents/parsed.js';
export { referencesIn } from './documents/references.js';
export { isList, isTable } from './documents/values.js';
export type {
  ClientSetting,
  CookieSetting,
  CorsPolicy,
  EnvRead,
  FileFacts,
  HttpsRedirect,
  Listener,
  ProxyRoute,
  Route,
  SocketServer,
  UrlUse,
} from './facts.js';
export { foreignLanguageOf } from './foreign-languages.js';
export { LANGUAGE_NAMES, languageOf } from './language.js';
export { isDockerfile } from './names/dockerfile-name.js';
export { envFileRole, isEnvFile, type EnvFileRole } from './names/env-file-name.js';
export { isPublicName } from './names/public-name.js';
export { holdsPassword, isSecretName, judgeSecret } from './names/secret-name.js';
export type { Substitution } from './nginx/listen.js';
export { looseness } from './origin-match.js';
export {
  allowsCredentials,
  isStar,
  opensToAll,
  originEntries,
  starIsAName,
  type OriginEntry,
} from './origins.js';
export {
  countsInProduction,
  isAlways,
  isLiteral,
  possibleItems,
  possibleValues,
  textOf,
} from './possible.js';
export { notProduction } from './production.js';
export { isSettingsFile } from './settings/settings-name.js';
export { isCompound, isPlain, runsInShell, shellWords, wrapInShell } from './shell/shell-words.js';
export { simpleCommands } from './shell/simple-commands.js';
export { runLines, type RunLine } from './shell/workflow-commands.js';
export type { EnvValue, Guard, Value } from './value.js';
export type { EnvironmentDump, EnvironmentOverride, EnvironmentUse } from './environment/environment-use.js';
export type { WrittenSetting } from './settings/written-setting.js';
