export { gate } from './gate.js';
export type { Options } from './options.js';
export { RULES } from './rules/index.js';
export type { Checks, RailwayContext, RailwayRule, Report } from './rule.js';
export { serviceMapOf, type RailwayService, type ServiceMap } from './services/service-map.js';
