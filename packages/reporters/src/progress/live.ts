import type { RunEvent } from '@railgate/contract';

import { paint, signalSymbols, type Paint } from '../terminal/paint.js';
import { clip, displayWidth } from '../text/display-width.js';
import { oneLine, withoutLogCommands } from '../text/safe-text.js';
import { counted } from '../view/words.js';
import { outcomeSignal, outcomeText, stepTime } from './event-text.js';
import type { Progress, ProgressStream } from './stream.js';

export interface LiveOptions {
  readonly color: boolean;
  /** Columns, where the stream does not say. */
  readonly columns: number;
  readonly ascii?: boolean;
  /** Milliseconds of a monotonic clock, for tests. */
  readonly clock?: () => number;
}

const FRAME_MS = 100;
const BRAILLE = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const BARS = ['-', '\\', '|', '/'];
/** Most lines that are ever redrawn: the rest of the screen belongs to the user. */
const LINES = 8;

/** DECTCEM off and on; erase from here to the end of the screen. Autowrap is left alone: lines are cut to fit. */
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_BELOW = '\u001b[J';

/** A few lines that are redrawn: one a running check, and the state of the whole. Finished checks scroll up. */
export function liveProgress(stream: ProgressStream, options: LiveOptions): Progress {
  return new Live(stream, options);
}

interface Running {
  readonly name: string;
  readonly since: number;
  at: string;
}

class Live implements Progress {
  readonly #stream: ProgressStream;
  readonly #options: LiveOptions;
  readonly #paint: Paint;
  readonly #clock: () => number;
  readonly #running = new Map<string, Running>();
  readonly #redraw = () => this.#draw('');
  #timer: NodeJS.Timeout | undefined;
  #state = 'Looking for files';
  #total = 0;
  #done = 0;
  #frame = 0;
  /** What stands on the screen and has to be erased, each line with its width. */
  #drawn: readonly number[] = [];
  #stopped = false;

  constructor(stream: ProgressStream, options: LiveOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#paint = paint(options.color);
    this.#clock = options.clock ?? (() => performance.now());
  }

  onEvent(event: RunEvent): void {
    if (this.#stopped) return;
    this.#start();
    const line = this.#take(event);
    // Progress events come by the thousand: the timer draws them.
    if (event.type !== 'progress') this.#draw(line);
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#stream.off?.('resize', this.#redraw);
    this.#stream.write(this.#erase() + SHOW_CURSOR);
  }

  #start(): void {
    if (this.#timer) return;
    this.#stream.write(HIDE_CURSOR);
    this.#timer = setInterval(this.#redraw, FRAME_MS);
    this.#timer.unref();
    this.#stream.on?.('resize', this.#redraw);
  }

  /** Remembers what the event says; a line to keep on the screen for a finished check. */
  #take(event: RunEvent): string {
    switch (event.type) {
      case 'discovered':
        this.#state = `${counted(event.files, 'file')} in ${counted(event.projects, 'project')}`;
        return '';
      case 'planned':
        this.#total = event.steps.length;
        return '';
      case 'started':
        this.#running.set(keyOf(event), {
          name: `${event.gate} ${event.target}`,
          since: this.#clock(),
          at: '',
        });
        return '';
      case 'progress':
      case 'heartbeat':
        this.#note(keyOf(event), event.at ?? '');
        return '';
      case 'finished':
        this.#done++;
        this.#running.delete(keyOf(event));
        return this.#finishedLine(event);
      case 'writing':
        this.#state = `Writing the reports to ${event.folder}`;
        return '';
      case 'waiting':
        return oneLine(event.message);
    }
  }

  #note(key: string, at: string): void {
    const running = this.#running.get(key);
    if (running) running.at = at;
  }

  #finishedLine(event: Extract<RunEvent, { type: 'finished' }>): string {
    const { gate, target, outcome } = event;
    if (outcome.status === 'skipped') return '';
    const signal = outcomeSignal(outcome);
    const symbol = this.#paint.signal(signal, signalSymbols(this.#options.ascii ?? false)[signal]);
    const text = `${gate} ${target}  ${outcomeText(outcome)}  ${stepTime(event)}`;
    return `${symbol} ${clip(oneLine(text), this.#columns() - 2)}`;
  }

  #columns(): number {
    // The last column stays empty: some terminals wrap when it is written.
    return Math.max(10, (this.#stream.columns ?? this.#options.columns) - 1);
  }

  #draw(kept: string): void {
    if (this.#stopped) return;
    const lines = this.#lines();
    const text = [...(kept === '' ? [] : [kept]), ...lines.map(({ text }) => text)].join('\n');
    this.#stream.write(this.#erase() + withoutLogCommands(`${text}\n`));
    this.#drawn = lines.map(({ width }) => width);
  }

  #lines(): { text: string; width: number }[] {
    const columns = this.#columns();
    const room = Math.max(1, Math.min(LINES, (this.#stream.rows ?? LINES + 2) - 2));
    const running = [...this.#running.values()];
    const shown = running.slice(0, room - 1 || 1).map((one) => clip(`  ${this.#runningText(one)}`, columns));
    const frames = this.#options.ascii ? BARS : BRAILLE;
    const spinner = frames[this.#frame++ % frames.length] ?? '';
    const status = clip(`${spinner} ${this.#statusText(running.length - shown.length)}`, columns);
    return [...shown, status].map((text) => ({ text: this.#paint.dim(text), width: displayWidth(text) }));
  }

  #runningText({ name, since, at }: Running): string {
    const elapsed = Math.floor((this.#clock() - since) / 1000);
    return oneLine(`${name}  ${elapsed} s${at === '' ? '' : `  ${at}`}`);
  }

  #statusText(hidden: number): string {
    const more = hidden > 0 ? `, ${hidden} more running` : '';
    return oneLine(
      this.#total > 0 ? `${this.#done} of ${this.#total} checks done${more}  ${this.#state}` : this.#state,
    );
  }

  /** After a resize the terminal has broken our lines anew: count the rows that they take now. */
  #erase(): string {
    const columns = Math.max(1, this.#stream.columns ?? this.#options.columns);
    let rows = 0;
    for (const width of this.#drawn) rows += Math.max(1, Math.ceil(width / columns));
    this.#drawn = [];
    return rows === 0 ? '' : `\r\u001b[${rows}A${ERASE_BELOW}`;
  }
}

function keyOf({ gate, target }: { readonly gate: string; readonly target: string }): string {
  return `${gate}\0${target}`;
}
