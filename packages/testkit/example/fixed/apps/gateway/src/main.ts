import cors from '@fastify/cors';
import { PrismaClient } from '@prisma/client';
import Fastify from 'fastify';

const prisma = new PrismaClient();
const app = Fastify();
const partners = (process.env.PARTNER_ORIGINS ?? '').split(',').map((origin) => origin.trim());

await app.register(cors, { origin: partners, credentials: true });
app.get('/health', async () => ({ ok: true }));
app.get('/partners', () => prisma.partner.findMany());

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '::' });
