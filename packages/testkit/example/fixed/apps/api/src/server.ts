import { createServer } from 'node:http';

import { app } from './app.js';
import { config } from './config.js';
import { attachLive } from './live.js';
import { logger } from './log.js';

const server = createServer(app);
app.locals.live = attachLive(server);

server.listen(config.port, '::', () => {
  logger.info({ event: 'started', port: config.port }, 'the API is listening');
});

process.on('SIGTERM', () => server.close());
