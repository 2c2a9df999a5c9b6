import { programOf } from './programs.js';

/** Programs that change a schema, with the arguments that make them do it. */
const TOOLS: ReadonlyMap<string, RegExp> = new Map([
  ['prisma', /^(?:migrate deploy|migrate dev|migrate reset|db push)\b/],
  ['drizzle-kit', /^(?:migrate|push)\b/],
  ['knex', /\bmigrate:(?:latest|up)\b/],
  ['sequelize', /^db:migrate\b/],
  ['sequelize-cli', /^db:migrate\b/],
  ['typeorm', /^migration:run\b/],
  ['typeorm-ts-node-commonjs', /^migration:run\b/],
  ['typeorm-ts-node-esm', /^migration:run\b/],
  ['mikro-orm', /^migration:up\b/],
  ['node-pg-migrate', /\bup\b/],
  ['kysely', /^migrate\b/],
  ['alembic', /\bupgrade\b/],
  ['aerich', /^upgrade\b/],
  ['flyway', /\bmigrate\b/],
  ['liquibase', /\bupdate\b/],
  ['goose', /\bup\b/],
  ['dbmate', /\b(?:up|migrate)\b/],
  ['diesel', /^migration run\b/],
  ['sqlx', /^(?:migrate run|database setup)\b/],
  ['migrate', /\bup\b/],
  ['rails', /^db:(?:migrate|prepare|setup|schema:load)\b/],
  ['rake', /^db:(?:migrate|prepare|setup|schema:load)\b/],
  ['mix', /^ecto\.migrate\b/],
  ['manage.py', /^migrate\b/],
  ['django-admin', /^migrate\b/],
]);

/** What changes the schema, as people call it; undefined for every other command. */
export function migrationOf(words: readonly string[]): string | undefined {
  const { name, arguments: args } = programOf(words);
  const text = args.join(' ').slice(0, 300);
  if (TOOLS.get(name)?.test(text) === true) return `${name} ${args[0] ?? ''}`.trim();
  const script = args[0] ?? '';
  if (name === 'python' && /(?:^|\/)manage\.py$/.test(script) && args[1] === 'migrate')
    return 'manage.py migrate';
  if (name === 'php' && script === 'artisan' && args[1] === 'migrate') return 'artisan migrate';
  if (name === 'flask' && args.includes('db') && args.includes('upgrade')) return 'flask db upgrade';
  if ((name === 'rails' || name === 'ruby') && /^bin\/r(?:ails|ake)$/.test(script)) return migrationOf(args);
  return undefined;
}

/** A database in a file: a migration has to run where the file is. */
export function isFileDatabase(text: string): boolean {
  return /\bsqlite|\bfile:|\.(?:db|sqlite3?)\b|libsql/i.test(text);
}
