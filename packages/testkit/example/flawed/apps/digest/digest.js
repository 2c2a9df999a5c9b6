const answer = await fetch(`${process.env.API_URL}/items`);
const items = await answer.json();
console.log(`${items.length} items this week`);
