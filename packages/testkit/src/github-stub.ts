import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { Ajv } from 'ajv';

const DESCRIPTION = new URL('../stubs/github/code-scanning-sarifs.json', import.meta.url);

export type GithubOperation = 'code-scanning/upload-sarif' | 'code-scanning/get-sarif';

/** What the stub answers to one request; `hang` answers nothing at all, `cut` half of it. */
export interface GithubAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly behaviour?: 'hang' | 'cut';
}

export interface GithubRequest {
  readonly operation: GithubOperation | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Against GitHub's own description of the operation. */
  readonly violations: readonly string[];
}

export interface GithubStub {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly requests: readonly GithubRequest[];
  /** Answers for the next requests of an operation, one after the other; afterwards it is taken and complete. */
  answer(operation: GithubOperation, ...answers: readonly GithubAnswer[]): void;
  /** The SARIF that was uploaded, in the order of the requests. */
  uploads(): unknown[];
  close(): Promise<void>;
}

interface Operation {
  readonly operationId: GithubOperation;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: Operation;
}

/** The statuses that GitHub's description names for an operation. */
export function documentedStatuses(id: GithubOperation): number[] {
  const found = readRoutes().find(({ operation }) => operation.operationId === id);
  return Object.keys(found?.operation.responses ?? {}).map(Number);
}

/**
 * A stand-in for the part of GitHub that takes SARIF, on the loopback interface, after GitHub's OpenAPI description:
 * paths, methods and bodies are held to it, and so are its own answers with a documented status.
 *
 * @param token what requests must bring; others get a 401.
 */
export async function startGithub(token: string): Promise<GithubStub> {
  const routes = readRoutes();
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const requests: GithubRequest[] = [];
  const planned = new Map<GithubOperation, GithubAnswer[]>();
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, routes, ajv);
    requests.push(request);
    const route = routes.find(({ operation }) => operation.operationId === request.operation);
    if (!route) return send(response, { status: 404, body: { message: 'Not Found' } });
    if (incoming.headers.authorization !== `Bearer ${token}`)
      return send(response, { status: 401, body: { message: 'Bad credentials' } });
    const next = planned.get(route.operation.operationId)?.shift();
    const answer = next ?? usual(route.operation.operationId);
    assertDocumented(route.operation, answer, ajv);
    return send(response, answer);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (operation, ...answers) =>
      planned.set(operation, [...(planned.get(operation) ?? []), ...answers]),
    uploads: () =>
      requests.flatMap(({ body }) => (typeof body['sarif'] === 'string' ? [unpack(body['sarif'])] : [])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const ID = '6c81cd8e-b078-4ac3-a3be-1dad7dbd0b53';

function usual(operation: GithubOperation): GithubAnswer {
  if (operation === 'code-scanning/upload-sarif')
    return { status: 202, body: { id: ID, url: `https://x/${ID}` } };
  return { status: 200, body: { processing_status: 'complete', analyses_url: 'https://x/y', errors: null } };
}

function readRoutes(): Route[] {
  const { paths } = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      operation,
    })),
  );
}

async function readRequest(
  incoming: IncomingMessage,
  routes: readonly Route[],
  ajv: Ajv,
): Promise<GithubRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  const route = routes.find((one) => one.method === method && one.path.test(url));
  const text = Buffer.concat(chunks).toString();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  const schema = route?.operation.requestBody?.content['application/json']?.schema;
  const validate = schema && ajv.compile(schema);
  const isValid = validate?.(body) ?? true;
  const violations = isValid
    ? []
    : (validate?.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
  return { operation: route?.operation.operationId, method, path: url, headers, body, violations };
}

/** An answer with a status that GitHub documents has the form that GitHub documents. */
function assertDocumented({ responses }: Operation, { status = 200, body }: GithubAnswer, ajv: Ajv): void {
  const schema = responses[String(status)]?.content?.['application/json']?.schema;
  if (!schema || typeof body === 'string' || body === undefined) return;
  if (!ajv.compile(schema)(body)) throw new Error(`The stub's ${status} is not what GitHub documents.`);
}

function send(response: ServerResponse, { status = 200, body = {}, headers, behaviour }: GithubAnswer): void {
  if (behaviour === 'hang') return;
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  if (behaviour !== 'cut') {
    response.end(text);
    return;
  }
  response.write(text.slice(0, 1), () => response.destroy());
}

function unpack(sarif: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(sarif, 'base64')).toString());
}
