/** Every knob of the carrier: the member of PUT /behaviour, what it is called, and what a good carrier does. */
const states = [
  ["DELIVRD", "Delivered"], ["UNDELIV", "Undeliverable"], ["EXPIRED", "Expired"], ["REJECTD", "Rejected"],
  ["DELETED", "Deleted"], ["UNKNOWN", "Unknown"], ["ACCEPTD", "Accepted"], ["ENROUTE", "On its way"],
];
const ids = [
  ["decimal", "Decimal"], ["hex", "Hex"], ["hexUpper", "HEX"], ["decimalPadded", "Decimal, zeros"],
  ["hexPadded", "Hex, zeros"], ["hexUpperPadded", "HEX, zeros"],
];
const refusals = [
  ["ESME_RINVDSTADR", "Invalid number"], ["ESME_RINVSRCADR", "Invalid sender"], ["ESME_RSUBMITFAIL", "Submit failed"],
  ["ESME_RSYSERR", "System error"], ["ESME_RINVEXPIRY", "Invalid validity"], ["ESME_RX_P_APPN", "Permanent"],
];

const every = (key, name, help) => ({ key, name, help, kind: "count", standard: 0 });
const onOff = (key, name, help, standard = false) => ({ key, name, help, kind: "switch", standard });

export const groups = [
  {
    name: "Receipts", knobs: [
      { key: "receipts", name: "Sent", kind: "choice", standard: "auto", choices: [["auto", "By the clock"], ["hold", "By hand"], ["none", "Never"]] },
      { key: "receiptDelay", name: "After", help: "Such as 500ms, 5s or 1m", kind: "duration", standard: "500ms" },
      { key: "state", name: "Saying", kind: "choice", standard: "DELIVRD", choices: states },
      { key: "error", name: "With error code", kind: "count", standard: 0 },
      every("failEvery", "Fail every nth", "0 is never"),
      { key: "failState", name: "Failing as", kind: "choice", standard: "UNDELIV", choices: states },
      { key: "failError", name: "Failing with code", kind: "count", standard: 1 },
      { key: "receiptCopies", name: "Copies of each", kind: "count", standard: 1 },
      onOff("receiptsShuffled", "In another order"),
      onOff("receiptBeforeResponse", "Before the response"),
      onOff("receiptText", "With the text form", "id:… sub:… stat:…", true),
      onOff("receiptTlvs", "With the TLVs", "receipted_message_id, message_state", true),
    ],
  },
  {
    name: "Answers", help: "Every nth counts submit_sm over all binds; 0 is never.", knobs: [
      { key: "throttleAbove", name: "Throttle above", help: "Messages a second and account", kind: "count", standard: 0 },
      every("throttleEvery", "Throttle every nth", "ESME_RTHROTTLED"),
      every("queueFullEvery", "Queue full every nth", "ESME_RMSGQFUL"),
      every("refuseEvery", "Refuse every nth"),
      { key: "refuseWith", name: "Refusing with", kind: "choice", standard: "ESME_RINVDSTADR", choices: refusals },
      { key: "responseDelay", name: "Answer after", kind: "duration", standard: "0ms" },
      every("noResponseEvery", "Stay silent every nth", "Taken, never answered"),
    ],
  },
  {
    name: "Connection", knobs: [
      every("disconnectAfter", "Hang up after", "Messages on one bind"),
      onOff("disconnectMidPdu", "Hang up mid-PDU"),
      every("garbageEvery", "Garbage every nth", "32 bytes that are no PDU"),
      every("oversizedEvery", "Oversized every nth", "A header that announces 2 GB"),
      { key: "readBytesPerSecond", name: "Read slowly", help: "Bytes a second and bind; 0 is no limit", kind: "count", standard: 0 },
    ],
  },
  {
    name: "Message ids", knobs: [
      { key: "responseId", name: "In responses", kind: "choice", standard: "decimal", choices: ids },
      { key: "receiptId", name: "In receipts", kind: "choice", standard: "decimal", choices: ids },
    ],
  },
  {
    name: "Phones", knobs: [
      { key: "autoReply", name: "Answer each text with", kind: "text", standard: null },
      onOff("magicNumbers", "Magic numbers", "…999001 is undeliverable, …999020 invalid, and so on", true),
    ],
  },
];

export const presets = [
  { name: "a good carrier", help: "Everything as it should be", behaviour: {} },
  { name: "slow receipts", help: "Receipts after 30 s, in another order", behaviour: { receiptDelay: "30s", receiptsShuffled: true } },
  { name: "doubled receipts", help: "Twice, and before the response", behaviour: { receiptCopies: 2, receiptBeforeResponse: true } },
  { name: "throttling", help: "Every third message", behaviour: { throttleEvery: 3 } },
  { name: "a full queue", help: "Every second message", behaviour: { queueFullEvery: 2 } },
  { name: "odd ids", help: "Hex with zeros in responses, decimal in receipts", behaviour: { responseId: "hexUpperPadded", receiptId: "decimal" } },
  { name: "broken lines", help: "Hangs up mid-PDU after 20 messages", behaviour: { disconnectAfter: 20, disconnectMidPdu: true } },
  { name: "failing phones", help: "Every second message is undeliverable", behaviour: { failEvery: 2 } },
];
