// An SMSC made with npm's smpp that hands each text to Kannel's sendsms and gives Kannel's delivery reports back as receipts.
// Prints its port. Arguments: the port of Kannel's sendsms.
const http = require('http');
const smpp = require('smpp');

const kannel = Number(process.argv[2]);
const waiting = new Map();
let last = 0;

const reports = http.createServer((request, response) => {
  response.end();
  const asked = new URL(request.url, 'http://relay').searchParams;
  const text = waiting.get(asked.get('id'));
  // Kannel's types: 1 delivered, 2 not delivered, 4 queued, 8 taken by the carrier, 16 refused by it.
  const state = { 1: ['DELIVRD', 2], 2: ['UNDELIV', 5], 16: ['REJECTD', 8] }[asked.get('type')];
  if (text === undefined || state === undefined) return;
  waiting.delete(asked.get('id'));
  text.session.deliver_sm({
    source_addr: text.to, destination_addr: text.from, esm_class: 4,
    short_message: `id:${asked.get('id')} stat:${state[0]}`, receipted_message_id: asked.get('id'), message_state: state[1],
  });
});

const hand = (text, answer) => {
  const id = `relay-${++last}`;
  waiting.set(id, text);
  const report = `http://127.0.0.1:${reports.address().port}/?id=${id}&type=%d`;
  const query = new URLSearchParams({
    username: 'bench', password: 'bench', from: text.from, to: text.to, text: text.text, charset: 'UTF-8', coding: text.coding === 8 ? '2' : '0', 'dlr-mask': '19', 'dlr-url': report,
  });
  http.get({ host: '127.0.0.1', port: kannel, path: `/cgi-bin/sendsms?${query}` }, (taken) => {
    taken.resume();
    answer(taken.statusCode === 202 ? { message_id: id } : { command_status: smpp.ESME_RSYSERR });
  }).on('error', () => answer({ command_status: smpp.ESME_RSYSERR }));
};

const server = smpp.createServer({}, (session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => session.send(pdu.response({ system_id: 'relay' })));
  session.on('submit_sm', (pdu) => hand(
    { session, from: pdu.source_addr, to: pdu.destination_addr, text: pdu.short_message.message, coding: pdu.data_coding },
    (fields) => session.send(pdu.response(fields))));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response(), () => session.close()));
});

reports.listen(0, '127.0.0.1', () => server.listen(0, '127.0.0.1', () => process.stdout.write(JSON.stringify({ port: server.address().port }) + '\n')));
