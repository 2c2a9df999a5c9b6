import { setFlagsFromString } from 'node:v8';

/**
 * Milliseconds from the last start of a thread. V8 keeps compiled code of Node's own modules, and takes none of it once an option has changed: each module
 * and each thread that comes after that starts slower, 30 ms in all. By then most have come, and a small run is over.
 */
const START = 250;

let timer: NodeJS.Timeout | undefined;

/**
 * Lets V8 optimise a function only when it has run several times as long as by default. Within the seconds that a run
 * takes, optimising hundreds of functions in the background costs more processor time than they give back, and on two cores
 * it takes that time from the threads that scan. What goes on running is optimised all the same. Of the whole process, once.
 */
export function optimizeLate(): void {
  timer = timer?.refresh() ?? setTimeout(setFlag, START).unref();
}

function setFlag(): void {
  const flag = lateFlag(process.versions.node);
  if (flag !== undefined) setFlagsFromString(flag);
}

/**
 * Each release has another name for it, and an unknown one would be an error on stderr. Node 24 has a quicker compiler in
 * between, and gains nothing.
 */
export function lateFlag(version: string): string | undefined {
  return FLAGS[version.split('.')[0] ?? ''];
}

const FLAGS: Readonly<Record<string, string>> = {
  20: '--interrupt-budget=1000000',
  22: '--invocation-count-for-turbofan=9000',
};
