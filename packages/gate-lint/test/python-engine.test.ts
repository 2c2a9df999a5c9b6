import { describe, expect, it } from 'vitest';

import { pythonEngine } from '../src/python/index.js';
import { notScannedReason } from '../src/python/paths.js';
import { loadRuff, withoutSuppressions } from '../src/python/ruff.js';
import { RUFF_CODES } from '../src/python/ruff-codes.js';
import { rules } from '../src/rules/index.js';
import { findingsOf, scanFiles } from './run-cases.js';

const INJECTION = `import os
from flask import Flask, request

app = Flask(__name__)

@app.get("/ping")
def ping():
    host = request.args["host"]
    os.system("ping " + host)
    return {}
`;

describe('ok', () => {
  it('finds nothing in a clean program and proves that it looked', async () => {
    const scan = await scanFiles(pythonEngine, {
      'app.py': 'def add(a, b):\n    return a + b\n',
      'empty.py': '',
    });
    expect(scan.findings).toEqual([]);
    expect(scan.gaps).toEqual([]);
    expect(scan.seen).toBe(2);
    expect(scan.engines.map((engine) => engine.canary)).toEqual(['found', 'found']);
  });

  it('loads nothing when there is nothing to read', async () => {
    expect(await scanFiles(pythonEngine, {})).toEqual({
      findings: [],
      gaps: [],
      notScanned: [],
      seen: 0,
      engines: [],
    });
  });

  it('says why stubs and dependencies are not read', async () => {
    const bad = 'import tempfile\ntempfile.mktemp()\n';
    const files = {
      'types.pyi': 'x: int\n',
      'venv/lib/a.py': bad,
      'api/vendor/b.py': bad,
      'vendors.py': 'x = 1\n',
    };
    const scan = await scanFiles(pythonEngine, files);
    expect(scan.notScanned.map((one) => [one.path, one.reason])).toEqual([
      ['types.pyi', 'declarations'],
      ['venv/lib/a.py', 'dependency folder'],
      ['api/vendor/b.py', 'dependency folder'],
    ]);
    expect([scan.findings, scan.seen]).toEqual([[], 1]);
    expect(notScannedReason('src/environments.py')).toBeUndefined();
  });

  it('accepts what Python 3.14 accepts', async () => {
    const text =
      'type Pair[T] = tuple[T, T]\n\ndef f(x):\n    match x:\n        case [1, *rest] if rest:\n            return f"{rest!r:>{10}} {"a"}"\n';
    expect((await scanFiles(pythonEngine, { 'new.py': text })).gaps).toEqual([]);
  });
});

describe('ng', () => {
  it('gives the region of the argument, the way there, and a message', async () => {
    const [finding] = (await scanFiles(pythonEngine, { 'api/app.py': INJECTION })).findings;
    expect(finding).toMatchObject({
      ruleId: 'lint/command-injection',
      severity: 'critical',
      message: '`request.args["host"]` becomes part of the shell command of `os.system`.',
      at: { path: 'api/app.py', region: { startLine: 9, startColumn: 15, endLine: 9, endColumn: 29 } },
    });
    expect(finding?.related?.map((place) => place.region.startLine)).toEqual([8, 8]);
  });

  it('counts columns in UTF-16 code units', async () => {
    const text = INJECTION.replace('os.system("ping "', 'os.system("é😀 "');
    const [finding] = (await scanFiles(pythonEngine, { 'a.py': text })).findings;
    expect(finding?.at.region).toMatchObject({ startColumn: 15, endColumn: 28 });
  });

  it('ends a line at a lone carriage return, as Python does', async () => {
    const text = `# a comment\n${INJECTION}`.replaceAll('\n', '\r');
    const [finding] = (await scanFiles(pythonEngine, { 'a.py': text })).findings;
    expect(finding).toMatchObject({ ruleId: 'lint/command-injection', at: { region: { startLine: 10 } } });
  });

  it('caps what stands in tests at low', async () => {
    const scan = await scanFiles(pythonEngine, { 'tests/test_app.py': INJECTION, 'app.py': INJECTION });
    expect(findingsOf(scan, 'tests/test_app.py').map((finding) => finding.severity)).toEqual(['low']);
    expect(findingsOf(scan, 'app.py').map((finding) => finding.severity)).toEqual(['critical']);
  });

  it.each([
    'tempfile.mktemp()  # noqa',
    'tempfile.mktemp()  # NoQA: S306',
    'tempfile.mktemp()  # nosec',
    'tempfile.mktemp()  # ruff: ignore[S306]',
    '# ruff: noqa\ntempfile.mktemp()',
    '# flake8: noqa\ntempfile.mktemp()',
    '# ruff\u0085: file-ignore[S306]\ntempfile.mktemp()',
    '# ruff: disable[S306]\ntempfile.mktemp()\n# ruff: enable[S306]',
  ])('is not silenced by %j', async (text) => {
    const scan = await scanFiles(pythonEngine, { 'a.py': `import tempfile\n${text}\n` });
    expect(scan.findings.map((finding) => finding.ruleId)).toEqual(['lint/insecure-temp-file']);
  });

  it('knows models of other files', async () => {
    const scan = await scanFiles(pythonEngine, {
      'schemas.py':
        'from pydantic import BaseModel\n\nclass Base(BaseModel):\n    command: str\n\nclass Job(Base):\n    count: int\n',
      'api.py': `import os
from fastapi import APIRouter
from .schemas import Job

router = APIRouter()

@router.post("/jobs")
def jobs(job: Job):
    os.system("run " + str(job.count))
    os.system("run " + job.command)
`,
    });
    expect(scan.findings.map((finding) => finding.at.region.startLine)).toEqual([10]);
  });

  it('keeps the length of what it replaces', () => {
    const text = 'x = "noqa"  # NOQA ruff: noqa RUFF';
    expect(withoutSuppressions(text)).toHaveLength(text.length);
    expect(withoutSuppressions(text)).not.toMatch(/noqa|ruff/i);
  });
});

