import { createServer } from 'node:http';

import { app } from './app.js';
import { startLive } from './live.js';

const server = createServer(app);
app.locals.live = startLive();

console.log('starting with', process.env);
server.listen(3000, 'localhost', () => {
  console.log('the API is listening on http://localhost:3000');
});
