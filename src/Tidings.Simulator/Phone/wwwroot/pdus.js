import { h } from "./dom.js";
import { exactTimeOf, plural } from "./words.js";

/** One PDU: a line that opens to its bytes and its fields; a field lights up its bytes. */
export function pduElement(pdu, open) {
  const fromServer = pdu.direction === "fromServer";
  const body = h("div", { class: "pdu-body" });
  const details = h("details", {
    class: "pdu", "data-id": pdu.id, open, ontoggle: () => {
      if (details.open && !body.hasChildNodes()) fill(body, pdu);
    },
  }, h("summary", {},
    h("span", { class: "way", title: fromServer ? "from the server" : "to the server" }, fromServer ? "→" : "←"),
    h("span", { class: "name" }, pdu.name),
    h("span", { class: "size" }, `${exactTimeOf(pdu.at)} · ${plural(pdu.hex.length / 2, "byte", "bytes")}`)), body);
  if (open) fill(body, pdu);
  return details;
}

function fill(body, pdu) {
  const bytes = pdu.hex.match(/../g).map(byte => h("i", {}, byte));
  const light = (field, on) => bytes.slice(field.offset, field.offset + field.length).forEach(byte => byte.classList.toggle("on", on));
  const rows = pdu.fields.map(field => h("tr", {
    tabindex: "0",
    onmouseenter: () => light(field, true), onmouseleave: () => light(field, false),
    onfocus: () => light(field, true), onblur: () => light(field, false),
  }, h("th", { scope: "row" }, field.name), h("td", { dir: "auto" }, field.value === "" ? "(empty)" : field.value)));
  body.replaceChildren(h("div", { class: "hex", "aria-label": "Bytes in hexadecimal" }, bytes), h("table", { class: "fields" }, h("tbody", {}, rows)));
}
