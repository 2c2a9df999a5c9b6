import { Observer } from '../src/trivy/report/observe.js';
import { readReport } from '../src/trivy/report/report.js';
import type { Observed } from '../src/trivy/observed.js';

/** What is observed in a report, which is given as it stands or as an object. */
export async function observe(report: string | object): Promise<Observed> {
  const observer = new Observer();
  const text = typeof report === 'string' ? report : JSON.stringify(report);
  return observer.observed(await readReport(inPieces(text), observer));
}

/** Small pieces, so that everything is cut somewhere; larger ones of what is long. */
export async function* inPieces(
  text: string,
  size = text.length < 100_000 ? 7 : 4096,
): AsyncGenerator<Buffer, void, undefined> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
