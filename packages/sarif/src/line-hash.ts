export * from './identity/line-hash.js';
