import { DETAILS_SCRIPT } from './script-details.js';
import { FILTERS_SCRIPT } from './script-filters.js';
import { THEME_SCRIPT } from './script-theme.js';

/**
 * The page's script: filters, grouping, theme, copying. A string and not a function's source, which coverage and
 * transpilers change; test/html-browser.test.ts runs it.
 */
export const SCRIPT = `'use strict';
(function () {
  var root = document.documentElement;
  var get = function (id) { return document.getElementById(id); };

${THEME_SCRIPT}${DETAILS_SCRIPT}${FILTERS_SCRIPT}})();
`;
