import { holdsPassword, isPublicName, isSecretName, judgeSecret, type EnvEntry } from '@railgate/code';

import type { EnvFile } from '../model.js';

/** Does an entry hold what may be a real secret? Goes by the name and by what the value is; tells nothing of it. */
export function holdsSecret({ key, value }: EnvEntry): boolean {
  if (value.includes('${') || isEncrypted({ key, value })) return false;
  if (holdsPassword(value)) return true;
  return isSecretName(key) && judgeSecret(value) === 'literal';
}

/** dotenvx and sops keep secrets encrypted in files that are meant to be committed. */
function isEncrypted({ key, value }: Pick<EnvEntry, 'key' | 'value'>): boolean {
  return /^(?:encrypted:|ENC\[)/.test(value) || /^(?:DOTENV_PUBLIC_KEY|sops_)/.test(key);
}

export function isEncryptedFile({ entries }: EnvFile): boolean {
  return entries.length > 0 && entries.some(isEncrypted) && !entries.some(holdsSecret);
}

/** Nothing in it but what a browser gets anyway. */
export function isPublicFile({ entries }: EnvFile): boolean {
  return entries.every(({ key, value }) => isPublicName(key) || value === '' || key === 'NODE_ENV');
}
