'use strict';
// A small writer of its own: what it writes, the product must be able to read.
const fs = require('node:fs');
const path = require('node:path');
const crypto = require('node:crypto');
const { leafHash, Tree, tilePath, keyId, SPKI } = require('./tlog.js');

const [folder, count] = [process.argv[2], Number(process.argv[3])];
const origin = 'another.example/log';
const { publicKey, privateKey } = crypto.generateKeyPairSync('ed25519');
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
const id = keyId(origin, 1, raw);

function put(name, bytes) {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), bytes);
}

const entries = Array.from({ length: count }, (_, i) => Buffer.from(`another entry ${i}`));
const tree = new Tree(entries.map(leafHash));
for (let n = 0; n * 256 < count; n++) {
  const some = entries.slice(n * 256, n * 256 + 256);
  put(tilePath('entries', n, some.length), Buffer.concat(some.flatMap((e) => { const b = Buffer.alloc(2); b.writeUInt16BE(e.length); return [b, e]; })));
}
for (let level = 0, span = 1; Math.floor(count / span) > 0; level++, span *= 256) {
  const hashes = Math.floor(count / span);
  for (let n = 0; n * 256 < hashes; n++) {
    const width = Math.min(256, hashes - n * 256);
    put(tilePath(level, n, width), Buffer.concat(Array.from({ length: width }, (_, i) => tree.mth((n * 256 + i) * span, (n * 256 + i + 1) * span))));
  }
}
const text = `${origin}\n${count}\n${tree.mth(0, count).toString('base64')}\n`;
const signature = Buffer.concat([id, crypto.sign(null, Buffer.from(text), privateKey)]).toString('base64');
put('checkpoint', `${text}\n\u2014 ${origin} ${signature}\n`);
console.log(`${origin}+${id.toString('hex')}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`);
