import cors from '@fastify/cors';
import { PrismaClient } from '@prisma/client';
import Fastify from 'fastify';

const prisma = new PrismaClient();
const app = Fastify();

await app.register(cors, { origin: true, credentials: true });
app.get('/health', async () => ({ ok: true }));
app.get('/partners', () => prisma.partner.findMany());

await app.listen({ port: parseInt(process.env.PORT) });
