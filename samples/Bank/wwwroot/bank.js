// All of it is help: every page works without.

const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Calls with the seconds that are left until there are none. The page's clock counts, not the machine's, which may be set meanwhile. */
function countDown(seconds, show) {
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    show(left);
    if (left === 0)
      clearInterval(timer);
  };
  const timer = setInterval(tick, 250);
  tick();
}

// How long the code works.
for (const span of document.querySelectorAll("[data-seconds]"))
  countDown(Number(span.dataset.seconds), left => {
    const words = left > 0 ? clock(left) : span.dataset.over;
    if (span.textContent !== words)
      span.textContent = words;
  });

// When another code may be sent. Without this the bank says so after the click.
for (const button of document.querySelectorAll("button[data-wait]")) {
  const words = button.textContent;
  countDown(Number(button.dataset.wait), left => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${words} in ${left} s` : words;
  });
}

// WebOTP: where the text ends with a line for this very site (`site` of the purpose), the phone offers to fill the code in. Whether it is sent stays with the customer.
const code = document.querySelector("input[autocomplete='one-time-code']");
if (code && "OTPCredential" in window) {
  const waiting = new AbortController();
  code.form.addEventListener("submit", () => waiting.abort());
  navigator.credentials.get({ otp: { transport: ["sms"] }, signal: waiting.signal }).then(
    found => {
      code.value = found.code;
      code.form.querySelector("button").focus();
    },
    () => { /* There is no such text, the customer said no, or he was faster. */ });
}
