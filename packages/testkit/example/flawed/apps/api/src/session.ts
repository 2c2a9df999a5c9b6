import { createHash } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

import { config } from './config.js';

export function issueSession(user: { id: string; role: string }): string {
  return jwt.sign({ sub: user.id, role: user.role }, config.jwtSecret);
}

export function hashPassword(password: string): string {
  return createHash('md5').update(password).digest('hex');
}

export function makeResetToken(): string {
  const token = Math.random().toString(36).slice(2);
  return token;
}

export function requireSession(req: Request, res: Response, next: NextFunction): void {
  try {
    res.locals.session = jwt.verify(req.cookies.session, config.jwtSecret);
    next();
  } catch {
    res.status(401).json({ error: 'Please sign in.' });
  }
}
