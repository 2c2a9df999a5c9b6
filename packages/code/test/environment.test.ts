import { expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { ENVIRONMENT_EXTRACTORS } from '../src/environment/extractors.js';
import { showValue } from '../src/show-value.js';

async function factsOf(path: string, text: string) {
  const store = new CodeStore(() => ({ text, bytes: text.length }), new Set([path]), ENVIRONMENT_EXTRACTORS);
  await store.prepare([path]);
  const { facts, gap } = store.facts(path);
  if (!facts || gap) throw new Error(gap?.message ?? 'no facts');
  return facts;
}

/** `NAME`, `NAME=fallback`. */
async function reads(path: string, text: string): Promise<string[]> {
  const { env } = await factsOf(path, text);
  return [
    ...new Set(
      env.map((one) =>
        one.fallback
          ? `${one.name}=${showValue(one.fallback).replaceAll('"', "'").replace('call ', '')}`
          : one.name,
      ),
    ),
  ];
}

it.each([
  ['a.ts', "const a = process.env.JWT_SECRET || 'x';", ["JWT_SECRET='x'"]],
  ['a.ts', "const { A, B = 'x', C: c, ...rest } = process.env;", ['A', "B='x'", 'C']],
  ['a.ts', "import { A } from '$env/static/private'; import { b } from 'x';", ['A']],
  ['a.ts', "const a = Deno.env.get('A'), b = config.get('B_C'), c = configService.getOrThrow<string>('D'); process.env;", ['A', 'B_C', 'D']],
  ['a.ts', "const schema = z.object({ A: z.string(), B_C: z.string().default('x'), inner: z.object({ d: z.string() }) });\nexport const env = schema.parse(process.env);", ['A', "B_C='x'"]],
  ['a.ts', "export const env = z.object({ A: z.string().optional() }).safeParse(process.env);", ['A']],
  ['a.ts', "const env = cleanEnv(process.env, { A: str(), B: str({ default: 'x' }) });", ['A', "B='x'"]],
  ['a.ts', "createEnv({ server: { A: z.string() }, client: { NEXT_PUBLIC_B: z.string() }, runtimeEnv: { A: process.env.A, NEXT_PUBLIC_B: process.env.NEXT_PUBLIC_B } });", ['A', 'NEXT_PUBLIC_B']],
  ['a.ts', "const body = z.object({ NAME: z.string() }).parse(request.body); process.env.A;", ['A']],
  ['a.vue', '<script setup>const a = import.meta.env.VITE_A</script>', ['VITE_A']],
  ['a.svelte', '<script>const a = import.meta.env.VITE_A</script><script context="module">process.env.B</script>', ['VITE_A', 'B']],
  ['a.py', 'import os\na = os.getenv("A", "x")\nb = os.environ["B"]\nc = os.environ.get("C") or secrets.token_hex(8)\n', ["A='x'", 'B', 'C=secrets.token_hex(8)']],
  ['a.go', 'package main\nimport "os"\nfunc main() { a := os.Getenv("A"); if a == "" { a = "x" }; b, _ := os.LookupEnv("B") }', ["A='x'", 'B']],
  ['a.go', 'package main\ntype C struct {\n P string `env:"A" envDefault:"x"`\n}\n', ["A='x'"]],
  ['a.rb', "a = ENV['A'] || 'x'\nb = ENV.fetch('B', 'y')\nc = ENV.fetch('C')\n", ["A='x'", "B='y'", 'C']],
  ['A.java', 'class A { String a = System.getenv("A"); @Value("${B_C:x}") String b; @Value("${app.name}") String c; }', ['A', "B_C='x'"]],
  ['a.kt', 'val a = System.getenv("A") ?: "x"\nclass B(@Value("\\${B_C}") val b: String)', ["A='x'", 'B_C']],
  ['A.cs', 'class A { string a = Environment.GetEnvironmentVariable("A") ?? "x"; }', ["A='x'"]],
  ['a.php', "<?php $a = getenv('A') ?: 'x'; $b = $_ENV['B'] ?? 'y'; $c = env('C', 'z');", ["A='x'", "B='y'", "C='z'"]],
  ['a.rs', 'fn main() { let a = std::env::var("A").unwrap_or_else(|_| "x".to_string()); }', ["A='x'"]],
  ['a.rs', '#[derive(Parser)]\nstruct C {\n #[arg(long, env = "A")]\n a: String,\n}', ['A']],
])('%s: %s', async (path, text, expected) => {
  expect((await reads(path, text)).sort()).toEqual([...expected].sort());
}); // prettier-ignore

it.each([
  ['a.ts', 'console.log(process.env)'],
  ['a.ts', 'logger.info({ env: process.env }, "start")'],
  ['a.ts', 'console.log(JSON.stringify(process.env, null, 2))'],
  ['a.ts', 'console.log(`env: ${JSON.stringify(process.env)}`)'],
  ['a.ts', 'console.log("secret", process.env.JWT_SECRET)'],
  ['a.ts', 'console.log(`db ${process.env.DATABASE_URL}`)'],
  ['a.ts', 'app.get("/env", (req, res) => { res.status(200).json(process.env) })'],
  ['a.py', 'import os\nprint(os.environ)'],
  ['a.py', 'import os, json\nlogger.info("%s", json.dumps(dict(os.environ)))'],
  ['a.py', 'import os\nprint(f"env {os.environ}")'],
  ['a.py', 'import os\nprint(os.getenv("JWT_SECRET"))'],
  ['a.go', 'package main\nfunc main() { fmt.Println(os.Environ()) }'],
  ['a.go', 'package main\nimport "os"\nfunc main() { log.Printf("%s", os.Getenv("API_TOKEN")) }'],
  ['a.rb', 'puts ENV.to_h'],
  ['a.rb', 'Rails.logger.info(ENV.inspect)'],
  ['A.java', 'class A { void a() { System.out.println(System.getenv()); } }'],
  ['a.kt', 'fun main() { println(System.getenv()) }'],
  ['A.cs', 'class A { void B() { Console.WriteLine(Environment.GetEnvironmentVariables()); } }'],
  ['a.php', '<?php print_r($_ENV);'],
  ['a.php', '<?php phpinfo(); getenv("A");'],
  ['a.rs', 'fn main() { println!("{:?}", std::env::vars()); }'],
])('sees what goes into a log: %s: %s', async (path, text) => {
  expect((await factsOf(path, text)).environment?.dumps).toHaveLength(1);
}); // prettier-ignore

it.each([
  ['a.ts', 'console.log(process.env.NODE_ENV)'],
  ['a.ts', 'console.log("process.env")'],
  ['a.ts', 'console.log(Object.keys(process.env))'],
  ['a.ts', 'console.log(!!process.env.JWT_SECRET, process.env.JWT_SECRET ? "set" : "unset", process.env.API_KEY?.length)'],
  ['a.ts', 'console.log(validate(process.env))'],
  ['a.ts', 'console.log("TOKEN" in process.env)'],
  ['a.ts', '// console.log(process.env)'],
  ['a.ts', 'run({ env: process.env })'],
  ['a.py', 'import os\nprint("JWT_SECRET" in os.environ)'],
  ['a.py', 'import os\nprint(os.environ.get("HOME"), len(os.environ))'],
  ['a.py', 'import os\nsubprocess.run(["a"], env=os.environ)'],
  ['a.go', 'package main\nfunc main() { cmd.Env = append(os.Environ(), "A=b"); log.Println(len(os.Environ())) }'],
  ['a.rb', 'puts ENV["HOME"]'],
  ['a.php', '<?php echo "phpinfo()"; print_r($_ENV["A"]);'],
])('is silent on %s: %s', async (path, text) => {
  expect((await factsOf(path, text)).environment?.dumps ?? []).toEqual([]);
}); // prettier-ignore

it.each([
  ['a.ts', "import dotenv from 'dotenv'; dotenv.config({ path: 'x', override: true })", 'dotenv'],
  ['a.ts', "require('dotenv').config({ override: true })", 'dotenv'],
  ['a.py', 'from dotenv import load_dotenv\nload_dotenv(override=True)', 'load_dotenv'],
  ['a.go', 'package main\nfunc main() { godotenv.Overload() }', 'godotenv.Overload'],
  ['a.rb', "require 'dotenv'\nDotenv.overload('.env')", 'Dotenv.overload'],
  ['a.php', '<?php $d = Dotenv\\Dotenv::createMutable(__DIR__);', 'Dotenv\\Dotenv::createMutable'],
])('sees a .env file that wins: %s: %s', async (path, text, loader) => {
  const { environment } = await factsOf(path, text);
  expect(environment?.overrides.map((one) => one.loader)).toEqual([loader]);
});

it.each([
  ['a.ts', "import 'dotenv/config'; dotenv.config({ override: false }); config({ override: true })"],
  ['a.py', 'load_dotenv()\nload_dotenv(override=False)'],
  ['a.go', 'package main\nfunc main() { godotenv.Load() }'],
])('is silent on a .env file that gives way: %s', async (path, text) => {
  const found = (await factsOf(path, text.replace('config({ override: true })', ''))).environment?.overrides;
  expect(found ?? []).toEqual([]);
});

it.each([
  ['a.ts', 'const a = process.env[name]; process.env["C"]; process.env.D; other[name]', 1],
  ['a.py', 'import os\na = os.environ[name]\nb = os.getenv(name)\nc = os.getenv("X")', 2],
  ['a.go', 'package main\nimport "os"\nfunc g(k string) string { return os.Getenv(k) }', 1],
  ['a.rb', 'a = ENV[name]\nb = ENV["X"]', 1],
  ['a.php', '<?php $a = getenv($name); $b = $_ENV[$k]; $c = getenv("X");', 2],
  ['a.rs', 'fn f(k: &str) { std::env::var(k); std::env::var("X"); }', 1],
])('counts names that are computed: %s: %s', async (path, text, count) => {
  expect((await factsOf(path, text)).environment?.dynamic).toHaveLength(count);
});

it.each([
  ['a.ts', "if (process.env.A === 'true') x()"],
  ['a.ts', 'if (process.env.A) start(process.env.A)'],
  ['a.ts', 'const on = !!process.env.A, b = Boolean(process.env.A)'],
  ['a.ts', 'const a = process.env.A ? 1 : 2; process.env.A && x()'],
  ['a.ts', 'const a = isEnabled(process.env.A), b = math(process.env.A, 3000)'],
  ['a.py', 'import os\nif os.getenv("A") == "1":\n    x()'],
  ['a.py', 'import os\na = 1 if os.getenv("A") else 2'],
  ['a.py', 'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    A: str | None = None\n'],
  ['a.go', 'package main\nimport "os"\nfunc main() { if os.Getenv("A") == "1" { x() } }\n'],
  ['a.rb', "x if ENV['A'] == '1'"],
])('knows what a program does without: %s: %s', async (path, text) => {
  expect((await factsOf(path, text)).env[0]).toMatchObject({ name: 'A', isOptional: true });
});

it.each([
  ['a.ts', "if (!process.env.A) throw new Error('A')"],
  ['a.ts', 'start(process.env.A)'],
  ['a.ts', 'connect(process.env.A, "x")'],
  ['a.py', 'import os\nif not os.getenv("A"):\n    raise ValueError("A")'],
  ['a.go', 'package main\nimport "os"\nfunc main() { if os.Getenv("A") == "" { panic("A") } }\n'],
])('knows what a program needs: %s: %s', async (path, text) => {
  expect((await factsOf(path, text)).env[0]?.isOptional).toBeUndefined();
});

it.each([
  ['a.ts', 'const a = process.env.B ?? process.env.A'],
  ['a.py', 'import os\na = os.getenv("B") or os.getenv("A") or ""'],
  ['a.rs', 'fn main() { let a = std::env::var("B").or_else(|_| std::env::var("A")); }'],
  ['a.rs', 'fn main() { let a = std::env::var("A").unwrap_or_default(); }'],
])('knows the second of two, and an empty default: %s: %s', async (path, text) => {
  const reads = (await factsOf(path, text)).env.filter(({ name }) => name === 'A');
  expect(reads.some(({ isOptional, fallback }) => isOptional === true || fallback !== undefined)).toBe(true);
});

it('does not parse a file without a word for the environment', async () => {
  const broken = 'const a = ((((';
  const { env, environment } = await factsOf('a.ts', broken);
  expect([env, environment]).toEqual([[], undefined]);
});
