/** What went wrong, in words for people. */
export class Trouble extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? "The simulator does not answer.");
    this.status = problem.status ?? 0;
    this.errors = problem.errors ?? {};
  }

  get words() {
    const wrong = Object.entries(this.errors);
    return wrong.length ? wrong.map(([name, what]) => `${name} ${what.join(", ")}`).join("; ") : this.message;
  }
}

async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Trouble({});
  }
  const text = await answer.text();
  const value = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Trouble(value ?? { status: answer.status });
  return value;
}

const of = number => encodeURIComponent(number.replace("+", ""));

export const api = {
  phones: () => ask("GET", "/phones"),
  conversation: number => ask("GET", `/phones/${of(number)}`),
  pdus: id => ask("GET", `/inbox/${id}/pdus`),
  release: (id, state, error) => ask("POST", `/inbox/${id}/receipt`, { state, error }),
  reply: (from, to, text) => ask("POST", "/replies", { from, to, text }),
  behaviour: () => ask("GET", "/behaviour"),
  behave: behaviour => ask("PUT", "/behaviour", behaviour),
  rule: (number, rule) => rule ? ask("PUT", `/behaviour?to=${of(number)}`, rule) : ask("DELETE", `/behaviour?to=${of(number)}`),
  clear: () => ask("DELETE", "/inbox"),
};
