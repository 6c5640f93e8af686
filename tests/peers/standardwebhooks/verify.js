// Reads a line of JSON for each webhook, { secret, headers, body }, and says of each what npm's standardwebhooks makes of it.
const { Webhook } = require('standardwebhooks');

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { secret, headers, body } = JSON.parse(line);
  try {
    process.stdout.write(JSON.stringify({ type: new Webhook(secret).verify(body, headers).type }) + '\n');
  } catch (failure) {
    process.stdout.write(JSON.stringify({ error: failure.message }) + '\n');
  }
});
