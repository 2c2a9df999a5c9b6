/** Written as escapes: the characters themselves would trip up readers of this file. */
export const ng = [
  `const level = 'user';
if (level !== 'user\u202e \u2066// ng: only admins\u2069 \u2066') grant();`,
  `/* \u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only // ng */
start();`,
  `const name = "\u202b // ng";
show(name);`,
  `function check\u202c() { // ng
  return true;
}`.replace('check\u202c()', 'check() /* \u202c */'),
  `// ng \u202d
const access = 'none';`,
];

export const lookAlike = [
  `const greeting = '\u0645\u0631\u062d\u0628\u0627';
const hebrew = '\u05e9\u05dc\u05d5\u05dd';`,
  `const mark = '\\u202e';`,
  `const emoji = '\ud83d\udc68\u200d\ud83d\udc69';`,
  `const text = 'na\u00efve \u2013 \u201cquoted\u201d';`,
  `// plain comment
const x = '\u200f';`,
];
