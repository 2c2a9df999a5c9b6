import { remembered } from './remembered.js';

/** Whole names, after the prefix: `db_password`, `accessToken`, `stripe_api_key`. */
const SECRET =
  /(?:^|_)(?:password|passwd|passphrase|pwd|secret|secrets|secret_key|private_key|api_?key|access_?key|signing_key|encryption_key|authorization|access_token|refresh_token|id_token|auth_token|bearer_token|session_token|reset_token|csrf_token|api_token|bot_token|token|jwt|session_id|session_cookie|credentials?|client_secret|webhook_secret|connection_string|database_url|card_number|cvv|cvc|ssn|otp|totp|one_time_code)$/;

/** Says how many, where or which, and not what. */
const HARMLESS =
  /(?:^|_)(?:no|num|n|count|max|min|has|is|use|with|len|length|size|type|name|next|prev|first|last|start|end|invalid|missing|expired|unknown|unexpected|page|continuation|eos|bos|pad|unk|cls|sep|mask|special|stop|word|sub|lexer|parser|tokenizer|delimiter|separator|cancel|cancellation|forgot|hidden|show|require|redacted|masked|hashed)_(?:password|token|secret|key|pwd|api_key)$/;

/** Is a variable, attribute or key of this name a credential? */
export const isSecretName = remembered((name: string): boolean => {
  if (name.length > 60) return false;
  const words = snakeCase(name);
  return SECRET.test(words) && !HARMLESS.test(words);
});

/** `masked_url`, `key_redacted`: what its author says hides the secret. */
export const isMasked = remembered((name: string): boolean =>
  /(?:^|_)(?:masked|redacted|censored|obfuscated)(?:_|$)/.test(snakeCase(name)),
);

export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[-.\s]+/g, '_')
    .toLowerCase();
}
