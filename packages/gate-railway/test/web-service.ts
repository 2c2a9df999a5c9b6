/** A service on Railway that starts `src/main.ts`, with more files beside it. */
export function webService(
  code: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    'railway.json': '{"deploy":{"startCommand":"node dist/main.js"}}',
    'src/main.ts': code,
    ...more,
  };
}

/** The same with the `cors` package: these options stand in line 2. */
export function corsService(options: string, more?: Readonly<Record<string, string>>) {
  return webService(`import cors from 'cors';\napp.use(cors(${options}));\n`, more);
}
