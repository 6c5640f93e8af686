import { api } from "./api.js";
import { h, toast } from "./dom.js";
import { pduElement } from "./pdus.js";
import { encodingOf, exactTimeOf, plural, receiptOf, states } from "./words.js";

/** One text in detail: what it is, its receipt, its segments, and the bytes that brought it. */
export class MessageView {
  constructor(text) {
    this.text = text;
    this.facts = h("section", {});
    this.receipt = h("section", {});
    this.parts = h("section", {});
    this.pdus = h("section", {}, h("h3", {}, "Raw PDUs"), h("p", { class: "lead" }, "Reading …"));
    this.element = h("div", {}, this.facts, this.receipt, this.parts, this.pdus);
    this.element.className = "panel-sections";
    this.draw();
  }

  change(text) {
    const before = this.text;
    this.text = text;
    this.draw();
    if (before.receipt !== text.receipt) this.loadPdus();
  }

  draw() {
    const { text } = this;
    const [state, tone] = receiptOf(text);
    const rows = [
      [text.isReply ? "Sent" : "Received", exactTimeOf(text.at)], [text.isReply ? "To" : "From", text.peer], ["Account", text.account],
      ["Encoding", `${encodingOf(text.encoding)} (data_coding ${text.dataCoding})`],
      ["Length", `${plural(text.characters, "character", "characters")} in ${plural(text.parts.length, "segment", "segments")}`],
      ["State", h("span", { class: `chip ${tone}` }, state)],
    ];
    this.facts.replaceChildren(h("dl", { class: "facts-table" }, rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, value)])));
    this.drawReceipt();
    this.parts.hidden = text.isReply;
    this.parts.replaceChildren(h("h3", {}, plural(text.parts.length, "Segment", "Segments")), ...text.parts.map(part =>
      h("div", { class: "part" },
        h("div", { class: "part-head" }, h("span", {}, `${part.number} of ${text.parts.length}`), h("span", { class: "mono", title: "message id" }, part.messageId)),
        h("p", { class: "part-text", dir: "auto" }, part.text))));
  }

  drawReceipt() {
    const { text } = this;
    const open = !text.isReply && text.receipt !== "notAsked" && text.receipt !== "acknowledged";
    this.receipt.hidden = !open;
    if (!open || this.receipt.hasChildNodes()) return;
    const state = h("select", { class: "field" }, Object.entries(states).filter(([name]) => name !== "DELIVRD").map(([name, words]) =>
      h("option", { value: name }, words)));
    const error = h("input", { class: "field", type: "number", min: "0", max: "999", value: "1" });
    this.receipt.replaceChildren(h("h3", {}, "Receipt"),
      h("div", { class: "receipt-quick" }, h("button", { class: "button primary", type: "button", onclick: () => this.release("DELIVRD", 0) }, "Deliver now")),
      h("div", { class: "receipt-tools" },
        h("label", { class: "labelled" }, "Or fail as", state), h("label", { class: "labelled" }, "Error", error),
        h("button", { class: "button danger", type: "button", onclick: () => this.release(state.value, Number(error.value)) }, "Fail now")));
  }

  async release(state, error) {
    try {
      await api.release(this.text.id, state, error);
      toast("The receipt is on its way.");
    } catch (trouble) {
      toast(trouble.words, true);
    }
  }

  async loadPdus() {
    try {
      const { pdus } = await api.pdus(this.text.id);
      const open = new Set([...this.pdus.querySelectorAll("details[open]")].map(one => one.dataset.id));
      this.pdus.replaceChildren(h("h3", {}, "Raw PDUs"), ...(pdus.length
        ? pdus.map(pdu => pduElement(pdu, open.has(String(pdu.id))))
        : [h("p", { class: "lead" }, "The bytes of this text are no longer kept.")]));
    } catch (trouble) {
      this.pdus.replaceChildren(h("h3", {}, "Raw PDUs"), h("p", { class: "lead" }, trouble.words));
    }
  }
}
