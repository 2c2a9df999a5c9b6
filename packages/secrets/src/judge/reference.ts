/** Where the value really is: in the environment, a vault, another variable. Compared in lower case. */
const SCHEMES = `
  process.env os.environ os.getenv import.meta.env getenv( env( env[ env. env: system.getenv secret://
  secrets. vault: vault:// op:// ref+ ref:// arn: ssm: file: file:// keyvault: ssm:// gcp: sm:// awssm://
  keyring: bw:// pass:// akv:// doppler projects/ data. var. local. module. each. self. this. config.
  settings. params. options. opts. args. lookup( func( function lambda new null !ref !sub !vault !getatt
  !secret !env !reference`
  .trim()
  .split(/\s+/);
/** Values that are encrypted where they stand: SOPS, eyaml, Jasypt, Spring Cloud, Ansible, Vault's transit engine, dotenvx. */
const ENCRYPTED = [
  'enc[',
  'enc(',
  '{cipher}',
  '$ansible_vault',
  'agebox',
  '{xchacha',
  'secure:',
  'vault_',
  'vault:v',
  'encrypted:',
  '{bcrypt}',
  '{noop}',
];

const OPENING =
  /^(?:\$[A-Za-z_({[]|\$\$|%[A-Za-z_({[<]|#\{|\{\{|<[%?=/A-Za-z_]|@@|@\{|&[a-z]|\*[a-z]|\[\[|__[A-Z])/;
const INSIDE =
  /\$\{|\{\{|\}\}|\$\(|#\{|<%|%>|%[({][\w.]|%s\b|%d\b|%v\b|%@|\{[\w.]{0,40}\}|<[A-Za-z][\w .-]{0,60}>|\[\[|%[A-Z_]{2,40}%|\+ ?['"]|['"] ?\+|\$[A-Z_]{3,40}\b/;

/** Maven's `{base64}` and what Sealed Secrets write, behind the length of an RSA key: encrypted with a key that is not there. */
const SEALED = /^\{[A-Za-z0-9+/]{20,200}={0,2}\}$|^Ag[A-D][A-Za-z0-9+/]{400,}={0,2}$/;
/** Of crypt(3): `$6$`, `$apr1$`. */
const CRYPT = /^\$[0-9a-z-]{1,20}\$/;

/** The value is taken from somewhere else, or put together when the program runs. */
export function isReference(value: string): boolean {
  if (CRYPT.test(value)) return false;
  if (OPENING.test(value) || INSIDE.test(value)) return true;
  const lower = value.slice(0, 24).toLowerCase();
  return SCHEMES.some((scheme) => lower.startsWith(scheme));
}

/** Whoever reads it needs a key that is not there. */
export function isEncrypted(value: string): boolean {
  const lower = value.slice(0, 24).toLowerCase();
  return SEALED.test(value) || ENCRYPTED.some((mark) => lower.startsWith(mark));
}
