import { type NextRequest, NextResponse } from 'next/server';

const PARTNERS = ['https://partner.example', 'https://shelf.example'];

export async function GET(request: NextRequest) {
  const items = await fetch(`${process.env.API_URL}/stock`);
  const answer = NextResponse.json(await items.json());
  const origin = request.headers.get('origin');
  if (origin && PARTNERS.includes(origin)) answer.headers.set('Access-Control-Allow-Origin', origin);
  return answer;
}
