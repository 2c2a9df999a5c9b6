/** The API hands out the tokens. */
export function requireAuth(req, res, next) {
  if (req.get('authorization') === `Bearer ${process.env.NOTIFIER_TOKEN}`) next();
  else res.sendStatus(401);
}
