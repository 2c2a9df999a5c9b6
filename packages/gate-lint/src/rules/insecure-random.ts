import type { Rule } from '@railgate/contract';

export const insecureRandom: Rule = {
  id: 'lint/insecure-random',
  name: 'InsecureRandom',
  summary: 'A secret is made from predictable random numbers.',
  description:
    'Reports `Math.random`, `crypto.pseudoRandomBytes` and Python’s `random` where the value becomes a token, password, session, one-time code, salt, nonce or key; told by the name it flows into or the function it is made in. Jitter, animation, sampling, shuffling and keys of lists are not reported.',
  why: 'From a few values the state of the generator follows, and with it every token it made before and will make after.',
  remediation:
    'Use `crypto.randomUUID()`, `crypto.randomBytes(32)`, `crypto.randomInt()` or `crypto.getRandomValues`; in Python the module `secrets`.',
  example: {
    language: 'js',
    before: 'const resetToken = Math.random().toString(36).slice(2);',
    after: "const resetToken = crypto.randomBytes(32).toString('base64url');",
  },
  severity: 'high',
  precision: 'high',
  cwe: [338],
  references: ['https://cwe.mitre.org/data/definitions/338.html'],
  since: '0.1.0',
};
