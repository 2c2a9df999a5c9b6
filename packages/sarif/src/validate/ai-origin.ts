import type { Objects } from './objects.js';

/** Whether a run says that a model wrote it: the Multitool's advice for people's texts does not hold there. */
export function isAiOrigin(run: Objects['run']): boolean {
  const origin: unknown = run.properties?.['ai/origin'];
  return typeof origin === 'string' && origin.trim() !== '';
}
