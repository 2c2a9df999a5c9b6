// Parsers, and what loads grammars: for gates that scan.
export { caddyFacts } from './caddy/facts.js';
export { CodeStore } from './code-store.js';
export { parseCaddyfile } from './documents/caddyfile.js';
export { globalValues, parseDockerfile, type DockerfileDocument } from './documents/dockerfile.js';
export { expandWord, type ExpandedWord } from './documents/expand-word.js';
export { parseEnvFile, type EnvFileDocument } from './documents/env-file.js';
export { parseIac, type IacDocument } from './documents/iac.js';
export { parseJson } from './documents/json.js';
export { isTemplate, nginxProgram, type NginxFile } from './documents/nginx-includes.js';
export { parseNginx } from './documents/nginx.js';
export { parseToml } from './documents/toml.js';
export { yamlKeys } from './documents/yaml-keys.js';
export { NO_FACTS } from './extractor.js';
export { EXTRACTORS } from './extractors.js';
export { FactsCache, type CodeRecord } from './facts-cache.js';
export { nginxFacts } from './nginx/facts.js';
export { ENVIRONMENT_EXTRACTORS } from './environment/extractors.js';
export { readYaml } from './settings/yaml-settings.js';
