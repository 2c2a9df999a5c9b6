/** A note may hold line breaks and nothing else; React escapes the rest. */
export function ItemNote({ note }: { note: string }) {
  return <p className="note">{note}</p>;
}
