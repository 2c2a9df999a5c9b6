export { ASSIGNMENT_KEYWORDS, assignmentsIn } from './assignments.js';
export { FORMS } from './forms/index.js';
export { GENERIC_KINDS } from './kinds/index.js';
