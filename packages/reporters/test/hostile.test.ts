import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { REPORTERS, renderTerminal } from '../src/index.js';
import { displayWidth } from '../src/text/display-width.js';
import { fixtureReport } from './fixture-report.js';
import { poison } from './poison.js';

/** Pieces that mean something to a terminal, a CI log, Markdown or HTML, and any text around them. */
const FRAGMENTS = [
  '<script>alert(1)</script>',
  '</script>',
  '</style>',
  '</title>',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=x>",
  '<!--',
  '-->',
  ']]>',
  '&lt;',
  '&#60;script&#62;',
  'javascript:alert(1)',
  '${alert(1)}',
  '`',
  '``` ',
  '|',
  '\\',
  '\n\n# h',
  '\r\n::error::x',
  '##vso[task.complete]',
  '\u001b[31m',
  '\u001b]8;;http://evil.example\u0007',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u2028',
  '\ud800',
  '@octocat',
  '#123',
  'GH-1',
  ':tada:',
  '[x](javascript:y)',
  '![x](http://evil.example/i.png)',
  'http://evil.example',
  'www.evil.example',
  'a@evil.example',
  '$x$',
  '**b**',
  '_i_',
  '~~s~~',
  '日本語',
  '👨‍👩‍👧',
  '\t',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const RUNS = { numRuns: 150 };

/** What must not come out. */
const CONTROLS = new RegExp(
  String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}`,
  'u',
);

function render(id: string, text: string): string {
  return REPORTERS.find((one) => one.id === id)?.render(poison(fixtureReport(), text)) ?? '';
}

describe('hostile data', () => {
  it('stays text in Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = render('markdown', text);
        expect(markdown).not.toMatch(CONTROLS);
        expect(markdown).not.toContain('\t');
        const rest = markdown.replace(/<\/?code>|<br>/g, '');
        expect(rest).not.toMatch(/[<>]/);
        // GitHub looks for mentions everywhere but in code.
        expect(markdown.replace(/<code>[^<]*<\/code>/g, '')).not.toMatch(/@(?!&#8203;)/);
        expect(rest).not.toMatch(/(?<!\\)\]\((?!https:\/\/github\.com\/railgate\/)/);
        expect(rest.split('\n').length).toBe(render('markdown', '').split('\n').length);
      }),
      RUNS,
    );
  });

  it('stays text in HTML: the elements and their attributes are those of a harmless report', () => {
    const skeleton = (markup: string) => [
      ...markup
        .replace(/<(style|script)>[^]*?<\/\1>/g, '')
        .matchAll(/<\/?([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*\/?>/g),
    ];
    const names = (markup: string) =>
      new Set(
        skeleton(markup).flatMap(([, tag = '', attributes = '']) => [
          tag,
          ...[...attributes.matchAll(/([a-zA-Z-]+)(?:="[^"]*")?/g)].map(([, name]) => `${tag}@${name}`),
        ]),
      );
    const known = new Set([
      ...names(render('html', '')),
      ...[
        'em',
        'strong',
        'h5',
        'ul',
        'li',
        'p',
        'code',
        'pre',
        'pre@class',
        'pre@tabindex',
        'ol',
        'ol@start',
        'span',
        'a',
        'a@href',
        'a@rel',
        'mark',
      ],
    ]);
    fc.assert(
      fc.property(hostile, (text) => {
        const markup = render('html', text);
        expect(markup).not.toMatch(CONTROLS);
        for (const name of names(markup)) expect(known).toContain(name);
        const outside = markup.replace(/<(style|script)>[^]*?<\/\1>/g, '').replace('<!doctype html>', '');
        const left = outside.replace(/<\/?[a-z][a-z0-9]*(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*\/?>/g, '');
        expect(left).not.toMatch(/[<>]/);
        expect(markup).not.toMatch(/(?:href|src)="(?!https:|#)/);
      }),
      RUNS,
    );
  });

  it('moves no cursor, commands no CI and keeps the width on a terminal', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.integer({ min: 40, max: 160 }),
        fc.boolean(),
        fc.boolean(),
        (text, width, color, quiet) => {
          const printed = renderTerminal(poison(fixtureReport(), text), {
            color,
            width,
            quiet,
            folder: `.railgate${text}`,
          });
          // eslint-disable-next-line no-control-regex -- our own colours
          const plain = printed.replace(/\u001b\[(?:0|[12]|1;3[15]|3[0-7])m/g, '');
          expect(plain).not.toMatch(CONTROLS);
          expect(plain).not.toContain('\t');
          for (const line of plain.split('\n')) {
            expect(line.trimStart().startsWith('::')).toBe(false);
            expect(line).not.toMatch(/##[a-z]*\[/i);
            // A CI command that was broken up is one column wider.
            expect(displayWidth(line)).toBeLessThanOrEqual(width + 2);
          }
          if (!color) expect(printed).toBe(plain);
        },
      ),
      RUNS,
    );
  });

  it('is written as valid JSON', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const report = poison(fixtureReport(), text);
        expect(JSON.parse(render('sarif', text))).toEqual(JSON.parse(JSON.stringify(report.log)));
        expect(JSON.parse(render('json', text))).toEqual(JSON.parse(JSON.stringify(report.manifest)));
      }),
      { numRuns: 30 },
    );
  });
});
