export {
  IAC_FILE,
  iacFiles,
  migrate,
  type MigrateOptions,
  type Migration,
  type MigrationStop,
} from './migrate.js';
