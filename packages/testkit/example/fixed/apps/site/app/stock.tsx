'use client';

import { useEffect, useState } from 'react';

export function Stock({ sku }: { sku: string }) {
  const [quantity, setQuantity] = useState<number>();

  useEffect(() => {
    void fetch(`/api/stock?sku=${encodeURIComponent(sku)}`)
      .then((answer) => answer.json())
      .then((item) => setQuantity(item.quantity));
  }, [sku]);

  return <p>{quantity ?? '…'} in stock</p>;
}
