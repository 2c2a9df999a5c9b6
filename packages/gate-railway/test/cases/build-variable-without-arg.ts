import type { RuleCases } from '../rule-cases.js';

const code = 'export const url = import.meta.env.VITE_API_URL;\n';
const app = (lines: string, source = code) => ({
  'railway.json': '{}',
  'package.json': '{}',
  'src/api.ts': source,
  Dockerfile: `FROM node:22 AS build\n${lines}\nFROM nginx:1\nCOPY --from=build /app/dist /x\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'an ARG', traps: ['RLY-DOCK-008 ARG alone'], files: app('ARG VITE_API_URL\nRUN npm run build') },
    {
      name: 'an ENV with a literal',
      traps: ['RLY-DOCK-008 ENV with a literal'],
      files: app('ENV VITE_API_URL=/api\nRUN npm run build'),
    },
    { name: 'several in one ARG', files: app('ARG A VITE_API_URL=/api\nRUN npm run build') },
    {
      name: 'an ENV of the stage that it starts from',
      files: {
        ...app(''),
        Dockerfile: 'FROM node:22 AS base\nENV VITE_API_URL=/api\nFROM base\nRUN npm run build\n',
      },
    },
    { name: 'in front of the command', files: app('RUN VITE_API_URL=/api npm run build') },
    { name: 'a secret mount', files: app('RUN --mount=type=secret,id=x,env=VITE_API_URL npm run build') },
    {
      name: 'a tracked .env file',
      files: { ...app('RUN npm run build'), '.env.production': 'VITE_API_URL=/' },
    },
    {
      name: 'values that are put in when it starts',
      traps: ['RLY-DOCK-008 put in at run time'],
      files: app('RUN npm run build\nENTRYPOINT ["/docker-entrypoint.d/envsubst.sh"]'),
    },
    { name: 'no build', files: app('RUN npm ci && pnpm prisma generate') },
    {
      name: 'only variables of the server',
      files: app('RUN npm run build', 'const a = process.env.API_URL;\n'),
    },
    {
      name: 'a public address that a server reads when it runs',
      files: app('COPY . .\nRUN npm run build', 'export const url = process.env.PUBLIC_API_URL;\n'),
    },
    {
      name: 'a frontend that the image does not hold',
      files: {
        ...app('COPY package*.json tsconfig.json ./\nCOPY src/ ./src/\nRUN npm run build', 'export {};\n'),
        'frontend/src/api.ts': code,
      },
    },
    {
      name: 'what the bundler itself knows',
      files: app('RUN npm run build', 'const a = import.meta.env.MODE;\n'),
    },
    { name: 'a comment', files: app('RUN npm run build', '// import.meta.env.VITE_API_URL\nexport {};\n') },
    {
      name: 'a test',
      files: { ...app('RUN npm run build', 'export {};\n'), 'src/api.test.ts': code },
    },
    {
      name: 'a stage that is not built',
      files: { ...app(''), Dockerfile: 'FROM node:22 AS old\nRUN npm run build\nFROM node:22\nCOPY . .\n' },
    },
  ],
  ng: [
    {
      name: 'a public variable of Astro',
      files: app('COPY . .\nRUN npm run build', 'export const url = import.meta.env.PUBLIC_API_URL;\n'),
      finds: [{ at: 'Dockerfile:3:1', says: 'PUBLIC_API_URL' }],
    },
    {
      name: 'a folder that is copied by its name',
      files: app('COPY ["package.json", "./"]\nCOPY src ./src\nRUN npm run build'),
      finds: [{ at: 'Dockerfile:4:1', says: 'VITE_API_URL' }],
    },
    {
      name: 'files that a pattern names',
      files: app('COPY src/*.ts ./src/\nRUN npm run build'),
      finds: [{ at: 'Dockerfile:3:1', says: 'VITE_API_URL' }],
    },
    {
      name: 'no ARG',
      files: app('COPY . .\nRUN npm run build'),
      finds: [{ at: 'Dockerfile:3:1', says: 'VITE_API_URL' }],
    },
    {
      name: 'an ARG below the RUN and one in another stage',
      files: {
        ...app(''),
        Dockerfile: 'ARG VITE_API_URL\nFROM node:22\nRUN npm ci && npm run build\nARG VITE_API_URL\n',
      },
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'Next.js with several variables',
      files: app(
        'ARG NEXT_PUBLIC_A\nRUN npx next build',
        'export const a = process.env.NEXT_PUBLIC_A + process.env.NEXT_PUBLIC_B + process.env.NEXT_PUBLIC_C;\n',
      ),
      finds: [{ at: 'Dockerfile:3', says: 'NEXT_PUBLIC_B, NEXT_PUBLIC_C' }],
    },
    {
      name: 'with a fallback',
      files: app('RUN pnpm build', "export const url = import.meta.env.VITE_API_URL ?? '/api';\n"),
      finds: [{ at: 'Dockerfile:2', severity: 'medium' }],
    },
    {
      name: 'the exact script of a workspace',
      files: app('RUN yarn workspace web build:prod'),
      finds: [{ at: 'Dockerfile:2' }],
    },
  ],
};
