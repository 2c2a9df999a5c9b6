export { assignFiles } from './assign-files.js';
export { discover, type Discovery, type DiscoverOptions } from './discover.js';
export { discoverStaged } from './staged.js';
