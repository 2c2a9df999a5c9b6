export const ng = [
  `const rates = await fetch('http://api.example.com/rates'); // ng
console.table(rates);`,
  `import axios from 'axios';
const API = 'http://payments.example.com';
export const charge = (order) => axios.post(API + '/charges', order); // ng`,
  `import axios from 'axios';
export const client = axios.create({
  baseURL: 'http://api.example.com/v1', // ng
  timeout: 1000,
});`,
  `const socket = new WebSocket('ws://live.example.com/updates'); // ng
socket.onopen = () => socket.send('hi');`,
  `const http = require('http');
function load(id, done) {
  http.get(\`http://data.example.org/items/\${id}\`, done); // ng
}
module.exports = load;`,
  `export const config = {
  apiUrl: process.env.API_URL || 'http://api.example.com', // ng
};`,
  `import got from 'got';
export const send = (body) => got.post({ url: 'http://hooks.example.com/in', json: body }); // ng`,
];

export const lookAlike = [
  `const health = await fetch('http://localhost:3000/health');
const other = await fetch('http://127.0.0.1:8080');`,
  `const api = 'http://api.railway.internal:3000';
const items = await fetch(\`\${api}/items\`);
const worker = new WebSocket('ws://worker.railway.internal:8080');`,
  `service('site', { env: { API_URL: 'http://\${{api.RAILWAY_PRIVATE_DOMAIN}}:3000' } });`,
  `const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
const xmlns = 'http://www.w3.org/1999/xhtml';`,
  `// See http://example.com/docs for more.
const help = 'Read http://example.com/docs';
throw new Error('Read http://example.com/errors/42');`,
  `const rates = await fetch('https://api.example.com/rates');
const socket = new WebSocket(location.protocol === 'https:' ? 'wss://x.example.com' : 'ws://localhost');`,
  `if (url.startsWith('http://')) url = url.replace('http://', 'https://');
const isWeb = /^https?:\\/\\//.test(url);`,
  `const db = await fetch('http://api:3000/internal');
const cache = await fetch('http://10.0.0.7/cache');`,
  `const http = require('http');
http.createServer(app).listen(3000, () => console.info('http://0.0.0.0:3000'));`,
];
