import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCaddyfile } from './caddyfile.js';
import type { Directive } from './directives.js';
import { parseNginx } from './nginx.js';

/** `name arg arg { … }`, with line and column of the name. */
function shown(directives: readonly Directive[]): string[] {
  return directives.map(({ name, args, block, place: { region } }) => {
    const words = [name, ...args.map(({ text }) => text)].join(' ');
    const inner = block ? ` {${shown(block).join(' ')}}` : '';
    return `${region.startLine}:${region.startColumn} ${words}${inner}`;
  });
}

function read(parse: typeof parseNginx, text: string): string[] | string {
  const parsed = parse('f', text);
  if (parsed.kind === 'document') return shown(parsed.document.directives);
  return parsed.kind === 'gap' ? parsed.gap.message : 'failure';
}

describe('parseNginx', () => {
  it.each([
    ['listen 80;', ['1:1 listen 80']],
    ['\uFEFFa b;\r\n  c "d e" \'f\';', ['1:2 a b', '2:3 c d e f']],
    ['server { listen 80; # listen 81;\n }', ['1:1 server {1:10 listen 80}']],
    ['proxy_pass http://${HOST}:${PORT}/;', ['1:1 proxy_pass http://${HOST}:${PORT}/']],
    [
      'if ($host = "a;b{c}") { return 301 https://$host$request_uri; }',
      ['1:1 if ($host = a;b{c} ) {1:25 return 301 https://$host$request_uri}'],
    ],
    ['location ~ \\.php$ { a; }', ['1:1 location ~ \\.php$ {1:21 a}']],
    ['location ~ "^/[0-9]{2}\\.x" { }', ['1:1 location ~ ^/[0-9]{2}\\.x {}']],
    ['log_format m "a \\"b\\" c";', ['1:1 log_format m a "b" c']],
    ['content_by_lua_block { local t = { a = "x" } } b;', ['1:1 content_by_lua_block {}', '1:48 b']],
    ['server {\n  ${LINE}\n  listen 80;\n}', ['1:1 server {2:3 include ${LINE} 3:3 listen 80}']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(read(parseNginx, text)).toEqual(expected);
  });

  it.each([
    ['server {', 'line 1: expected a closing brace'],
    ['a;\n}', 'line 2: this brace closes nothing'],
    ['server { listen 80 }', 'expected a semicolon'],
    ['a "b;\n', 'this quote has no end'],
    ['listen {{ port }};', 'expected a semicolon'],
  ])('%s is a gap', (text, expected) => {
    expect(read(parseNginx, text)).toContain(expected);
  });
});

describe('parseCaddyfile', () => {
  it.each([
    [':80\nfile_server', ['1:1 :80', '2:1 file_server']],
    [
      '{\n\tadmin off\n}\n:{$PORT:80} {\n\troot * /srv\n}\n',
      ['1:1  {2:2 admin off}', '4:1 :{$PORT:80} {5:2 root * /srv}'],
    ],
    ['a.com,\nb.com {\n\trespond "x y" # no\n}', ['1:1 a.com, b.com {3:2 respond x y}']],
    ['a {\n\theader {\n\t\tX `y "z"`\n\t}\n}', ['1:1 a {2:2 header {3:3 X y "z"}}']],
    ['a {\n\tb c \\\n\t\td\n}', ['1:1 a {2:2 b c d}']],
    ['a {\n\trespond <<HTML\n\t\t<p>}</p>\n\t\tHTML 200\n}', ['1:1 a {2:2 respond \t\t<p>}</p>\n 200}']],
    ['a {\n\trespond <<END\n{ }\nEND\n\tb\n}', ['1:1 a {2:2 respond { }\n 5:2 b}']],
    ['(s) {\n\ta\n}\nb {\n\timport s {args[0]}\n}', ['1:1 (s) {2:2 a}', '4:1 b {5:2 import s {args[0]}}']],
  ])('%s', (text, expected) => {
    expect(read(parseCaddyfile, text)).toEqual(expected);
  });
});

const SOUP = [
  '{', '}', ';', '"', "'", '`', '\\', '#', '\n', '\r\n', ' ', '$', '${', '{$', '<<A\n', 'A\n', ',', 'server', 'a', '\uFEFF', '😀', '_by_lua_block {',
]; // prettier-ignore

it.each([
  ['nginx', parseNginx],
  ['Caddy', parseCaddyfile],
])('%s: whatever stands there, a tree or a gap, with places inside of the text', (_name, parse) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SOUP), { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const lines = text.split(/\r\n|\n|\r/);
      const parsed = parse('f', text);
      const rest = parsed.kind === 'document' ? [...parsed.document.directives] : [];
      for (let one = rest.pop(); one; one = rest.pop()) {
        rest.push(...(one.block ?? []));
        for (const { place } of [one, ...one.args]) {
          const { startLine, startColumn = 1, endLine = 0, endColumn = 0 } = place.region;
          expect(startColumn).toBeLessThanOrEqual((lines[startLine - 1]?.length ?? -1) + 1);
          expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1]?.length ?? -1) + 1);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['braces', 'a {'.repeat(100_000)],
  ['closing braces', '}'.repeat(100_000)],
  ['quotes', '"a" '.repeat(100_000)],
  ['quotes without end', ' "'.repeat(100_000)],
  ['dollars', '${'.repeat(100_000)],
  ['variables', '{$'.repeat(100_000)],
  ['heredocs', '<<A\n'.repeat(50_000)],
  ['backslashes', '\\\n'.repeat(100_000)],
  ['words', 'a '.repeat(200_000)],
])('takes no more than a moment for %s', (_name, text) => {
  const start = performance.now();
  for (const parse of [parseNginx, parseCaddyfile]) expect(parse('f', text).kind).not.toBe('failure');
  expect(performance.now() - start).toBeLessThan(5000);
});
