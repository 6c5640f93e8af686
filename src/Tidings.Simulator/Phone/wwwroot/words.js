/** How things are called and written on this page. */
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
const dayName = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const count = new Intl.NumberFormat();

export const timeOf = at => clock.format(new Date(at));
export const exactTimeOf = at => exact.format(new Date(at));
export const numberOf = value => count.format(value);
export const isToday = at => new Date(at).toDateString() === new Date().toDateString();
export const shortTimeOf = at => isToday(at) ? timeOf(at) : shortDay.format(new Date(at));
export const dayOf = at => isToday(at) ? "Today" : dayName.format(new Date(at));
export const plural = (n, one, many) => `${numberOf(n)} ${n === 1 ? one : many}`;

const encodings = { gsm7: "GSM 7-bit", ucs2: "UCS-2", latin1: "Latin-1", ascii: "ASCII", binary: "Binary" };
const languages = {
  tr: "Turkish", es: "Spanish", pt: "Portuguese", bn: "Bengali", gu: "Gujarati", hi: "Hindi", kn: "Kannada",
  ml: "Malayalam", or: "Odia", pa: "Punjabi", ta: "Tamil", te: "Telugu", ur: "Urdu",
};

export function encodingOf(name) {
  const [base, language] = name.split("+");
  return language ? `${encodings[base]}, ${languages[language] ?? language}` : encodings[base] ?? name;
}

export const states = {
  DELIVRD: "Delivered", UNDELIV: "Undeliverable", EXPIRED: "Expired", REJECTD: "Rejected",
  DELETED: "Deleted", UNKNOWN: "Unknown", ACCEPTD: "Accepted", ENROUTE: "On its way",
};

/** The receipt of a text in a word or two, and whether that is good. */
export function receiptOf(text) {
  if (text.isReply) {
    return { waiting: ["Waiting for a bind", "warn"], acknowledged: ["Taken by the server", "good"], refused: ["Refused by the server", "bad"] }[text.receipt] ?? ["Sent", ""];
  }
  const state = states[text.state] ?? text.state;
  const tone = text.state === "DELIVRD" || text.state === "ACCEPTD" ? "good" : "bad";
  switch (text.receipt) {
    case "acknowledged": return [`${state} ✓`, tone];
    case "refused": return ["Receipt refused by the server", "bad"];
    case "waiting": return ["Receipt on its way", ""];
    case "held": return ["Receipt held", "warn"];
    case "never": return ["No receipt will come", "warn"];
    default: return ["No receipt asked for", ""];
  }
}

export const tall = text => /[\u0600-\u06ff\u0900-\u0dff]/.test(text);
