import { type NextRequest, NextResponse } from 'next/server';

const PARTNERS = ['https://partner.example', 'https://shelf.example'];

/** Asks the API over the private network: this runs on the server. */
export async function GET(request: NextRequest) {
  const sku = request.nextUrl.searchParams.get('sku') ?? '';
  const items = await fetch(`${process.env.API_URL}/stock/${encodeURIComponent(sku)}`);
  const answer = NextResponse.json(await items.json());
  answer.headers.set('Vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin && PARTNERS.includes(origin)) answer.headers.set('Access-Control-Allow-Origin', origin);
  return answer;
}
