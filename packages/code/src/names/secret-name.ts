/**
 * Does a variable hold a secret, by its name: `JWT_SECRET`, `NPM_TOKEN`, `stripeApiKey`? Names that are public by
 * purpose (`VITE_X`, `STRIPE_PUBLISHABLE_KEY`) and names of what only belongs to one (`TOKEN_TTL`, `SECRET_FILE`) do not.
 */
export function isSecretName(name: string): boolean {
  if (name.length > 120) return false;
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  return SECRET.test(upper) && !PUBLIC.test(upper);
}

const SECRET =
  /(?:^|_)(?:SECRETS?|PASSWORD|PASSWD|PASSPHRASE|TOKEN|APIKEY|API_KEY|PRIVATE_KEY|ACCESS_KEY|SECRET_KEY|SECRET_KEY_BASE|MASTER_KEY|ENCRYPTION_KEY|SIGNING_KEY|SERVICE_ROLE_KEY|SERVICE_KEY|AUTH_KEY|APP_KEY|JWT_KEY|CREDENTIALS)$|PGPASSWORD$/;
const PUBLIC =
  /^(?:VITE|NEXT_PUBLIC|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP)_|(?:^|_)(?:PUBLIC|PUBLISHABLE|ANON|SITE|CSRF|DEVICE|PUSH|NEXT_PAGE)_(?:\w{1,20}_)?(?:KEY|TOKEN)$/;

/** What a literal value of a secret is. */
export type SecretValue = 'empty' | 'placeholder' | 'default' | 'literal';

/** A stand-in that only a build needs, a default that everybody knows, or a value that may be the real one. */
export function judgeSecret(value: string): SecretValue {
  const text = value.trim().toLowerCase();
  if (text === '') return 'empty';
  if (/^(?:true|false|\d{1,4}|null|undefined|none|n\/a|-)$/.test(text)) return 'placeholder';
  if (/^(?:<[^>]{0,80}>|\*{2,80}|x{3,80}|\.{3})$/.test(text)) return 'placeholder';
  if (PLACEHOLDER.test(text)) return 'placeholder';
  return DEFAULT.test(text) ? 'default' : 'literal';
}

const PLACEHOLDER =
  /placeholder|dummy|(?:^|[^a-z])(?:fake|mock|stub|noop|unused|todo|tbd|skip|example|sample|ignored)(?:[^a-z]|$)|(?:^|[^a-z])(?:build|compile)(?:-|_)?(?:time|only|phase)|not[-_ ]?(?:used|needed|a[-_ ]?(?:real|secret)|real|set)|^your[-_ ]|^(?:build|test|ci)$|at[-_ ]?(?:run|build)[-_ ]?time|(?:^|[^a-z])(?:set|provided|injected|overridden|replaced)[-_ ](?:in|by|at|via|on)[-_ ]/;
const DEFAULT =
  /change[-_ ]?(?:me|this|it)|^(?:default|secret|password|pass|admin|root|postgres|mysecret|supersecret|super-secret|insecure)(?:[^a-z].{0,40})?$|insecure|dev[-_ ]?(?:secret|key|only|token)|in[-_ ]production/;

/** The name and the password of an address with both, `postgres://user:password@host/db`. */
export function credentialsOf(
  value: string,
): { readonly user: string; readonly password: string; readonly host: string } | undefined {
  const match = /^[a-z][a-z0-9+.-]{1,30}:\/\/([^\s/:@]{0,200}):([^\s/@]{1,500})@([^\s/:?#]{1,255})/i.exec(
    value.trim(),
  );
  if (!match) return undefined;
  const [, user = '', password = '', host = ''] = match;
  return { user, password, host };
}

/** An address whose password may be a real one: not of this machine, not the user's name again, no stand-in. */
export function holdsPassword(value: string): boolean {
  const found = credentialsOf(value);
  if (!found || /[${<]/.test(found.password)) return false;
  const { user, password, host } = found;
  if (
    /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[::1\]|host|hostname|example\.\w+)$/i.test(host)
  )
    return false;
  if (password === user || /^(?:pass|password|pwd|user|x+|\*+)$/i.test(password)) return false;
  return judgeSecret(password) !== 'placeholder' && judgeSecret(host) !== 'placeholder';
}
