export { type Config, type ConfigLayer, type GateConfig, type PlacedWaiver } from './config.js';
export { loadConfig, type LoadConfigOptions } from './load-config.js';
export { setUserOption, type UserOptionChange } from './set-user-option.js';
export { loadWaivers } from './load-waivers.js';
export { type ConfigurableGate, configSchema, WAIVERS_SCHEMA } from './schema.js';
