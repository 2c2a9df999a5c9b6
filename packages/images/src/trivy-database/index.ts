export { trivyDatabaseFolder, type TrivyDatabaseName } from './kind.js';
export type { DatabaseSource } from './record.js';
export {
  trivyDatabaseStatus,
  type TrivyDatabase,
  type TrivyDatabaseState,
  type TrivyDatabaseStatus,
} from './status.js';
