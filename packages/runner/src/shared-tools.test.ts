import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { AnswerReader, AnswerWriter, ToolReader } from './shared-tools.js';
import type { ScanAnswer } from './worker-protocol.js';

function toolOf(...rules: string[]): sarif.Tool {
  return { driver: { name: 'Stub', rules: rules.map((id) => ({ id })) } };
}

function jsonOf(tool: unknown, text = 'Found.'): string {
  return JSON.stringify({ run: { tool, results: [{ message: { text } }] }, gaps: [] });
}

function toolIn(scan: unknown): unknown {
  return (scan as { run: { tool: unknown } }).run.tool;
}

describe('ToolReader', () => {
  it('gives the same object for the same tool, and whatever else is there', () => {
    const reader = new ToolReader();
    const first = reader.parse(jsonOf(toolOf('a', 'b')), 'stub');
    const second = reader.parse(jsonOf(toolOf('a', 'b'), 'Other.'), 'stub');
    expect(toolIn(second)).toBe(toolIn(first));
    expect(second).toEqual(JSON.parse(jsonOf(toolOf('a', 'b'), 'Other.')));
    expect(JSON.stringify(second)).toBe(jsonOf(toolOf('a', 'b'), 'Other.'));
  });

  it.each([
    ['with another rule', jsonOf(toolOf('a', 'c'))],
    ['with one rule more', jsonOf(toolOf('a', 'b', 'c'))],
    ['with one rule less', jsonOf(toolOf('a'))],
    ['with more than a driver', jsonOf({ ...toolOf('a', 'b'), extensions: [] })],
    ['that is no object', jsonOf(12)],
    ['that is nothing', jsonOf(null)],
    ['that does not stand first', JSON.stringify({ gaps: [], run: { tool: toolOf('a', 'b') } })],
    ['of no run', '{"run":null}'],
    ['of nothing', 'null'],
  ])('reads a tool %s as it is', (_, json) => {
    const reader = new ToolReader();
    reader.parse(jsonOf(toolOf('a', 'b')), 'stub');
    expect(reader.parse(json, 'stub')).toEqual(JSON.parse(json));
    expect(reader.parse(json, 'stub')).toEqual(JSON.parse(json));
  });

  it('does not take a number for the beginning of a longer one', () => {
    const reader = new ToolReader();
    reader.parse(jsonOf(1), 'stub');
    expect(toolIn(reader.parse(jsonOf(12), 'stub'))).toBe(12);
  });

  it('keeps the tools of gates apart', () => {
    const reader = new ToolReader();
    const first = reader.parse(jsonOf(toolOf('a')), 'one');
    reader.parse(jsonOf(toolOf('b')), 'two');
    expect(toolIn(reader.parse(jsonOf(toolOf('a')), 'one'))).toBe(toolIn(first));
  });
});

describe('answers', () => {
  function answerOf(tool: sarif.Tool): ScanAnswer {
    const run: sarif.Run = { tool, results: [] };
    const evidence = { engines: [], expected: {}, seen: {} };
    const lists = { gaps: [], degraded: [], notScanned: [], artifacts: [], checklists: [] };
    return { scan: { run, evidence, ...lists, repeatable: true } };
  }

  it('come as they were written, and the same tool once', () => {
    const [writer, reader] = [new AnswerWriter(), new AnswerReader()];
    const [tool, other] = [toolOf('a'), toolOf('b')];
    const sent = [answerOf(tool), answerOf(tool), answerOf(other), answerOf(tool)];
    const texts = sent.map((answer) => writer.write(answer, 'stub'));
    expect(texts.map((text) => text.includes('"driver"'))).toEqual([true, false, true, true]);
    const read = texts.map((text) => reader.read(text, 'stub'));
    expect(read).toEqual(sent);
    expect(read.map((answer) => JSON.stringify(answer))).toEqual(
      sent.map((answer) => JSON.stringify(answer)),
    );
  });

  it('of two gates do not mix', () => {
    const [writer, reader] = [new AnswerWriter(), new AnswerReader()];
    const [one, two] = [answerOf(toolOf('a')), answerOf(toolOf('b'))];
    const orders = [['one', one], ['two', two], ['one', one], ['two', two]] as const; // prettier-ignore
    for (const [gate, answer] of orders)
      expect(reader.read(writer.write(answer, gate), gate)).toEqual(answer);
  });

  it('that are errors come as they are', () => {
    const error: ScanAnswer = { error: { code: 'INTERNAL', message: 'Broken.', remedy: 'Do this.' } };
    expect(new AnswerReader().read(new AnswerWriter().write(error, 'stub'), 'stub')).toEqual(error);
  });
});
