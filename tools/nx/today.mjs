// The date as a cache input: yesterday's "nothing has expired" must not be replayed today.
process.stdout.write(new Date().toISOString().slice(0, 10));
