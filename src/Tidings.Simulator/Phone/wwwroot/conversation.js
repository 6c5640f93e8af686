import { api } from "./api.js";
import { byId, h, toast } from "./dom.js";
import { dayOf, encodingOf, exactTimeOf, plural, receiptOf, tall, timeOf } from "./words.js";
import { Writer } from "./writer.js";

/** One phone's texts as bubbles, and the box to answer in. */
export class Conversation {
  constructor({ onSelect, onBack }) {
    this.onSelect = onSelect;
    this.onBack = onBack;
    this.root = byId("conversation");
    this.texts = new Map();
    this.blankKey = "";
  }

  load(answer, focus) {
    this.number = answer.number;
    this.blankKey = "";
    this.selected = null;
    this.texts = new Map(answer.texts.map(text => [text.id, text]));
    this.inner = h("div", { class: "talk-inner", role: "log", "aria-label": `Texts of ${answer.number}` });
    this.scroller = h("div", { class: "talk" }, this.inner);
    this.writer = new Writer(answer.number, () => this.peers());
    this.subtitle = h("p", {});
    this.root.replaceChildren(this.head(answer), this.scroller, this.writer.element);
    this.lastDay = this.lastPeer = null;
    for (const text of this.texts.values()) this.append(text);
    this.retitle();
    this.toEnd();
    if (focus) this.writer.focus();
  }

  head(answer) {
    const rule = h("select", {
      class: "field", id: "rule", "aria-label": "Receipts of this number", onchange: async event => {
        const receipts = event.target.value;
        try {
          await api.rule(this.number, receipts === "" ? null : receipts === "fail" ? { state: "UNDELIV", error: 1 } : { receipts });
          toast(receipts === "" ? "This number follows the carrier again." : "Applies from this number's next text on.");
        } catch (trouble) {
          toast(trouble.words, true);
        }
      },
    }, [["", "Receipts as usual"], ["hold", "Receipts held"], ["fail", "Receipts fail"], ["none", "No receipts"]].map(([value, words]) =>
      h("option", { value, selected: value === (answer.rule?.receipts ?? (answer.rule?.state ? "fail" : "")) }, words)));
    return h("div", { class: "talk-head" },
      h("button", { class: "button icon-button back", type: "button", "aria-label": "Back to the phones", onclick: () => this.onBack() }, "←"),
      h("div", { class: "talk-title" }, h("h2", {}, answer.number), this.subtitle),
      h("div", { class: "talk-actions" }, rule));
  }

  retitle() {
    const peers = this.peers();
    this.subtitle.textContent = peers.length ? `${plural(this.texts.size, "text", "texts")} with ${peers.join(", ")}` : "No texts";
  }

  peers() {
    return [...new Set([...this.texts.values()].filter(text => !text.isReply).map(text => text.peer).reverse())];
  }

  put(text) {
    if (!this.inner) return;
    const known = this.texts.has(text.id);
    this.texts.set(text.id, text);
    if (known) {
      const bubble = this.inner.querySelector(`[data-id="${text.id}"]`);
      bubble?.querySelector(".meta").replaceWith(this.meta(text));
      return;
    }
    const atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
    this.append(text);
    this.retitle();
    this.writer.peersChanged();
    if (atEnd || text.isReply) this.toEnd();
  }

  append(text) {
    const day = dayOf(text.at);
    if (day !== this.lastDay) {
      this.inner.append(h("p", { class: "day" }, day));
      this.lastPeer = null;
    }
    const side = text.isReply ? "" : text.peer;
    if (side && side !== this.lastPeer) this.inner.append(h("p", { class: "sender", dir: "auto" }, side));
    this.lastDay = day;
    this.lastPeer = side;
    this.inner.append(this.bubble(text));
  }

  bubble(text) {
    const words = h("span", { class: `words${tall(text.text) ? " tall" : ""}${text.encoding === "binary" ? " binary" : ""}`, dir: "auto" }, text.text);
    return h("button", {
      class: text.isReply ? "bubble reply" : "bubble", type: "button", "data-id": text.id, "aria-pressed": "false",
      onclick: () => this.select(text.id),
    }, words, this.meta(text));
  }

  meta(text) {
    const [state, tone] = receiptOf(text);
    const facts = [encodingOf(text.encoding), plural(text.parts.length, "segment", "segments"), plural(text.characters, "character", "characters")];
    return h("span", { class: "meta" },
      h("time", { datetime: text.at, title: exactTimeOf(text.at) }, timeOf(text.at)),
      facts.map(fact => h("span", {}, fact)),
      h("span", { class: `meta-state ${tone}` }, state));
  }

  select(id) {
    this.unselect();
    this.selected = id;
    this.inner.querySelector(`[data-id="${id}"]`)?.setAttribute("aria-pressed", "true");
    this.onSelect(this.texts.get(id));
  }

  unselect() {
    this.inner?.querySelector('[aria-pressed="true"]')?.setAttribute("aria-pressed", "false");
    this.selected = null;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  drawBlank(info, phones) {
    const key = JSON.stringify([info, phones > 0]);
    if (key === this.blankKey) return;
    this.blankKey = key;
    this.inner = null;
    this.root.replaceChildren(phones > 0 ? choose() : empty(info));
  }
}

function choose() {
  return h("div", { class: "blank" },
    h("img", { class: "blank-art", src: "/blank.svg", alt: "" }),
    h("h2", {}, "Choose a phone"),
    h("p", {}, "Its texts appear here as they arrive."));
}

function empty(info) {
  if (!info.loaded) return h("div", { class: "blank" }, h("p", {}, "Reading the inbox …"));
  if (info.sink) {
    return h("div", { class: "blank" }, h("img", { class: "blank-art", src: "/blank.svg", alt: "" }),
      h("h2", {}, "Counting only"), h("p", {}, "The simulator was started as a sink: it keeps no texts, only the counters above."));
  }
  return h("div", { class: "blank" },
    h("img", { class: "blank-art", src: "/blank.svg", alt: "" }),
    h("h2", {}, "No texts yet: send your first event"),
    h("p", {}, "Everything that the server submits appears here within a moment, on the phone that it was sent to."),
    info.emptyHint && hint(info.emptyHint),
    h("div", { class: "facts" }, h("span", { class: "chip" }, `SMPP 127.0.0.1:${info.smppPort}`), h("span", { class: "chip" }, `Inbox API GET /inbox?to=…&wait=5s`)));
}

function hint(line) {
  return h("div", { class: "hint" }, h("code", {}, line), h("button", {
    class: "button", type: "button", onclick: async () => {
      try {
        await navigator.clipboard.writeText(line);
        toast("Copied.");
      } catch {
        toast("The browser does not let the page copy. Select the line by hand.", true);
      }
    },
  }, "Copy"));
}
