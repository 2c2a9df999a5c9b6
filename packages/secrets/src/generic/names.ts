/**
 * `password`: people choose it. `key`: a machine made it. `weak`: the name is used for other things as often
 * (`token` of a lexer, `auth`), so the value has to prove it.
 */
export type NameClass = 'password' | 'key' | 'weak';

/** What is given to a name that is used for other things, too. */
export const SHORTEST_WEAK = 16;

/** Of a value that is given to such a name: the id of its kind. */
export function kindOfName(is: NameClass): string {
  return is === 'password' ? 'hard-coded-password' : 'hard-coded-secret';
}

const PASSWORDS = setOf(`
  password passwd pwd passphrase passcode passwort kennwort contrasena senha pw pswd psw`);
const KEYS = setOf(`
  secret secrets apikey apitoken authtoken accesstoken accesskey secretkey clientsecret privatekey authkey
  credential credentials signingkey encryptionkey masterkey accountkey salt pat bearer`);
/** What a key is of, as the word before `key`. */
const KEYED = setOf(`
  api access secret private auth authentication authorization encryption encrypt signing sign signature
  master account storage shared app application subscription session jwt hmac cookie server service deploy
  webhook admin aes fernet functions license write cipher crypto crypt primary secondary`);
/** A token of those is one for logging in. */
const TOKENED = setOf(`
  access api auth authentication bearer oauth refresh bot github gitlab slack deploy admin user service
  personal private secret session npm pypi webhook account app jwt id security root vault registry publish
  client project org team ci device login verify verification telegram discord heroku railway vercel
  netlify sentry codecov sonar snyk hf x cloudflare digitalocean do linear notion`);
/** `DB_PASS`, `dbpass`: not `bypass`, `compass`. */
const PASSES = setOf(`
  db database user root admin mail smtp ftp irc mysql pg postgres pgsql mongo redis sql ssh ldap imap mq
  rabbit rabbitmq amqp proxy http api login my email auth key cert keystore store pop sftp wifi vpn mlab
  server service rpc bind sa account test host remote svn git jenkins nexus elastic es basic dba rds gpg
  pass`);
/** Words that may follow without changing what the value is. */
const TRAILING = setOf(`
  prod production prd dev development staging stage stg live sandbox value val str string literal base64
  b64 hex plain plaintext default raw old new primary secondary base current v key qa uat local master`);
/** A word before that makes it something else. */
const OTHERS = setOf(`
  public pub csrf xsrf next page continuation sync cancel cancellation max min num no has is show hide
  forgot forgotten reset change confirm invalid wrong missing foreign sort partition cache design
  idempotency query needs require requires allow allows enable use without get find parse check
  encode encrypted hashed expected resource placeholder label on if empty error bad eos bos pad unk mask
  special stop syntax mock fake dummy example sample lexer param header name
  authenticity form request`);

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** What a name says of its value; nothing where it says nothing of a secret. At most 120 characters are looked at. */
export function classifyName(name: string): NameClass | undefined {
  const words = (name.slice(-120).match(WORD) ?? []).map((word) => word.toLowerCase());
  while (words.length > 1 && isTrailing(words)) words.pop();
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const before = words.at(-2) ?? '';
  if (OTHERS.has(before) || OTHERS.has(words.at(-3) ?? '')) return undefined;
  return ofWord(last, before);
}

function isTrailing(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (last === 'key') return KEYS.has(before) && !KEYED.has(before);
  return /^[0-9]/.test(last) || (TRAILING.has(last) && ofWord(before, words.at(-3) ?? '') !== undefined);
}

function ofWord(word: string, before: string): NameClass | undefined {
  if (PASSWORDS.has(word)) return 'password';
  if (KEYS.has(word)) return word === 'salt' && before === '' ? 'weak' : 'key';
  if (word === 'key') return KEYED.has(before) ? 'key' : undefined;
  if (word === 'token') return TOKENED.has(before) ? 'key' : 'weak';
  if (word === 'pass') return before === '' || PASSES.has(before) ? 'password' : 'weak';
  return ofCompound(word);
}

/** Written without a border: `dbpasswd`, `userpassword`, `dbpass`, `mysecret`. */
function ofCompound(word: string): NameClass | undefined {
  if (/^[cx]srf/.test(word)) return undefined;
  for (const end of ['password', 'passwd', 'passphrase', 'pwd']) if (word.endsWith(end)) return 'password';
  for (const end of ['apikey', 'secretkey', 'accesskey', 'authtoken', 'accesstoken', 'apitoken', 'secret'])
    if (word.endsWith(end)) return 'key';
  if (word.endsWith('pass') && PASSES.has(word.slice(0, -4))) return 'password';
  return word.endsWith('token') ? 'weak' : undefined;
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
