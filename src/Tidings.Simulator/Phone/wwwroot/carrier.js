import { api } from "./api.js";
import { h, toast } from "./dom.js";
import { groups, presets } from "./knobs.js";

/** The carrier's behaviour: presets for the usual bad days, and every single knob. A change applies at once. */
export class CarrierView {
  constructor(onChanges) {
    this.onChanges = onChanges;
    this.knobs = new Map();
    this.element = h("div", {},
      h("section", {}, h("h3", {}, "A day with …"), h("div", { class: "presets" }, presets.map(preset =>
        h("button", { class: "button", type: "button", title: preset.help, onclick: () => this.save({ ...this.standard, ...preset.behaviour }) }, preset.name)))),
      groups.map(group => h("section", {}, h("h3", {}, group.name), group.help && h("p", { class: "lead" }, group.help), group.knobs.map(knob => this.row(knob)))));
  }

  async load() {
    this.standard ??= groups.flatMap(group => group.knobs).reduce((all, knob) => ({ ...all, [knob.key]: knob.standard }), {});
    this.show(await api.behaviour());
  }

  row(knob) {
    const id = `knob-${knob.key}`;
    const input = knob.kind === "choice"
      ? h("select", { class: "field knob-input", id, onchange: () => this.change(knob) }, knob.choices.map(([value, words]) => h("option", { value }, words)))
      : h("input", {
        class: knob.kind === "switch" ? "knob-input" : "field knob-input", id, autocomplete: "off",
        type: { switch: "checkbox", count: "number", text: "text", duration: "text" }[knob.kind], min: knob.kind === "count" ? 0 : null,
        onchange: () => this.change(knob),
      });
    const wrong = h("p", { class: "wrong", hidden: true, role: "alert" });
    const row = h("div", { class: "knob" },
      h("label", { class: "knob-name", for: id }, knob.name), input, knob.help && h("p", { class: "knob-help" }, knob.help), wrong);
    this.knobs.set(knob.key, { knob, input, row, wrong });
    return row;
  }

  show(behaviour) {
    this.behaviour = behaviour;
    let changes = 0;
    for (const { knob, input, row, wrong } of this.knobs.values()) {
      const value = behaviour[knob.key];
      if (knob.kind === "switch") input.checked = value;
      else input.value = knob.kind === "duration" ? written(value) : value ?? "";
      const changed = (value ?? null) !== (knob.standard ?? null);
      row.classList.toggle("changed", changed);
      wrong.hidden = true;
      changes += changed ? 1 : 0;
    }
    this.onChanges(changes);
  }

  change({ key, kind }) {
    const { input } = this.knobs.get(key);
    const value = kind === "switch" ? input.checked : kind === "count" ? Number(input.value) : kind === "text" ? input.value || null : input.value.trim();
    return this.save({ ...this.behaviour, [key]: value });
  }

  async save(behaviour) {
    try {
      this.show(await api.behave(behaviour));
    } catch (trouble) {
      const named = Object.entries(trouble.errors).filter(([name]) => this.knobs.has(name));
      for (const [name, what] of named) {
        const { wrong } = this.knobs.get(name);
        wrong.textContent = what.join(", ");
        wrong.hidden = false;
      }
      if (named.length === 0) toast(trouble.words, true);
    }
  }
}

/** 500ms stays, 2000ms reads better as 2s. */
function written(duration) {
  const milliseconds = parseInt(duration, 10);
  return milliseconds > 0 && milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : duration;
}
