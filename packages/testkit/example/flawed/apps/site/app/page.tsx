import { Stock } from './stock';

export default function Page() {
  return (
    <main>
      <h1>Know what is on the shelf.</h1>
      <Stock sku="shoe-42-black" />
    </main>
  );
}
