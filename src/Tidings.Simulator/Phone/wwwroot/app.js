import { api } from "./api.js";
import { byId, h, perFrame, toast } from "./dom.js";
import { PhoneList } from "./list.js";
import { Conversation } from "./conversation.js";
import { Panel } from "./panel.js";
import { numberOf } from "./words.js";

const phones = new Map();
let current = null;
let latestId = 0;
let info = { emptyHint: null, smppPort: 0, sink: false, loaded: false };

const list = new PhoneList(phones, number => open(number, true));
const panel = new Panel(() => conversation.unselect());
const conversation = new Conversation({ onSelect: text => panel.showText(text), onBack: back });
const draw = perFrame(() => {
  byId("columns").classList.toggle("empty", info.loaded && phones.size === 0);
  list.draw(current);
  if (!current) conversation.drawBlank(info, phones.size);
});

function note(text, unread) {
  const known = phones.get(text.number) ?? { number: text.number, unread: 0, latest: text };
  if (text.id >= known.latest.id) known.latest = text;
  if (unread && !text.isReply) known.unread += 1;
  phones.set(text.number, known);
}

async function load() {
  const answer = await api.phones();
  info = { ...answer, loaded: true };
  phones.clear();
  for (const phone of answer.phones) {
    phones.set(phone.number, { number: phone.number, unread: 0, latest: phone.latest });
    latestId = Math.max(latestId, phone.latest.id);
  }
  if (current && !phones.has(current)) back();
  else if (current) conversation.load(await api.conversation(current));
  draw();
}

async function open(number, byHand) {
  current = number;
  const phone = phones.get(number);
  if (phone) phone.unread = 0;
  byId("columns").classList.add("reading");
  history.replaceState(null, "", `#${number.replace("+", "")}`);
  draw();
  try {
    const answer = await api.conversation(number);
    if (current === number) conversation.load(answer, byHand);
  } catch (trouble) {
    toast(trouble.words, true);
  }
}

function back() {
  current = null;
  byId("columns").classList.remove("reading");
  history.replaceState(null, "", location.pathname);
  draw();
}

function arrived(text) {
  const fresh = text.id > latestId;
  latestId = Math.max(latestId, text.id);
  note(text, fresh && text.number !== current);
  if (text.number === current) conversation.put(text);
  panel.changed(text);
  draw();
}

function showStats(stats) {
  const rows = [["Segments", stats.submitted, ""], ["Repeated", stats.duplicates, "minor", "The same text to the same number again: it was sent twice, or happened twice within a minute"], ["Refused", stats.refused, "minor"],
    ["Receipts", stats.receiptsAcknowledged, ""], ["Waiting", stats.waiting, ""]];
  byId("counters").replaceChildren(...rows.map(([name, value, kind, title]) =>
    h("div", { class: `counter ${kind}`, title: title ?? "" }, h("dt", {}, name), h("dd", {}, numberOf(value)))));
  setLive(stats.binds > 0 ? "live" : "unbound", stats.binds > 0 ? `Live · ${stats.binds} ${stats.binds === 1 ? "bind" : "binds"}` : "No server is bound");
}

function setLive(state, words) {
  const live = byId("live");
  live.dataset.state = state;
  live.title = words;
  live.querySelector(".live-text").textContent = words;
  byId("offline").hidden = state !== "lost";
}

function listen() {
  const events = new EventSource("/live");
  events.addEventListener("open", () => load().catch(() => {}));
  events.addEventListener("text", event => arrived(JSON.parse(event.data)));
  events.addEventListener("reload", () => load().catch(() => {}));
  events.addEventListener("stats", event => showStats(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    setLive("lost", "Not connected");
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, 2000);
  });
}

byId("search").addEventListener("input", event => { list.filter = event.target.value; draw(); });
byId("clear").addEventListener("click", async event => {
  // The second click within three seconds means it.
  const button = event.currentTarget;
  if (!button.classList.toggle("danger")) {
    button.textContent = "Clear";
    try {
      await api.clear();
      toast("Every text is forgotten.");
    } catch (trouble) {
      toast(trouble.words, true);
    }
    return;
  }
  button.textContent = "Clear all?";
  setTimeout(() => { button.classList.remove("danger"); button.textContent = "Clear"; }, 3000);
});
byId("open-carrier").addEventListener("click", () => panel.toggleCarrier());
addEventListener("keydown", event => {
  const typing = event.target.matches("input, textarea, select");
  if (event.key === "/" && !typing) { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape") panel.close();
});

panel.watchBehaviour();
listen();
load().then(() => {
  const wanted = `+${location.hash.slice(1)}`;
  if (phones.has(wanted)) return open(wanted, false);
  // On a wide screen the newest conversation is already there; on a phone one begins with the list.
  if (phones.size > 0 && matchMedia("(min-width: 761px)").matches) return open([...phones.values()][0].number, false);
}).catch(() => setLive("lost", "Not connected"));
