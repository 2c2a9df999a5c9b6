import type { Dispatcher } from 'undici';

/** Bytes that may wait to be read before the other side is told to wait. */
const WAITING = 16 * 1024 * 1024;

/**
 * undici 7 ends the process with an assertion of its own when a server closes the connection behind an answer (HTTP/1.0,
 * `Connection: close`) that is read more slowly than it comes: it has paused then, and an end is not expected. So it pauses
 * late, which an answer of usual size never sees.
 */
export const fewPauses: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, patient(handler));

function patient(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  let waiting = 0;
  // A proxy, since handlers are of classes with private fields.
  return new Proxy(handler, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own !== 'function') return own;
      if (key !== 'onResponseData') return own.bind(target) as unknown;
      return (controller: Dispatcher.DispatchController, chunk: Buffer) => {
        let isBehind = false;
        own.call(
          target,
          onPause(controller, () => (isBehind = true)),
          chunk,
        );
        waiting = isBehind ? waiting + chunk.length : 0;
        if (waiting >= WAITING) controller.pause();
      };
    },
  });
}

function onPause(
  controller: Dispatcher.DispatchController,
  noted: () => void,
): Dispatcher.DispatchController {
  return new Proxy(controller, {
    get(target, key) {
      if (key === 'pause') return noted;
      const own: unknown = Reflect.get(target, key, target);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}
