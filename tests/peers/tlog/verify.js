'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { sha256, leafHash, Tree, includes, consistent, tilePath, parseVkey, openCheckpoint, openPruned, cosignedAt } = require('./tlog.js');

function fail(what) { console.error(what); process.exit(1); }

// Every tile of every level that is kept must be what the entries make it.
function checkTiles(folder, tree, size, minimum) {
  for (let level = 0, span = 1; Math.floor(size / span) > 0; level++, span *= 256) {
    const hashes = Math.floor(size / span);
    for (let n = Math.floor(minimum / (span * 256)); n * 256 < hashes; n++) {
      const width = Math.min(256, hashes - n * 256);
      const name = tilePath(level, n, width);
      const tile = fs.readFileSync(path.join(folder, name));
      if (tile.length !== width * 32) fail(`${name} has a wrong length`);
      for (let i = 0; i < width; i++) {
        const at = (n * 256 + i) * span;
        // Of what was pruned the hashes are taken as they stand; that they lead to the signed root, each inclusion says.
        if (at + span <= minimum) continue;
        if (!tree.mth(at, at + span).equals(tile.subarray(i * 32, i * 32 + 32))) fail(`${name} is wrong at ${i}`);
      }
    }
  }
}

function readEntries(folder, size, minimum) {
  const entries = new Array(minimum);
  for (let n = minimum / 256; n * 256 < size; n++) {
    const width = Math.min(256, size - n * 256);
    const bundle = fs.readFileSync(path.join(folder, tilePath('entries', n, width)));
    let at = 0;
    for (let i = 0; i < width; i++) {
      const length = bundle.readUInt16BE(at);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (at !== bundle.length) fail(`bundle ${n} has more than its entries`);
  }
  return entries;
}

// The hash of a whole tile, in the tile of the level above it; undefined where that one may be gone too.
function keptHash(folder, size, minimum, level, index) {
  const span = 256 ** level, n = Math.floor(index / 256);
  if ((n + 1) * span * 256 <= minimum) return undefined;
  const tile = fs.readFileSync(path.join(folder, tilePath(level, n, Math.min(256, Math.floor(size / span) - n * 256))));
  return tile.subarray((index % 256) * 32, (index % 256) * 32 + 32);
}

function verifyLog(folder, vkey, earlier) {
  const { size, root } = openCheckpoint(fs.readFileSync(path.join(folder, 'checkpoint'), 'utf8'), vkey);
  const said = path.join(folder, 'pruned');
  const pruned = fs.existsSync(said) ? openPruned(fs.readFileSync(said, 'utf8'), vkey) : { size: 0 };
  const minimum = pruned.size;
  if (minimum % 256 !== 0 || minimum > size) fail('what was pruned is no whole number of bundles of this log');
  const tree = new Tree(readEntries(folder, size, minimum).map(leafHash), minimum, (level, index) => keptHash(folder, size, minimum, level, index));
  checkTiles(folder, tree, size, minimum);
  if (minimum > 0 && !tree.mth(0, minimum).equals(pruned.root)) fail('what was pruned has another root');
  for (let i = minimum; i < size; i++) if (!includes(i, size, tree.leaves[i], tree.path(i, 0, size), root)) fail(`entry ${i} is not included`);
  if (earlier) {
    const old = openCheckpoint(fs.readFileSync(earlier, 'utf8'), vkey);
    if (old.size > size) fail('the log was rolled back');
    if (old.size > 0 && !consistent(old.size, size, old.root, root, old.size === size ? [] : tree.subproof(old.size, 0, size, true))) fail('the log is not consistent with the earlier checkpoint');
  }
  console.log(`${size} entries${minimum > 0 ? `, kept from ${minimum}` : ''}`);
}

const int = (v) => { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(v)); return b; };
const word = (s) => { const t = Buffer.from(s); const b = Buffer.alloc(4); b.writeUInt32BE(t.length); return Buffer.concat([b, t]); };

// The commitment to a version of a document and to who wrote it, from docs/audit.md.
function documentCommitment(o) {
  return sha256(Buffer.from('tidings-document/v1\n'), Buffer.from(o.salt, 'base64'), word(o.actor), word(o.kind), word(o.id), int(o.version), int(o.at), word(Buffer.from(o.body, 'base64')));
}

// An entry of versions before says in clear who wrote which version of what.
function saysInClear(entry, o) {
  const short = (s) => { const t = Buffer.from(s); return Buffer.concat([Buffer.from([t.length]), t]); };
  return entry.subarray(11, 19).equals(int(o.version)) && entry.subarray(51).equals(Buffer.concat([short(o.actor), short(o.kind), short(o.id)]));
}

const kindOf = { 'tidings-message/v1': 1, 'tidings-act/v0': 4, 'tidings-document/v1': 5 };

function opens(entry, o) {
  if (entry[0] !== kindOf[o.form]) return false;
  const found = o.form === 'tidings-message/v1' ? commitment(o) : o.form === 'tidings-document/v1' ? documentCommitment(o) : sha256(Buffer.from(o.body, 'base64'));
  return found.equals(entry.subarray(19, 51)) && (o.form === 'tidings-act/v0' ? saysInClear(entry, o) : entry.length === 51);
}

// The commitment to a message, from docs/audit.md.
function commitment(o) {
  let id = 0n;
  for (const c of o.id.slice(1)) id = id * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(c));
  return sha256(Buffer.from('tidings-message/v1\n'), Buffer.from(o.salt, 'base64'), int(id), word(o.customer), word(o.to), word(o.from), word(o.text), word(o.template), word(o.alert),
    Buffer.from([o.class]), int(o.notBefore), int(o.validUntil), Buffer.from([o.reasons.length]), ...o.reasons.flatMap((r) => [word(r.code), word(r.text)]));
}

function verifyProof(file, vkey) {
  const text = fs.readFileSync(file, 'utf8');
  const cut = text.indexOf('\n\n');
  const lines = text.slice(0, cut).split('\n');
  if (lines.shift() !== 'c2sp.org/tlog-proof@v1') fail('this is no proof');
  const opening = JSON.parse(Buffer.from(lines.shift().slice('extra '.length), 'base64'));
  const index = Number(lines.shift().slice('index '.length));
  const { size, root } = openCheckpoint(text.slice(cut + 2), vkey);
  const entry = Buffer.from(opening.entry, 'base64');
  if (!includes(index, size, leafHash(entry), lines.map((line) => Buffer.from(line, 'base64')), root)) fail('the entry is not included');
  if (!opens(entry, opening)) fail('the entry commits to something else');
  console.log(`entry ${index}: ${opening.id}`);
}

try {
  const [first, second, third] = process.argv.slice(2);
  if (first === 'proof') verifyProof(second, parseVkey(third));
  else if (first === 'cosigned') console.log(`cosigned at ${cosignedAt(fs.readFileSync(second, 'utf8'), third)}`);
  else verifyLog(first, parseVkey(second), third);
} catch (failure) {
  fail(failure.message);
}
