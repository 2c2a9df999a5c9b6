/** The part that looks at names alone and loads no reader: for a gate that asks whether there is anything to read. */
export { isDependencyFile } from './formats.js';
