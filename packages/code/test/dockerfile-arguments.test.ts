import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expandWord, parseDockerfile } from '../src/reader.js';

function imagesOf(text: string): string[] {
  const parsed = parseDockerfile('Dockerfile', text);
  if (parsed.kind !== 'document') throw new Error('It was to be read.');
  return parsed.document.stages.map(({ image }) => image);
}

describe('the image that FROM names', () => {
  it.each([
    ['a default', 'ARG V=22\nFROM node:${V}-slim', 'node:22-slim'],
    ['a default in quotes', 'ARG V="22"\nFROM node:$V', 'node:22'],
    ['the last of two', 'ARG V=20\nARG V=22\nFROM node:$V', 'node:22'],
    ['a default that names an earlier one', 'ARG V=22\nARG BASE=node:${V}\nFROM $BASE', 'node:22'],
    ['what stands in', 'ARG V\nFROM node:${V:-22}', 'node:22'],
    ['no default', 'ARG V\nFROM node:${V}', 'node:${V}'],
    ['one that is declared later', 'FROM node:$V\nARG V=22', 'node:$V'],
    ['one that names itself', 'ARG V=$V\nFROM node:$V', 'node:$V'],
    ['a form that nobody here computes', 'ARG V=22-slim\nFROM node:${V%-slim}', 'node:${V%-slim}'],
    ['several in one ARG', 'ARG A=node B=22\nFROM $A:$B', 'node:22'],
    ['one over several lines', 'ARG A=node \\\n  B=22\nFROM $A:$B', 'node:22'],
    ['a chain of them', 'ARG A=22\nARG B=$A-slim\nARG C=node:$B\nFROM $C', 'node:22-slim'],
    ['one that is declared again without a default', 'ARG V=22\nARG V\nFROM node:$V', 'node:22'],
    ['an empty default', 'ARG SUFFIX=\nFROM node:22$SUFFIX', 'node:22'],
    ['an empty default, and what stands in', 'ARG V=\nFROM node:${V:-22}', 'node:22'],
    ['an empty default, where it does count', 'ARG V=\nFROM node${V-:22}', 'node'],
    ['what stands in for a set one', 'ARG V=20\nFROM node:${V:-22}', 'node:20'],
    ['what is added to a set one', 'ARG SLIM=1\nFROM node:22${SLIM:+-slim}', 'node:22-slim'],
    ['what is added to none', 'ARG SLIM\nFROM node:22${SLIM:+-slim}', 'node:22'],
    ['what is added to an empty one', 'ARG SLIM=\nFROM node:22${SLIM:+-slim}${SLIM+-x}', 'node:22-x'],
    ['what stands in, from another one', 'ARG A=22\nARG B\nFROM node:${B:-${A}}', 'node:22'],
    ['what stands in, in quotes', 'ARG B\nFROM node:${B:-"22"}', 'node:22'],
    ['what must be set, and is', 'ARG V=22\nFROM node:${V:?needed}', 'node:22'],
    ['what must be set, and is not', 'ARG V\nFROM node:${V:?needed}', 'node:${V:?needed}'],
    ['single quotes, in which nothing is put in', "ARG A=22\nARG B='$A'\nFROM node:$B", 'node:$A'],
    ['double quotes, in which it is', 'ARG A=22\nARG B="$A-slim"\nFROM node:$B', 'node:22-slim'],
    ['quotes within a word', 'ARG V=2"2"-\'slim\'\nFROM node:$V', 'node:22-slim'],
    ['a FROM in quotes', 'ARG V=22\nFROM "node:$V"', 'node:22'],
    ['two names that begin alike', 'ARG A=x\nARG AB=22\nFROM node:$AB', 'node:22'],
    ['the same one twice', 'ARG V=1\nFROM r.test:$V/a:$V', 'r.test:1/a:1'],
    ['an escaped dollar', 'ARG V=22\nFROM node:\\$V', 'node:$V'],
    ['a brace that is never closed', 'ARG V=22\nFROM node:${V', 'node:${V'],
    ['a dollar alone', 'FROM node:$', 'node:$'],
    ['Windows line ends', 'ARG A=22\r\nARG B=node:$A\r\nFROM $B\r', 'node:22'],
    ['another escape character', '# escape=`\nARG A=22 `\n  B=node\nFROM $B:$A', 'node:22'],
    ['another escape character, and a dollar', '# escape=`\nARG A=22\nFROM node:`$A', 'node:$A'],
    ['a platform', 'ARG V=22\nFROM --platform=$BUILDPLATFORM node:$V AS build', 'node:22'],
    ['small letters', 'arg V=22\nfrom node:$V as build', 'node:22'],
    [
      'names that are those of objects',
      'ARG __proto__=22\nFROM node:$__proto__-$constructor',
      'node:22-$constructor',
    ],
    ['a comment between', 'ARG V=22\n# ARG V=20\nFROM node:$V', 'node:22'],
  ])('%s', (_, text, image) => {
    expect(imagesOf(`${text}\n`)).toEqual([image]);
  });

  it('arguments of a stage do not count', () => {
    expect(imagesOf('ARG V=22\nFROM node:$V\nARG V=20\nFROM node:$V\n')).toEqual(['node:22', 'node:22']);
  });

  it('a FROM in a here-document is none', () => {
    const text =
      'FROM a AS b\nRUN <<EOF\nFROM c\nEOF\nCOPY <<"E" /x\nFROM d\nE\nFROM scratch\nCOPY --from=b / /\n';
    expect(imagesOf(text)).toEqual(['a', 'scratch']);
  });

  it('depth and length of what stands in are bounded', () => {
    const deep = `${'${A:-'.repeat(50_000)}x${'}'.repeat(50_000)}`;
    const [image = ''] = imagesOf(`ARG A\nFROM ${deep}\n`);
    expect(image.startsWith('${A:-')).toBe(true);
    expect(imagesOf(`ARG A\nFROM \${A:-\${A:-\${A:-x}}}\n`)).toEqual(['x']);
  });

  it('stays short, however often defaults name each other', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `ARG A${i + 1}=\${A${i}}\${A${i}}`);
    const [image = ''] = imagesOf(`ARG A0=aaaaaaaaaa\n${lines.join('\n')}\nFROM $A60\n`);
    expect(image.length).toBeLessThanOrEqual(2000);
  });
});

