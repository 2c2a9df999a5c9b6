import { Worker } from 'bullmq';

const { API_URL, MAILER_URL, REDIS_URL, WORKER_URL } = process.env;

/** Mails about changed items; who watches an item hears of it at once. */
export function startMails(changed) {
  return new Worker('changes', (job) => send(job.data, changed), {
    connection: { url: REDIS_URL, family: 0 },
  });
}

async function send({ sku, user }, changed) {
  const label = await fetch(`${WORKER_URL}/labels`);
  const item = await fetch(`${API_URL}/items`);
  await fetch(`${MAILER_URL}/send`, {
    method: 'POST',
    body: JSON.stringify({ to: user, label: await label.text(), item: await item.json() }),
  });
  changed(sku, 'mail');
}
