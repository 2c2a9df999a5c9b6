/** What stands in the place of a secret, wherever something is shown or kept. */
export const MASK = '[redacted]';