describe('expandWord', () => {
  const words = fc.string({ unit: fc.constantFrom(...'ab$${}}:-+?"\'\\`%'), maxLength: 40 });
  const values = new Map([['a', 'x'], ['b', '']]); // prettier-ignore

  it('ends, whatever the word is, and says when something stays as it was', () => {
    fc.assert(
      fc.property(words, (word) => {
        const { text, open } = expandWord(word, values);
        expect(text.length).toBeLessThanOrEqual(word.length);
        if (!/["'\\$]/.test(word)) expect({ text, open }).toEqual({ text: word, open: false });
      }),
    );
  });

  it('a value is put in as it is: what it holds is not looked at again', () => {
    fc.assert(
      fc.property(words, (value) => {
        expect(expandWord('<${v}>"$v"', new Map([['v', value]]))).toEqual({
          text: `<${value}>${value}`,
          open: false,
        });
      }),
    );
  });

  it('is open where quotes or a brace have no end', () => {
    for (const word of ['"a', "'a", '${a', '${a:-b', '${c}', '$c', '${a%x}', 'x'.repeat(1001)])
      expect(expandWord(word, values).open, word).toBe(true);
    for (const word of ['"a"', "'$c'", '${a}', '${c:-b}', '${a:-$c}', '${c:+$d}', '\\$c', '$'])
      expect(expandWord(word, values).open, word).toBe(false);
  });
});

describe('the stage that FROM names', () => {
  const basesOf = (text: string): (number | undefined)[] => {
    const parsed = parseDockerfile('Dockerfile', text);
    if (parsed.kind !== 'document') throw new Error('It was to be read.');
    const { stages } = parsed.document;
    return stages.map(({ base }) => (base === undefined ? undefined : stages.indexOf(base)));
  };

  it.each<[string, string, (number | undefined)[]]>([
    ['an earlier one', 'FROM a AS b\nFROM b', [undefined, 0]],
    ['in whatever case', 'FROM a AS Base\nFROM bASE', [undefined, 0]],
    ['through an argument', 'ARG B=b\nFROM a AS b\nFROM $B', [undefined, 0]],
    ['the last of that name', 'FROM a AS b\nFROM c AS b\nFROM b', [undefined, undefined, 1]],
    ['none that comes later', 'FROM b\nFROM a AS b', [undefined, undefined]],
    ['not itself', 'FROM b AS b', [undefined]],
    ['no number', 'FROM a\nFROM 0', [undefined, undefined]],
  ])('%s', (_, text, bases) => {
    expect(basesOf(`${text}\n`)).toEqual(bases);
  });
});
