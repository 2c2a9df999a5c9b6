import { useEffect, useState } from 'react';

const REPORTS_URL: string = import.meta.env.VITE_REPORTS_URL;

export function Reports() {
  const [names, setNames] = useState<readonly string[]>([]);

  useEffect(() => {
    const events = new EventSource('https://itemize-notifier.up.railway.app/events');
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
