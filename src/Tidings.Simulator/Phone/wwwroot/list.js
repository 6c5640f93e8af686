import { byId, h } from "./dom.js";
import { shortTimeOf } from "./words.js";

/** The phones at the left: the latest first, found by number or text, walked with the arrow keys. */
export class PhoneList {
  constructor(phones, onOpen) {
    this.phones = phones;
    this.onOpen = onOpen;
    this.filter = "";
    this.rows = new Map();
    this.list = byId("phones");
    this.list.addEventListener("keydown", event => this.walk(event));
  }

  draw(current) {
    const wanted = this.filter.trim().toLowerCase();
    const digits = wanted.replace(/[\s+()-]/g, "");
    const shown = [...this.phones.values()]
      .filter(phone => !wanted || (digits && phone.number.includes(digits)) || phone.latest.text.toLowerCase().includes(wanted) || phone.latest.peer.toLowerCase().includes(wanted))
      .sort((a, b) => b.latest.id - a.latest.id);
    const keep = new Set(shown.map(phone => phone.number));
    for (const [number, row] of this.rows) {
      if (keep.has(number)) continue;
      row.remove();
      this.rows.delete(number);
    }
    let place = this.list.firstChild;
    for (const phone of shown) {
      const row = this.row(phone, phone.number === current);
      if (row === place) place = place.nextSibling;
      else this.list.insertBefore(row, place);
    }
    const none = byId("phones-none");
    none.hidden = shown.length > 0;
    none.textContent = this.phones.size === 0 ? "No phones yet" : "No phone matches";
  }

  row(phone, isCurrent) {
    let row = this.rows.get(phone.number);
    if (!row) {
      row = this.make(phone);
      this.rows.set(phone.number, row);
    }
    const { button, time, preview, unread } = row.parts;
    const key = `${phone.latest.id}/${phone.unread}/${isCurrent}`;
    if (row.key === key) return row;
    row.key = key;
    button.toggleAttribute("data-unread", phone.unread > 0);
    if (isCurrent) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    time.textContent = shortTimeOf(phone.latest.at);
    preview.textContent = (phone.latest.isReply ? "You: " : "") + phone.latest.text;
    unread.textContent = phone.unread > 99 ? "99+" : phone.unread;
    unread.hidden = phone.unread === 0;
    unread.setAttribute("aria-label", `${phone.unread} unread`);
    return row;
  }

  make(phone) {
    const time = h("span", { class: "phone-time" });
    const preview = h("span", { class: "phone-preview", dir: "auto" });
    const unread = h("span", { class: "unread" });
    const hue = [...phone.number].reduce((sum, digit) => (sum * 7 + digit.charCodeAt(0)) % 8, 0);
    const button = h("button", { class: "phone-item", type: "button", onclick: () => this.onOpen(phone.number) },
      h("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, phone.number.slice(-2)),
      h("span", {},
        h("span", { class: "phone-top" }, h("span", { class: "phone-number" }, phone.number), time),
        h("span", { class: "phone-last" }, preview, unread)));
    const row = h("li", {}, button);
    row.parts = { button, time, preview, unread };
    return row;
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.list.querySelectorAll(".phone-item")];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