describe('broken', () => {
  it.each([
    ['Python 2', 'x = 1\nprint "hello"\n', 2],
    ['a half function', 'def f(:\n    pass\n', 1],
    ['merge markers', 'x = 1\n<<<<<<< HEAD\ny = 2\n', 2],
    ['an open bracket', 'x = (1\n', 2],
  ])('%s is a gap with its line', async (_name, text, line) => {
    const scan = await scanFiles(pythonEngine, { 'bad.py': text, 'good.py': 'x = 1\n' });
    expect(scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'bad.py', line }]);
    expect(scan.seen).toBe(1);
  });

  it.each([
    ['round brackets', '('.repeat(20_000) + '1' + ')'.repeat(20_000)],
    ['open square brackets', '['.repeat(20_000)],
    ['minus signs', `x = ${'-'.repeat(20_000)}1`],
    ['a sum', `x = ${'1+'.repeat(20_000)}1`],
    ['attributes', `x = a${'.b'.repeat(20_000)}`],
    ['calls', `x = a${'()'.repeat(20_000)}`],
    ['conditions', `x = ${'1 if a else '.repeat(20_000)}1`],
    ['lambdas', `x = ${'lambda: '.repeat(20_000)}1`],
    ['dictionaries', `x = ${'{1: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['f-strings', `x = ${'f"{'.repeat(2000)}1${'}"'.repeat(2000)}`],
    [
      'indentation',
      Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('') +
        ' '.repeat(700) +
        'pass\n',
    ],
  ])('20,000 nested %s are a gap, and the next file is read', async (_name, text) => {
    const scan = await scanFiles(pythonEngine, { 'deep.py': text, 'next.py': INJECTION });
    expect(scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'deep.py' }]);
    expect(findingsOf(scan, 'next.py')).toHaveLength(1);
  });

  it.each([
    ['binary', Buffer.from([0x78, 0, 1, 2]), 'FILE_BINARY'],
    ['Latin-1', Buffer.from([0x23, 0x20, 0xe9, 0x0a]), 'FILE_ENCODING'],
    ['3 MB', Buffer.alloc(3 << 20, '#'), 'FILE_TOO_LARGE'],
  ])('%s is the gap of its kind', async (_name, content, code) => {
    const scan = await scanFiles(pythonEngine, { 'a.py': content });
    expect(scan.gaps).toMatchObject([{ code, path: 'a.py' }]);
    expect(scan.seen).toBe(0);
  });

  it.each([
    ['a string of 1 MB on one line', `x = "${'a'.repeat(1 << 20)}"\n`],
    ['a list of 1 MB on one line', `x = [${'1, '.repeat(349_000)}]\n`],
    ['a call with 50,000 arguments', `f(${'request, '.repeat(50_000)})\n`],
    ['30,000 statements', 'x = x + y\n'.repeat(30_000)],
  ])(
    '%s is read to the end, or a gap',
    async (_name, text) => {
      const scan = await scanFiles(pythonEngine, { 'long.py': text });
      expect(scan.seen + scan.gaps.length).toBe(1);
      // Three seconds of work, of which a busy machine makes many.
    },
    120_000,
  );

  it('ends on functions that call each other in every way', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `f${index}`);
    const body = names.map((name) => `    ${name}(x)\n`).join('');
    const text = `from flask import request\n${names.map((name) => `def ${name}(x):\n${body}`).join('')}\ndef main():\n    f0(request.args["x"])\n`;
    const scan = await scanFiles(pythonEngine, { 'web.py': text });
    expect(scan.seen + scan.gaps.length).toBe(1);
  }, 120_000);

  it('cleans what a message shows', async () => {
    const text = INJECTION.replace('request.args["host"]', 'request.args["\u202eho\u001bst"]');
    const scan = await scanFiles(pythonEngine, { 'a.py': text });
    const texts = JSON.stringify(scan.findings);
    expect(scan.findings.length).toBeGreaterThan(1);
    for (const character of ['\u202e', '\u001b']) expect(texts).not.toContain(character);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const files = [{ path: 'a.py', size: 1 }];
    const scan = pythonEngine.scan(files, {
      workspace: { root: '/', files, projects: [], services: [] },
      options: {},
      now: new Date(0),
      offline: true,
      signal: controller.signal,
      processes: { started: () => undefined, ended: () => undefined },
      progress: () => undefined,
    });
    await expect(scan).rejects.toThrow();
  });
});

describe('the table of ruff codes', () => {
  it('names rules that exist', () => {
    const ids = new Set(rules.map((rule) => rule.id));
    for (const [code, treatment] of Object.entries(RUFF_CODES)) {
      if (treatment.is !== 'dropped') expect(ids, code).toContain(treatment.ruleId);
      expect(treatment.why, code).toMatch(/\.$/);
    }
  });

  it('covers every code that the installed ruff emits on a file that has everything', () => {
    const answer = loadRuff(['S']).check(EVERYTHING);
    if (!('diagnostics' in answer)) throw new Error(answer.crashed);
    const codes = [...new Set(answer.diagnostics.map((one) => one.code ?? ''))];
    expect(codes.filter((code) => RUFF_CODES[code] === undefined)).toEqual([]);
    expect(codes.length).toBeGreaterThan(50);
  });

  it.each([
    ['lint/debug-server', 'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n'],
    ['lint/insecure-permissions', 'import os\nos.chmod("a", 0o777)\n'],
    ['lint/request-without-timeout', 'import requests\nrequests.get("https://example.com")\n'],
    ['lint/unsafe-xml', 'from xml.etree import ElementTree\nElementTree.fromstring(data)\n'],
    ['lint/cleartext-protocol', 'import ftplib\nftplib.FTP("files.example.com")\n'],
    ['lint/insecure-temp-file', 'import tempfile\ntempfile.mktemp()\n'],
  ])('%s is found', async (ruleId, text) => {
    expect(
      (await scanFiles(pythonEngine, { 'a.py': text })).findings.map((finding) => finding.ruleId),
    ).toEqual([ruleId]);
  });
});

const EVERYTHING = `import telnetlib, ftplib, pickle, subprocess, xml.etree.cElementTree, xml.etree.ElementTree, xml.sax, xml.dom.expatbuilder
import xml.dom.minidom, xml.dom.pulldom, xmlrpc.client, wsgiref.handlers, Crypto.Cipher, pyghmi, marshal, tempfile, random, ssl, os, hashlib
import requests, paramiko, tarfile, yaml, jinja2, mako.template, logging.config, urllib.request, xml.sax.expatreader, markupsafe
from flask import Flask
from django.utils.safestring import mark_safe
from django.db.models.expressions import RawSQL
from pysnmp.hlapi import CommunityData, UsmUserData
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives import hashes

app = Flask(__name__)
assert app
exec(code)
os.chmod("/etc/passwd", 0o777)
host = "0.0.0.0"
password = "hunter22"
connect(password="hunter22")
def login(password="hunter22"): pass
path = "/tmp/file"
try:
    pass
except Exception:
    pass
for item in items:
    try:
        pass
    except Exception:
        continue
requests.get("https://example.com")
app.run(debug=True)
tarfile.open("a.tar").extractall("b")
pickle.loads(data)
marshal.loads(data)
hashes.MD5()
algorithms.ARC4(key)
modes.ECB()
tempfile.mktemp()
eval(code)
mark_safe(text)
urllib.request.urlopen(address)
random.random()
telnetlib.Telnet("a")
xml.etree.cElementTree.parse(a)
xml.etree.ElementTree.parse(a)
xml.sax.expatreader.create_parser(a)
xml.dom.expatbuilder.parse(a)
xml.sax.parse(a)
xml.dom.minidom.parse(a)
xml.dom.pulldom.parse(a)
ftplib.FTP("a")
ssl._create_unverified_context()
hashlib.md5(data)
requests.get("https://example.com", verify=False, timeout=3)
ssl.wrap_socket(ssl_version=ssl.PROTOCOL_SSLv3)
def wrap(version=ssl.PROTOCOL_SSLv2): pass
ssl.wrap_socket()
rsa.generate_private_key(public_exponent=65537, key_size=512)
yaml.load(data)
paramiko.SSHClient().set_missing_host_key_policy(paramiko.AutoAddPolicy)
CommunityData("public", mpModel=0)
UsmUserData("user")
paramiko.SSHClient().exec_command(command)
subprocess.Popen(command, shell=True)
subprocess.run(command)
call(command, shell=True)
os.system(command)
os.execl(command)
subprocess.run(["ls"])
cursor.execute("SELECT * FROM users WHERE id = " + number)
os.system("chown root *")
subprocess.Popen("chown root *", shell=True)
User.objects.filter(a=1).extra(select={"a": text})
RawSQL(text)
logging.config.listen(port)
jinja2.Environment(autoescape=False)
mako.template.Template(text)
markupsafe.Markup(text)
`;
