import { isTable, type ConfigDocument, type ConfigValue, type Pointer } from '@railgate/code';

export type Section = 'build' | 'deploy';

/** A value of railway.toml/json: of the base, or of what `environments.NAME` puts over it. */
export interface Setting {
  readonly pointer: Pointer;
  readonly value: ConfigValue;
  readonly environment: string | undefined;
}

/** Where a section may stand: the base first, then every environment that has it. */
export function sectionsOf(document: ConfigDocument, section: Section): Pointer[] {
  const found: Pointer[] = document.has([section]) ? [[section]] : [];
  for (const name of document.keys(['environments'])) {
    const pointer = ['environments', name, section];
    if (document.has(pointer)) found.push(pointer);
  }
  return found;
}

/** A key in the base and in every environment. A null means "not set" and is left out. */
export function settingsOf(document: ConfigDocument, section: Section, key: string): Setting[] {
  return sectionsOf(document, section).flatMap((base) => {
    const pointer = [...base, key];
    const value = document.get(pointer);
    if (value === undefined || value === null) return [];
    return [{ pointer, value, environment: base.length === 3 ? String(base[1]) : undefined }];
  });
}

/** A string of the base, with the empty one taken as not set. */
export function baseString(
  document: ConfigDocument | undefined,
  section: Section,
  key: string,
): string | undefined {
  const value = document?.get([section, key]);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Does a file with a name of its own hold a Railway service's settings, rather than something else about Railway? */
export function looksLikeRailwayConfig(document: ConfigDocument): boolean {
  const schema = document.get(['$schema']);
  if (typeof schema === 'string' && /railway\.(?:com|app)\/railway\.schema\.json/.test(schema)) return true;
  const isOne = (section: Section, keys: readonly string[]) => {
    const value = document.get([section]);
    return isTable(value) && keys.some((key) => key in value);
  };
  return isOne('build', TELLING.build) || isOne('deploy', TELLING.deploy);
}

const TELLING = {
  build: [
    'builder',
    'buildCommand',
    'dockerfilePath',
    'watchPatterns',
    'nixpacksConfigPath',
    'railpackVersion',
  ],
  deploy: [
    'startCommand',
    'healthcheckPath',
    'restartPolicyType',
    'numReplicas',
    'preDeployCommand',
    'cronSchedule',
  ],
} as const;
