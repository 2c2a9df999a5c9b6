import { describe, expect, it } from 'vitest';

import { WORD, parseComment } from './comment.js';

const parse = (line: string, path = 'src/a.ts') => parseComment(line, line.indexOf(WORD), { path, line: 7 });
const found = { path: 'src/a.ts', line: 7, rule: 'lint/eval', reason: 'Only staff.' };

describe('ok: a comment', () => {
  it.each([
    ['//', `// ${WORD} lint/eval -- Only staff.`],
    ['// without a space', `//${WORD} lint/eval -- Only staff.`],
    ['///', `/// ${WORD} lint/eval -- Only staff.`],
    ['#', `  # ${WORD} lint/eval -- Only staff.`],
    ['<!-- -->', `<!-- ${WORD} lint/eval -- Only staff. -->`],
    ['/* */', `\t/* ${WORD} lint/eval -- Only staff. */`],
    ['{/* */}', `{/* ${WORD} lint/eval -- Only staff. */}`],
    ['--', `-- ${WORD} lint/eval -- Only staff.`],
    [';', `; ${WORD} lint/eval -- Only staff.`],
  ])('in %s is alone on its line', (_syntax, line) => {
    expect(parse(line)).toEqual([{ ...found, alone: true }]);
  });

  it.each([
    ['behind code', `eval(a); // ${WORD} lint/eval -- Only staff.`],
    ['behind code, in a block', `eval(a) /* ${WORD} lint/eval -- Only staff. */`],
    ['before code', `/* ${WORD} lint/eval -- Only staff. */ eval(a)`],
    ['inside a text, where it covers what a comment there would', `x = "# ${WORD} lint/eval -- Only staff.`],
  ])('%s covers its own line only', (_where, line) => {
    expect(parse(line)).toEqual([{ ...found, alone: false }]);
  });

  it('names several rules, each once', () => {
    const line = `# ${WORD} lint/a, lint/b,lint/a , CVE-2024-1 -- Known.`;
    expect(parse(line).map(({ rule, reason }) => [rule, reason])).toEqual([
      ['lint/a', 'Known.'],
      ['lint/b', 'Known.'],
      ['CVE-2024-1', 'Known.'],
    ]);
  });

  it('takes everything behind the first two dashes for the reason', () => {
    expect(parse(`// ${WORD} lint/eval -- a -- b, c`)[0]?.reason).toBe('a -- b, c');
  });

  it('in a Markdown file is an HTML comment only', () => {
    expect(parse(`<!-- ${WORD} lint/eval -- r -->`, 'a.md')).toHaveLength(1);
    expect(parse(`// ${WORD} lint/eval -- r`, 'a.md')).toEqual([]);
    expect(parse(`# ${WORD} lint/eval -- r`, 'README.MD')).toEqual([]);
  });
});

describe('ng: without a reason or a rule it is one all the same', () => {
  it.each([
    [`// ${WORD} lint/eval`, 'lint/eval'],
    [`// ${WORD} lint/eval --`, 'lint/eval'],
    [`// ${WORD} lint/eval --   `, 'lint/eval'],
    [`// ${WORD} lint/eval --because`, 'lint/eval --because'],
    [`// ${WORD} lint/eval: because`, 'lint/eval: because'],
    [`// ${WORD} lint/eval - because`, 'lint/eval - because'],
    [`<!-- ${WORD} lint/eval -->`, 'lint/eval'],
    [`/* ${WORD} lint/eval */ -- not a reason`, 'lint/eval'],
    [`// ${WORD}`, ''],
    [`// ${WORD} , ,`, ''],
  ])('%s', (line, rule) => {
    const [comment, ...others] = parse(line);
    expect(others).toEqual([]);
    expect(comment?.rule).toBe(rule);
    expect(comment?.reason).toBeUndefined();
  });

  it('with a reason and no rule', () => {
    expect(parse(`// ${WORD} -- everything`)).toMatchObject([{ rule: '', reason: 'everything' }]);
  });
});

describe('broken: what is none', () => {
  it.each([
    `Write ${WORD} RULE -- reason beside it.`,
    `const ${WORD} = 1`,
    `// see ${WORD} lint/eval -- reason`,
    `// ${WORD}d lint/eval -- reason`,
    `// ${WORD}-next lint/eval -- reason`,
    `'${WORD} lint/eval -- reason'`,
  ])('%s', (line) => {
    expect(parse(line)).toEqual([]);
  });

  it('shows no secret and no escape sequence', () => {
    const [comment] = parse(`// ${WORD} lint/x\u001b[2J -- password = 'hunter2hunter2' \u202e`);
    expect(comment?.rule).toBe('lint/x\\u001b[2J');
    expect(comment?.reason).not.toMatch(/hunter2|\u202e/);
  });

  it('is read in bounded time, however long the line', () => {
    const line = `${'-'.repeat(100_000)}${'#'.repeat(100_000)} ${WORD} ${'a,'.repeat(100_000)}`;
    expect(parse(line).length).toBeLessThanOrEqual(50);
  });
});
