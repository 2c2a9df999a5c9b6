export const ng = [
  `const { Pool } = require('pg');
const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: { rejectUnauthorized: false }, // ng
});`,
  `import https from 'node:https';
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false }); // ng
export const load = (url) => fetch(url, { agent });`,
  `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // ng
start();`,
  `const tls = require('tls');
tls.connect({ host: 'db.example.com', port: 443, checkServerIdentity: () => undefined }); // ng`,
  `const request = require('request');
request({ url: 'https://example.com', strictSSL: false }, done); // ng`,
  `const https = require('https');
https.globalAgent.options.rejectUnauthorized = false; // ng
https.get('https://example.com');`,
  `const ssl = process.env.NODE_ENV === 'production' ? { rejectUnauthorized: false } : false; // ng
export const sequelize = new Sequelize(process.env.DATABASE_URL, { dialectOptions: { ssl } });`,
  `const { MongoClient } = require('mongodb');
const client = new MongoClient(process.env.MONGO_URL, { tlsAllowInvalidCertificates: true }); // ng`,
];

export const lookAlike = [
  `const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: true } });`,
  `const pool = new Pool({ ssl: { ca: process.env.DATABASE_CA } });`,
  `const agent = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === 'production' });`,
  `if (process.env.NODE_ENV === 'development') {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
}`,
  `const options = {
  checkServerIdentity: (host, certificate) => {
    const error = tls.checkServerIdentity(host, certificate);
    if (error) return error;
    if (!PINS.includes(certificate.fingerprint256)) return new Error('unknown certificate');
    return undefined;
  },
};`,
  `const form = { strict: false, verify: false, ssl: false };
const text = 'rejectUnauthorized: false is dangerous';`,
  `import { chromium } from 'playwright';
const context = await (await chromium.launch()).newContext({ ignoreHTTPSErrors: true });`,
];
