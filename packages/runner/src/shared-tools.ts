import type * as sarif from 'sarif';

import type { ThreadAnswer } from './worker-protocol.js';

// A run's tool is its gate with all rules: nearly all of what a run without many findings holds, and the same for each
// target. So it is read, sent and rendered once a thread, and all runs of a gate hold the same object.

/** How a scan begins that has its run first, as `buildRun` makes it. */
const HEAD = '{"run":{"tool":';

/** Reads what gates returned. */
export class ToolReader {
  readonly #known = new Map<string, { readonly text: string; readonly tool: unknown }>();

  /**
   * As `JSON.parse`, with the same object for the same tool as the last time.
   *
   * @param json written by `JSON.stringify`. @param gate whose it is.
   */
  parse(json: string, gate: string): unknown {
    const known = this.#known.get(gate);
    if (known && json.startsWith(HEAD) && json.startsWith(known.text, HEAD.length)) {
      const rest = json.slice(HEAD.length + known.text.length);
      const scan = JSON.parse(`${HEAD}null${rest}`) as { run: { tool: unknown } };
      scan.run.tool = known.tool;
      return scan;
    }
    const scan: unknown = JSON.parse(json);
    if (json.startsWith(`${HEAD}{`)) {
      const { tool } = (scan as { run: { tool: unknown } }).run;
      this.#known.set(gate, { text: JSON.stringify(tool), tool });
    }
    return scan;
  }
}

/** Writes answers in the thread: a tool that was sent before is `null`, which no checked run has. */
export class AnswerWriter {
  readonly #sent = new Map<string, sarif.Tool>();

  write(answer: ThreadAnswer, gate: string): string {
    if (!('scan' in answer)) return JSON.stringify(answer);
    const { scan } = answer;
    const { tool } = scan.run;
    if (this.#sent.get(gate) === tool)
      return JSON.stringify({ scan: { ...scan, run: { ...scan.run, tool: null } } });
    this.#sent.set(gate, tool);
    return JSON.stringify(answer);
  }
}

/** Reads the answers of one thread. */
export class AnswerReader {
  readonly #tools = new Map<string, sarif.Tool>();

  read(json: string, gate: string): ThreadAnswer {
    const answer = JSON.parse(json) as ThreadAnswer;
    if (!('scan' in answer)) return answer;
    const { run } = answer.scan as { run: { tool: sarif.Tool | null } };
    if (run.tool) this.#tools.set(gate, run.tool);
    run.tool ??= this.#tools.get(gate) ?? null;
    return answer;
  }
}
