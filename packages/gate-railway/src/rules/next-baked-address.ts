import { showAddress } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { bakedByNext } from '../services/next-config.js';
import { startsBeside } from '../services/own-container.js';

export const nextBakedAddress: RailwayRule = {
  id: 'railway/next-baked-address',
  name: 'NextBakedAddress',
  summary: 'next build writes an address of the developer’s machine into rewrites or metadata.',
  description:
    'Reports variables with a fallback of this machine, or a stand-in, in next.config (rewrites, redirects, headers) and in `metadataBase`, which `next build` resolves once. Silent where a stage of the Dockerfile declares the variable with ARG or ENV, where the Dockerfile starts another program on that port, where a server of the repository starts Next, in middleware, which runs with each request, behind a test for development, and on NEXT_PUBLIC_ variables, which other rules look at.',
  why: 'Setting the variable in Railway afterwards changes nothing: the running server sends requests to localhost, which is its own container, until somebody builds again with the variable set. A build from a Dockerfile sees only what ARG declares.',
  remediation:
    'Set the variable before the build, declare it with ARG in a Dockerfile, and stop the build when it is missing; or hand requests on in a route handler or middleware.',
  example: {
    language: 'js',
    before: "destination: `${process.env.BACKEND_URL || 'http://localhost:8000'}/api/:path*`,",
    after:
      "// const backend = process.env.BACKEND_URL;\n// if (!backend) throw new Error('BACKEND_URL is not set');\ndestination: `${backend}/api/:path*`,",
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-018'],
  references: ['https://docs.railway.com/variables'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const { use, address, at } of bakedByNext(service, facts)) {
        if (startsBeside(service, address.port)) continue;
        const how = service.builder === 'DOCKERFILE' ? 'declare it with ARG and set it' : 'set it';
        yield {
          message: `next build writes ${cleanText(showAddress(address))} into its output when ${cleanText(use.name ?? 'the variable')} is missing, and setting it later changes nothing: ${how} before the build.`,
          at,
        };
      }
    },
  },
};
