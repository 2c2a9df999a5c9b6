import { isLoopback, possibleValues, textOf, type Listener } from '@railgate/code';

import { effectiveListeners } from './effective.js';
import type { ServiceModel } from './model.js';

/** An address that nothing from outside the container reaches. */
export interface LoopbackHost {
  readonly text: string;
  readonly unlessSet: string | undefined;
}

/** Only where nothing else is possible but a variable that is set. */
export function loopbackHost({ host }: Listener): LoopbackHost | undefined {
  if (!host) return undefined;
  const possible = possibleValues(host).filter(({ value }) => value.kind !== 'env');
  const [first] = possible;
  const text = textOf(first?.value);
  if (!first || text === undefined) return undefined;
  // As an address to listen on, 0.0.0.0 is every one.
  const isLocal = possible.every(({ value }) => {
    const one = textOf(value) ?? '';
    return isLoopback(one) && one !== '0.0.0.0' && one !== '::';
  });
  return isLocal ? { text, unlessSet: first.unlessSet[0] } : undefined;
}

/** An admin interface that is kept inside on purpose. */
export function isBesidePublic(service: ServiceModel): boolean {
  return service.code.some((facts) =>
    effectiveListeners(service, facts).some((one) => loopbackHost(one) === undefined),
  );
}
