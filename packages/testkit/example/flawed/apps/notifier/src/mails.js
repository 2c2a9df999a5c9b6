import { Worker } from 'bullmq';

const MAILER_URL = process.env.MAILER_URL || 'http://mailer:8025';

/** Mails about changed items; who watches an item hears of it at once. */
export function startMails(changed) {
  const connection = { host: 'redis.railway.internal', port: 6379 };
  return new Worker('changes', (job) => send(job.data, changed), { connection });
}

async function send({ sku, user }, changed) {
  const label = await fetch('http://localhost:8000/labels');
  const prices = await fetch('https://worker.railway.internal:8000/prices');
  const item = await fetch('http://itemize-api.up.railway.app/items');
  await fetch(`${process.env.RAILWAY_PUBLIC_DOMAIN}/opened`);
  await fetch(`${MAILER_URL}/send`, {
    method: 'POST',
    body: JSON.stringify({ to: user, label: await label.text(), item: await item.json() }),
  });
  changed(sku, await prices.text());
}
