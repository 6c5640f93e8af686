import { byId, h } from "./dom.js";
import { CarrierView } from "./carrier.js";
import { MessageView } from "./message.js";

/** The column at the right: one text in detail, or the carrier's behaviour. */
export class Panel {
  constructor(onClosed) {
    this.onClosed = onClosed;
    this.root = byId("panel");
    this.carrier = new CarrierView(changes => this.badge(changes));
  }

  showText(text) {
    if (!text) return;
    this.message = new MessageView(text);
    this.show(text.isReply ? "Reply" : "Text", this.message.element, "text");
    this.message.loadPdus();
  }

  changed(text) {
    if (this.kind === "text" && this.message?.text.id === text.id) this.message.change(text);
  }

  async toggleCarrier() {
    if (this.kind === "carrier") return this.close();
    this.onClosed();
    this.opener = byId("open-carrier");
    this.show("Carrier", this.carrier.element, "carrier");
    await this.carrier.load();
  }

  show(title, body, kind) {
    this.kind = kind;
    const close = h("button", { class: "button icon-button quiet", type: "button", "aria-label": "Close", onclick: () => this.close() }, "✕");
    this.root.replaceChildren(h("div", { class: "panel-head" }, h("h2", {}, title), close), h("div", { class: "panel-body" }, body));
    this.root.hidden = false;
    byId("columns").classList.add("with-panel");
    byId("open-carrier").setAttribute("aria-expanded", kind === "carrier");
  }

  close() {
    if (this.root.hidden) return;
    this.kind = null;
    this.root.hidden = true;
    byId("columns").classList.remove("with-panel");
    byId("open-carrier").setAttribute("aria-expanded", "false");
    this.onClosed();
  }

  watchBehaviour() {
    this.carrier.load().catch(() => {});
  }

  badge(changes) {
    const badge = byId("carrier-badge");
    badge.hidden = changes === 0;
    badge.textContent = changes;
    badge.title = `${changes} changed from the good carrier`;
  }
}
