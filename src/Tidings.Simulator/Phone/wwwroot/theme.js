// Runs before the first paint, so that the page never flashes in the wrong colours.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const choices = ["system", "light", "dark"];
  const signs = { system: "◐", light: "☀", dark: "☾" };
  let choice = choices.includes(stored()) ? stored() : "system";

  const apply = () => {
    const dark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const button = document.getElementById("theme");
    if (!button) return;
    button.textContent = signs[choice];
    button.title = `Colours: ${choice === "system" ? "as the system" : choice}`;
    button.setAttribute("aria-label", button.title);
  };

  system.addEventListener("change", apply);
  apply();
  addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", () => {
      choice = choices[(choices.indexOf(choice) + 1) % choices.length];
      try { localStorage.setItem("theme", choice); } catch { /* A private window forgets it: so be it. */ }
      apply();
    });
  });
})();
