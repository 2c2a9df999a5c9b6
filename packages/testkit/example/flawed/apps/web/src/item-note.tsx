export function ItemNote({ note }: { note: string }) {
  return <p className="note" dangerouslySetInnerHTML={{ __html: note }} />;
}
