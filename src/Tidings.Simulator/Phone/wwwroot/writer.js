import { api } from "./api.js";
import { h, toast } from "./dom.js";
import { plural } from "./words.js";

const basic = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const extended = new Set("\f^{}\\[~]|€");
const longest = 1600;

/** What a reply will cost: the encoding that it needs and how many segments that makes. */
export function costOf(text) {
  let septets = 0;
  for (const character of text) {
    if (basic.has(character)) septets += 1;
    else if (extended.has(character)) septets += 2;
    else return { encoding: "UCS-2", segments: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
  }
  return { encoding: "GSM 7-bit", segments: septets <= 160 ? 1 : Math.ceil(septets / 153) };
}

/** The reply box: Enter sends, Shift and Enter begins a new line. */
export class Writer {
  constructor(number, peers) {
    this.number = number;
    this.peers = peers;
    this.area = h("textarea", {
      class: "field", rows: "1", dir: "auto", maxlength: longest, "aria-label": `Reply from ${number}`,
      oninput: () => this.changed(),
      onkeydown: event => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          this.send();
        }
      },
    });
    this.button = h("button", { class: "button primary", type: "button", disabled: true, onclick: () => this.send() }, "Send");
    this.target = h("span", {});
    this.count = h("span", { class: "writer-count" });
    this.element = h("div", { class: "writer" }, this.area, this.button,
      h("div", { class: "writer-hint" }, this.target, h("span", { class: "writer-keys" }, "Enter sends"), this.count));
    this.peersChanged();
  }

  peersChanged() {
    const [peer] = this.peers();
    this.target.textContent = peer ? `To ${peer}` : "";
    this.area.setAttribute("placeholder", peer ? `Reply to ${peer}` : "Reply");
  }

  changed() {
    const text = this.area.value;
    this.button.disabled = text.trim() === "";
    const { encoding, segments } = costOf(text);
    this.count.textContent = text ? `${encoding} · ${plural(segments, "segment", "segments")}` : "";
  }

  focus() {
    if (matchMedia("(hover: hover)").matches) this.area.focus();
  }

  async send() {
    const text = this.area.value;
    const [peer] = this.peers();
    if (text.trim() === "" || !peer) return;
    this.button.disabled = true;
    try {
      await api.reply(this.number, peer, text);
      this.area.value = "";
    } catch (trouble) {
      toast(trouble.words, true);
    }
    this.changed();
    this.area.focus();
  }
}
