import { createHash, randomBytes } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

import { config } from './config.js';
import { logger } from './log.js';

interface Session {
  readonly sub: string;
  readonly role: 'member' | 'admin';
}

export function issueSession(user: { id: string; role: string }): string {
  return jwt.sign({ sub: user.id, role: user.role }, config.jwtSecret, {
    algorithm: 'HS256',
    expiresIn: '8h',
  });
}

export function readSession(token: string): Session {
  return jwt.verify(token, config.jwtSecret, { algorithms: ['HS256'] }) as Session;
}

/** A reset token goes out by mail; only its hash is stored. */
export function makeResetToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: createHash('sha256').update(token).digest('hex') };
}

export function requireSession(req: Request, res: Response, next: NextFunction): void {
  try {
    res.locals.session = readSession(req.cookies.session);
    next();
  } catch {
    logger.warn({ event: 'session.rejected', ip: req.ip }, 'session rejected');
    res.status(401).json({ error: 'Please sign in.' });
  }
}
