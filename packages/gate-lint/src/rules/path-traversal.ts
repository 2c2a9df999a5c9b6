import type { Rule } from '@railgate/contract';

export const pathTraversal: Rule = {
  id: 'lint/path-traversal',
  name: 'PathTraversal',
  summary: 'A path that a user controls reaches the file system.',
  description:
    'Reports values of a request, and names of uploaded files, that reach a file operation: `fs.*`, `res.sendFile`, `res.download`, `createReadStream`, and in Python `open`, `pathlib`, `shutil`, `send_file` and `FileResponse`. A value cut by `path.basename`, a resolved path that was compared with its base folder, `sendFile` with `root`, and allow-listed names are not reported.',
  why: 'A name such as `../../.env` leaves the folder that was meant: secrets are read, or files of the service are overwritten.',
  remediation:
    'Resolve the path and check that it stays inside: `const file = path.resolve(base, name); if (!file.startsWith(base + path.sep)) refuse`. Or store files under names that you make yourself and look them up by id.',
  example: {
    language: 'js',
    before: "res.sendFile(path.join(__dirname, 'uploads', req.params.name));",
    after: "res.sendFile(req.params.name, { root: path.join(__dirname, 'uploads') });",
  },
  severity: 'high',
  precision: 'high',
  cwe: [22],
  references: [
    'https://cwe.mitre.org/data/definitions/22.html',
    'https://owasp.org/www-community/attacks/Path_Traversal',
  ],
  since: '0.1.0',
};
