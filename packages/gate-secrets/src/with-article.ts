/** `A Railway token`, `An Okta token`, at the beginning of a sentence. */
export function withArticle(title: string): string {
  return `${VOWEL.test(title) || SPELT.test(title) ? 'An' : 'A'} ${title}`;
}

/** Neither "one" nor "user" and "unit" begin with one when they are said. */
const VOWEL = /^(?!one|us|uni)[aeiou]/i;
/** These do, letter by letter or so. */
const SPELT = /^(?:HCP|n8n|ngrok|npm|NVIDIA|RSA|SSH|xAI)/;
