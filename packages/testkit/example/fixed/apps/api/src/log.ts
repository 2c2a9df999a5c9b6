import pino from 'pino';

/** One JSON line per event. What must never be read later is cut out here, whoever logs it. */
export const logger = pino({
  level: 'info',
  redact: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
});
