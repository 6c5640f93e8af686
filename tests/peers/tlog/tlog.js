'use strict';
// Hashes, paths and notes, from RFC 9162 section 2.1 and C2SP signed-note, tlog-checkpoint and tlog-tiles.
const crypto = require('node:crypto');

const sha256 = (...parts) => { const h = crypto.createHash('sha256'); for (const p of parts) h.update(p); return h.digest(); };
const leafHash = (entry) => sha256(Buffer.from([0]), entry);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

// The largest power of two below n.
function split(n) { let k = 1; while (k * 2 < n) k *= 2; return k; }

// MTH, PATH and SUBPROOF word for word; memoised so that thousands of proofs stay cheap. Of a log that was pruned the leaves below `minimum` are not there: `tiled` gives the hash of a whole tile
// that ends there, if it is kept (C2SP tlog-tiles, "Pruning").
class Tree {
  constructor(leaves, minimum = 0, tiled = null) { this.leaves = leaves; this.minimum = minimum; this.tiled = tiled; this.memo = new Map(); }
  mth(from, to) {
    if (to === from) return sha256();
    if (to <= this.minimum) {
      for (let level = 1, span = 256; span <= to - from; level++, span *= 256) if (span === to - from && from % span === 0) { const kept = this.tiled(level, from / span); if (kept) return kept; }
      if (to - from <= 256) throw new Error(`entries ${from} to ${to - 1} were pruned`);
    } else if (from < this.minimum && to - from === 1) throw new Error(`entry ${from} was pruned`);
    if (to - from === 1) return this.leaves[from];
    const name = `${from}-${to}`;
    let hash = this.memo.get(name);
    if (!hash) {
      const k = split(to - from);
      hash = nodeHash(this.mth(from, from + k), this.mth(from + k, to));
      this.memo.set(name, hash);
    }
    return hash;
  }
  path(m, from, to) {
    if (to - from === 1) return [];
    const k = split(to - from);
    return m < k ? [...this.path(m, from, from + k), this.mth(from + k, to)] : [...this.path(m - k, from + k, to), this.mth(from, from + k)];
  }
  subproof(m, from, to, whole) {
    if (m === to - from) return whole ? [] : [this.mth(from, to)];
    const k = split(to - from);
    return m <= k ? [...this.subproof(m, from, from + k, whole), this.mth(from + k, to)] : [...this.subproof(m - k, from + k, to, false), this.mth(from, from + k)];
  }
}

// RFC 9162 2.1.3.2
function includes(index, size, leaf, path, root) {
  if (index >= size) return false;
  let fn = BigInt(index), sn = BigInt(size) - 1n, r = leaf;
  for (const p of path) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      r = nodeHash(p, r);
      if (!(fn & 1n)) do { fn >>= 1n; sn >>= 1n; } while (!(fn & 1n) && fn !== 0n);
    } else r = nodeHash(r, p);
    fn >>= 1n; sn >>= 1n;
  }
  return sn === 0n && r.equals(root);
}

// RFC 9162 2.1.4.2
function consistent(first, second, firstHash, secondHash, path) {
  if (first === second) return path.length === 0 && firstHash.equals(secondHash);
  if (path.length === 0) return false;
  const way = (first & (first - 1)) === 0 ? [firstHash, ...path] : [...path];
  let fn = BigInt(first) - 1n, sn = BigInt(second) - 1n;
  while (fn & 1n) { fn >>= 1n; sn >>= 1n; }
  let fr = way[0], sr = way[0];
  for (const c of way.slice(1)) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      fr = nodeHash(c, fr); sr = nodeHash(c, sr);
      if (!(fn & 1n)) do { fn >>= 1n; sn >>= 1n; } while (!(fn & 1n) && fn !== 0n);
    } else sr = nodeHash(sr, c);
    fn >>= 1n; sn >>= 1n;
  }
  return fr.equals(firstHash) && sr.equals(secondHash) && sn === 0n;
}

// Beside the checkpoint of a log that was pruned: from which entry on it is kept, and the root over those before. It is signed like a checkpoint, under another name.
function openPruned(note, vkey) {
  const origin = vkey.name + '/pruned';
  const end = note.lastIndexOf('\n\n');
  if (note.slice(0, end).split('\n')[0] !== origin) throw new Error('what was pruned is said by another log');
  return openCheckpoint(note, vkey, origin);
}

function tilePath(folder, n, width) {
  let digits = String(n % 1000).padStart(3, '0');
  for (n = Math.floor(n / 1000); n > 0; n = Math.floor(n / 1000)) digits = 'x' + String(n % 1000).padStart(3, '0') + '/' + digits;
  return `tile/${folder}/${digits}${width < 256 ? '.p/' + width : ''}`;
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex'); // RFC 8410

function keyId(name, type, publicKey) { return sha256(Buffer.from(name + '\n'), Buffer.from([type]), publicKey).subarray(0, 4); }

function parseVkey(text) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim());
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes[0] !== 1 || bytes.length !== 33) throw new Error('the key is not an Ed25519 log key');
  if (!keyId(name, 1, bytes.subarray(1)).equals(Buffer.from(id, 'hex'))) throw new Error('the key has a wrong hash');
  return { name, id: Buffer.from(id, 'hex'), key: crypto.createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' }) };
}

function openCheckpoint(note, vkey, name = vkey.name) {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  let good = false;
  for (const line of note.slice(end + 2).split('\n').slice(0, -1)) {
    const [, signer, encoded] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line);
    const bytes = Buffer.from(encoded, 'base64');
    if (signer !== vkey.name || !bytes.subarray(0, 4).equals(vkey.id)) continue;
    if (!crypto.verify(null, Buffer.from(text), vkey.key, bytes.subarray(4))) throw new Error('the signature is wrong');
    good = true;
  }
  if (!good) throw new Error('the checkpoint is not signed by the log');
  const [origin, size, root] = text.split('\n');
  if (origin !== name || !/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('the checkpoint is none');
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

// C2SP tlog-cosignature: an Ed25519 witness signs two lines of its own before the note's text; its signature begins with the time.
function cosignedAt(note, vkey) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey.trim());
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes[0] !== 4 || bytes.length !== 33 || !keyId(name, 4, bytes.subarray(1)).equals(Buffer.from(id, 'hex'))) throw new Error('the key is no key of a witness');
  const key = crypto.createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' });
  const end = note.lastIndexOf('\n\n');
  for (const line of note.slice(end + 2).split('\n').slice(0, -1)) {
    const [, signer, blob] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line);
    const signature = Buffer.from(blob, 'base64');
    if (signer !== name || !signature.subarray(0, 4).equals(Buffer.from(id, 'hex'))) continue;
    const time = signature.readBigUInt64BE(4);
    if (signature.length !== 76 || !crypto.verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${note.slice(0, end + 1)}`), key, signature.subarray(12))) throw new Error('the cosignature is wrong');
    return time;
  }
  throw new Error('the witness has not cosigned');
}

module.exports = { cosignedAt, sha256, leafHash, nodeHash, Tree, includes, consistent, tilePath, keyId, parseVkey, openCheckpoint, openPruned, SPKI };
