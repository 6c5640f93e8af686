// An ESME made with npm's smpp: binds, submits three messages, waits for their receipts, asks, unbinds. Prints a line of JSON a step.
const smpp = require('smpp');

const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const session = smpp.connect({ host: '127.0.0.1', port: Number(process.argv[2]) });
const texts = ['Hello', 'Zürich', 'Ω€'.repeat(40)];
let receipts = 0;

session.on('error', (e) => { say({ error: e.message }); process.exit(1); });
session.on('close', () => process.exit(0));
session.on('deliver_sm', (pdu) => {
  say({ command: pdu.command, from: pdu.source_addr, text: pdu.short_message.message, receipted: pdu.receipted_message_id, state: pdu.message_state });
  session.send(pdu.response());
  if (++receipts === texts.length) finish();
});

session.bind_transceiver({ system_id: 'node', password: 'secret', interface_version: 0x34 }, (bound) => {
  say({ command: bound.command, status: bound.command_status, system_id: bound.system_id, version: bound.sc_interface_version });
  texts.forEach((text, i) => session.submit_sm(
    { source_addr: 'Bank', source_addr_ton: 5, destination_addr: '44770090012' + i, registered_delivery: 1, user_message_reference: i, short_message: text },
    (answer) => say({ command: answer.command, status: answer.command_status, id: answer.message_id })));
});

function finish() {
  session.enquire_link({}, (alive) => {
    say({ command: alive.command, status: alive.command_status });
    session.unbind({}, (bye) => {
      say({ command: bye.command, status: bye.command_status });
      session.close();
    });
  });
}
