import { describe, expect, it } from 'vitest';

import { renderHelp } from './help.js';

describe('renderHelp', () => {
  it.each([
    ['one\ntwo\n\nthree', '<p>one two</p><p>three</p>'],
    ['**bold** and `a < b`', '<p><strong>bold</strong> and <code>a &lt; b</code></p>'],
    ['- a\n- b\n  c', '<ul><li>a</li><li>b c</li></ul>'],
    ['2. a\n3. b', '<ol start="2"><li>a</li><li>b</li></ol>'],
    ['## Title', '<h5>Title</h5>'],
    [
      '```ts\nif (a) {\n\tb();\n}\n```',
      '<pre class="sample" tabindex="0"><code>if (a) {\n\tb();\n}\n</code></pre>',
    ],
    ['```\nnever closed', '<pre class="sample" tabindex="0"><code>never closed\n</code></pre>'],
    [
      '<https://example.org/a?b=c&d>',
      '<p><a href="https://example.org/a?b=c&amp;d" rel="noreferrer noopener">https://example.org/a?b=c&amp;d</a></p>',
    ],
    [
      '[text](https://example.org)',
      '<p><a href="https://example.org" rel="noreferrer noopener">text</a></p>',
    ],
    ['[text](javascript:alert(1))', '<p>[text](javascript:alert(1))</p>'],
    ['<javascript:alert(1)>', '<p>&lt;javascript:alert(1)&gt;</p>'],
    ['<b onclick=x>', '<p>&lt;b onclick=x&gt;</p>'],
    ['[x](https://e.org/"onclick="y)', '<p><span>x</span></p>'],
    ['`unclosed **too', '<p>`unclosed **too</p>'],
  ])('%j', (markdown, expected) => {
    expect(
      renderHelp(markdown)
        .markup.replace(/>\n</g, '><')
        .replace(/>\n/g, '>')
        .replace(/<code>if/, '<code>if'),
    ).toBe(expected);
  });

  it('takes linear time for marks that are never closed', () => {
    const marks = '`[**<https://'.repeat(5000);
    expect(renderHelp(marks).markup.length).toBeGreaterThan(10_000);
  });
});
