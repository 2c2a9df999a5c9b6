import type { Item } from '@itemize/shared';

export const API_URL: string = import.meta.env.VITE_API_URL;

export async function listItems(): Promise<Item[]> {
  const answer = await fetch(`${API_URL}/items`, { credentials: 'include' });
  return (await answer.json()) as Item[];
}

export async function signIn(email: string, password: string): Promise<void> {
  await fetch(`${API_URL}/auth/sign-in`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}
