import { describe, expect, it } from 'vitest';

import { childText, readXml } from './xml.js';

describe('readXml', () => {
  it('reads elements, attributes, texts and lines', () => {
    const root = readXml(
      `<?xml version="1.0"?>\n<!DOCTYPE project [\n<!ENTITY x "y">\n]>\n<!-- <a> -->\n<project xmlns='urn:x'>\n` +
        `  <name>A &amp; B &#233;</name>\n  <empty a="1 &lt; 2"/>\n  <raw><![CDATA[<b>]]></raw>\n</project>\n`,
    );
    expect([root.name, root.line, root.attributes.get('xmlns')]).toEqual(['project', 6, 'urn:x']);
    expect(root.children.map(({ name, line }) => [name, line])).toEqual([
      ['name', 7],
      ['empty', 8],
      ['raw', 9],
    ]);
    expect(childText(root, 'name')).toBe('A & B é');
    expect(childText(root, 'raw')).toBe('<b>');
    expect(root.children[1]?.attributes.get('a')).toBe('1 < 2');
  });

  it.each([
    ['<a>\n<b>\n</a>', 3, '</a> closes nothing'],
    ['<a>\n<b>', 2, 'it ends within <b>'],
    ['<a>&x;</a>', 1, 'an entity that XML does not know'],
    ['<a b=1/>', 1, 'needs quotes'],
    ['<a/><b/>', 1, 'a second root'],
    ['', 1, 'no element'],
    ['<a>'.repeat(100_000), 1, 'more than 64 levels'],
    ['<!-- x', 1, '`-->` is missing'],
  ])('refuses %s', (text, line, message) => {
    expect(() => readXml(text)).toThrow(expect.objectContaining({ line }) as Error);
    expect(() => readXml(text)).toThrow(message);
  });

  it('takes linear time on one line', () => {
    expect(readXml(`<a>${'<b/>'.repeat(200_000)}</a>`).children).toHaveLength(200_000);
  });
});
