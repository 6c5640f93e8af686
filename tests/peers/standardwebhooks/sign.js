// Reads a line of JSON for each webhook, { secret, id, seconds, body }, and signs it as npm's standardwebhooks does.
const { Webhook } = require('standardwebhooks');

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { secret, id, seconds, body } = JSON.parse(line);
  process.stdout.write(JSON.stringify({ signature: new Webhook(secret).sign(id, new Date(seconds * 1000), body) }) + '\n');
});
