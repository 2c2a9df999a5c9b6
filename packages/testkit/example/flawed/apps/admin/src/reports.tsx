import { useEffect, useState } from 'react';

const REPORTS_URL: string = import.meta.env.VITE_REPORTS_URL;
const ADMIN_PASSWORD: string = import.meta.env.VITE_ADMIN_PASSWORD;

export function Reports() {
  const [names, setNames] = useState<readonly string[]>([]);

  useEffect(() => {
    const events = new EventSource('https://itemize-notifier.up.railway.app/events');
    void fetch(`${REPORTS_URL}/names`, { headers: { authorization: ADMIN_PASSWORD } })
      .then((answer) => answer.json())
      .then(setNames);
    return () => events.close();
  }, []);

  return (
    <ul>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
