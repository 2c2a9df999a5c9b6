import type { Rule } from '@railgate/contract';

export const sqlInjection: Rule = {
  id: 'lint/sql-injection',
  name: 'SqlInjection',
  summary: 'Text that a user controls becomes part of an SQL statement.',
  description:
    'Reports values of a request that are built into SQL text by concatenation or templates: `query` and `execute` of pg, mysql2, sqlite and the like, `knex.raw`, `sequelize.query`, `$queryRawUnsafe`, TypeORM query strings, and in Python `cursor.execute`, `text()`, `raw()` and `extra()`. Placeholders with a list of values, tagged templates that bind (`sql`, `$queryRaw`), numbers and allow-listed names are not reported.',
  why: 'A quote in the value ends the string and the rest is run as SQL: it reads or deletes every table that the service can reach.',
  remediation:
    'Keep the statement a constant and pass the values beside it: `pool.query("… WHERE id = $1", [id])`, `cursor.execute("… WHERE id = %s", (id,))`. Names of columns and sort orders cannot be placeholders: take them from an allow-list.',
  example: {
    language: 'js',
    before: "const rows = await pool.query(`SELECT * FROM users WHERE email = '${req.body.email}'`);",
    after: "const rows = await pool.query('SELECT * FROM users WHERE email = $1', [req.body.email]);",
  },
  severity: 'high',
  precision: 'high',
  cwe: [89],
  references: [
    'https://cwe.mitre.org/data/definitions/89.html',
    'https://owasp.org/www-community/attacks/SQL_Injection',
  ],
  since: '0.1.0',
};
