import type { Item } from '@itemize/shared';
import { useEffect, useState } from 'react';

import { listItems, signIn } from './api.js';
import { ItemNote } from './item-note.js';
import { follow } from './live.js';

const PAGES: Readonly<Record<string, string>> = { items: '/items', orders: '/orders' };

export function App() {
  const [items, setItems] = useState<readonly Item[]>([]);

  useEffect(() => {
    void listItems().then(setItems);
    return follow((item) => setItems((all) => all.map((old) => (old.id === item.id ? item : old))));
  }, []);

  async function submit(form: FormData) {
    await signIn(String(form.get('email')), String(form.get('password')));
    const next = new URLSearchParams(window.location.search).get('next') ?? '';
    window.location.assign(PAGES[next] ?? '/items');
  }

  return (
    <main>
      <form action={submit}>
        <input name="email" type="email" autoComplete="username" />
        <input name="password" type="password" autoComplete="current-password" />
        <button>Sign in</button>
      </form>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            {item.name} ({item.quantity}) <ItemNote note={item.note} />
          </li>
        ))}
      </ul>
    </main>
  );
}
