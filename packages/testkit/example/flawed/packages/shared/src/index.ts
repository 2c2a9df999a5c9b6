export interface Item {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly note: string;
}

/** What the API sends over the WebSocket. */
export type LiveMessage =
  { readonly type: 'changed'; readonly item: Item } | { readonly type: 'removed'; readonly id: string };

export { isSku, normaliseTags } from './validate.js';
