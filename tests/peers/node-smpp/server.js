// An SMSC made with npm's smpp. Prints its port, then a line of JSON for each PDU that it gets.
const smpp = require('smpp');

const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const server = smpp.createServer({}, (session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    say({ command: pdu.command, system_id: pdu.system_id, password: pdu.password, version: pdu.interface_version });
    session.send(pdu.response({ system_id: 'node', sc_interface_version: 0x34 }));
  });
  session.on('submit_sm', (pdu) => {
    const payload = pdu.message_payload === undefined ? undefined : pdu.message_payload.message;
    say({
      command: pdu.command, from: pdu.source_addr, to: pdu.destination_addr, text: pdu.short_message.message, payload,
      reference: pdu.user_message_reference, coding: pdu.data_coding,
    });
    session.send(pdu.response({ message_id: 'node-' + pdu.sequence_number }));
    session.deliver_sm({
      source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4,
      short_message: 'id:node-' + pdu.sequence_number + ' stat:DELIVRD', receipted_message_id: 'node-' + pdu.sequence_number, message_state: 2,
    }, (answer) => say({ command: answer.command, status: answer.command_status }));
  });
  session.on('query_sm', (pdu) => session.send(pdu.response({ message_id: pdu.message_id, message_state: 2 })));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    say({ command: pdu.command });
    session.send(pdu.response(), () => session.close());
  });
});

server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
