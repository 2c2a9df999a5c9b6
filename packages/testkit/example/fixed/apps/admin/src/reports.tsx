import { useEffect, useState } from 'react';

const REPORTS_URL: string = import.meta.env.VITE_REPORTS_URL;
const NOTIFIER_URL: string = import.meta.env.VITE_NOTIFIER_URL;

export function Reports() {
  const [names, setNames] = useState<readonly string[]>([]);

  useEffect(() => {
    const events = new EventSource(`${NOTIFIER_URL}/events`);
    void fetch(`${REPORTS_URL}/names`)
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
