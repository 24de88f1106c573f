// The head of the page: the run, what matters of each stack, the findings with their meaning.
function showHead() {
  const subject = isHandshake ? "TLS handshake conformance" : "Certificate path validation conformance";
  byId("heading").textContent = subject;
  document.title = `${subject} – Assay`;
  const asked = isHandshake ? plural(data.columns.length, "pairing") : plural(data.columns.length, "stack");
  const behaviours = new Set((data.rows.behaviour || []).filter((_, row) => areaNames[row] !== "profile"));  // a profile is a twin, no rule
  byId("subtitle").textContent = `${plural(count, "case")} of ${plural(behaviours.size, "behaviour")} in ` +
    `${plural(areas.length, "area")} · ${asked} · ${timeText(data.started)} · ${data.seconds.toFixed(1)} s · assay ${data.tool}`;
  const verdict = byId("verdict");
  const [status, ...rest] = data.exit.split(": ");
  verdict.classList.add(data.failed ? "fail" : "calm");
  fill(verdict, el("strong", {}, data.failed ? "The run fails" : "Nothing undocumented"), el("span", {}, `${rest.join(": ")} (${status})`));
  const failing = ["new", "broken"].filter((name) => data.columns.some((column) => column.counts[name]));
  if (failing.length) verdict.append(el("button.quiet", {type: "button", onclick: () => choose({findings: new Set(failing)})}, "Show"));
}

// Tally counts cases and behaviours of one number of the headline.
class Tally {
  cases = 0;
  news = 0;
  excused = 0;  // where an entry says that the suite, or nobody, is wrong
  #behaviours = new Set();
  add(row, [finding, , , , , , , , deviation]) {
    ++this.cases;
    this.news += finding === "known" ? 0 : 1;
    this.excused += deviation >= 0 && data.deviations[deviation].wrong !== "stack" ? 1 : 0;
    this.#behaviours.add(data.rows.behaviour[row]);
  }
  get behaviours() { return this.#behaviours.size; }
}

// headlines() is, for each target, Tallies by "crash", "false-accept <effect>", "false-reject".
function headlines() {
  const found = data.targets.map(() => new Map());
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < data.columns.length; ++column) {
      const kind = kindOf(row, column);
      if (!kind) continue;
      const key = kind === "false-accept" ? `${kind} ${field("effect", row)}` : kind;
      const tallies = found[judgeOf(row, column)];
      if (!tallies.has(key)) tallies.set(key, new Tally());
      tallies.get(key).add(row, rawAnswer(row, column));
    }
  }
  return found;
}

function tallyCell(target, key, tally) {
  if (!tally) return el("td.number.zero", {}, "0");
  const [kind, effect] = key.split(" ");
  const where = isHandshake ? {judge: target} : {column: data.columns.findIndex((column) => column.target === target)};
  const label = `${data.targets[target].id}: ${tally.behaviours} behaviours, ${tally.cases} cases: ${kind}${effect ? `, ${effect}` : ""}`;
  return el("td.number", {}, el(`button.tally.${kind}`, {type: "button", title: label, onclick: () => choose({...where, kind, effect: effect || ""})},
    el("b", {}, numeral(tally.behaviours)), el("span.small.muted", {}, isHandshake ? plural(tally.cases, "answer") : plural(tally.cases, "case")),
    tally.excused ? el("span.small.muted", {title: "The stack's entry says that the suite, or nobody, is wrong"}, `${numeral(tally.excused)} not its fault`) : null,
    tally.news ? el("span.small.undocumented", {}, `${numeral(tally.news)} undocumented`) : null));
}

function libraryText(target) {
  const facts = [["Version", target.version], ["Package", target.revision], ["Compiled", target.compiled !== target.version ? target.compiled : ""],
                 ["Library", target.library], ["SHA-256", target.sha256], ["Build", target.build]].filter(([, value]) => value);
  return el("details", {}, el("summary", {}, targetText(target)),
    el("dl.facts.small", {}, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])));
}

function showHeadline() {
  const found = headlines();
  const used = effects.filter(([name]) => found.some((tallies) => tallies.has(`false-accept ${name}`)));
  const shown = used.length ? used : effects.slice(0, 1);
  const keys = ["crash", ...shown.map(([name]) => `false-accept ${name}`), "false-reject"];
  const head = (label, title, extra) => el("th.number", {scope: "col", title, ...extra}, label);
  const titles = Object.fromEntries(kinds.map(([name, , , meaning]) => [name, meaning]));
  fill(byId("headline"), el("table.headline", {},
    el("thead", {}, el("tr", {}, el("th", {scope: "col", rowspan: 2}, "Stack"), head("Crashes", titles.crash, {rowspan: 2}),
        el("th.group", {scope: "colgroup", colspan: shown.length, title: titles["false-accept"]}, "False accepts: what must be refused and is not"),
        head("False rejects", titles["false-reject"], {rowspan: 2})),
      el("tr", {}, shown.map(([, label, meaning]) => el("th.number", {scope: "col", title: meaning}, label)))),
    el("tbody", {}, data.targets.map((target, index) => el("tr", {},
      el("th", {scope: "row"}, el("span.name", {}, target.id), libraryText(target)),
      keys.map((key) => tallyCell(index, key, found[index].get(key))))))));
  byId("headline").after(el("p.small.muted.meanings", {}, shown.map(([, label, meaning], index) =>
    [index ? " · " : "", el("b", {}, label), `: ${meaning}`])));
}

function usedFindings() {
  return findings.filter(([name]) => ["agree", "new", "broken"].includes(name) || data.columns.some((column) => column.counts[name]));
}

function countCell(column, index, name) {
  const value = column.counts[name];
  if (!value) return el("td.number.zero", {}, "0");
  return el("td.number", {}, el("button.link", {type: "button", title: `${columnText(column)}: ${value} ${name}`,
    onclick: () => choose({column: index, findings: new Set([name]), each: "case"})}, numeral(value)));
}

function showCounts() {
  const used = usedFindings();
  if (!isHandshake) {
    fill(byId("counts"), el("table", {},
      el("thead", {}, el("tr", {}, el("th", {scope: "col"}, "Stack"), el("th.wide", {scope: "col"}, el("span.only-read", {}, "Share")),
        used.map(([name]) => el("th.number", {scope: "col"}, badge(name), " ", name)))),
      el("tbody", {}, data.columns.map((column, index) => el("tr", {}, el("th.name", {scope: "row"}, column.id),
        el("td.wide", {}, bar(column.counts)), used.map(([name]) => countCell(column, index, name)))))));
  }
  fill(byId("legend"), findings.map(([name, , meaning]) => [el("dt", {}, badge(name), el("b", {}, name)), el("dd", {}, meaning)]));
  const untwinned = data.columns.reduce((sum, column) => sum + column.untwinned, 0);
  if (untwinned) byId("legend").after(el("p.muted.small", {}, `${plural(untwinned, "reject")} of cases from other suites: they have no twin, the decision alone counts.`));
}

const worst = (counts) => findingRanks.find((name) => counts[name]) || "unsupported";

// grid() is a table of clients by servers at one TLS version.
function grid(version, cellOf, className) {
  const columns = data.columns.map((column, index) => ({...column, index})).filter((column) => column.tls === version);
  const clients = [...new Set(columns.map((column) => column.client))];
  const servers = [...new Set(columns.map((column) => column.server))];
  const at = (client, server) => columns.find((column) => column.client === client && column.server === server);
  return el(`table.${className}`, {},
    el("caption", {}, `TLS ${version} `),
    el("thead", {}, el("tr", {}, el("td.axis", {}, "client ↓  server →"), servers.map((server) => el("th", {scope: "col"}, server)))),
    el("tbody", {}, clients.map((client) => el("tr", {}, el("th", {scope: "row"}, client),
      servers.map((server) => el("td", {}, at(client, server) ? cellOf(at(client, server)) : ""))))));
}

const versions = [...new Set(data.columns.map((column) => column.tls).filter(Boolean))];

function pairButton(column) {
  const asked = count - column.counts.unsupported;
  const finding = worst(column.counts);
  return el("button.pair", {
    type: "button", "aria-pressed": "false", "data-column": column.index,
    title: `${column.id}: ${findings.filter(([name]) => column.counts[name]).map(([name]) => `${column.counts[name]} ${name}`).join(", ")}`,
    onclick: () => choose({column: state.column === column.index ? null : column.index}),
  }, el("span.pair-line", {}, badge(finding), el("b", {}, `${column.counts.agree}/${asked}`),
        el("span.small.muted", {}, finding === "agree" ? "agree" : `${column.counts[finding]} ${finding}`)),
     bar(column.counts));
}

function showPairs() {
  if (!isHandshake) return;
  byId("pairs").hidden = false;
  fill(byId("pair-grids"), versions.map((version) => el(".pair-grid.scroll-x", {}, grid(version, pairButton, "pairs"))));
}

function showStale() {
  if (!data.stale.length) return;
  byId("stale").hidden = false;
  fill(byId("stale-list"), el("table", {}, el("thead", {}, el("tr", {}, ["Entry", "Stack", "Cases"].map((name) => el("th", {scope: "col"}, name)))),
    el("tbody", {}, data.stale.map((entry) => el("tr", {},
      el("td.mono", {}, entry.place), el("td", {}, entry.target), el("td.mono", {}, entry.selector))))));
}

function showRun() {
  const facts = [["Tool", `assay ${data.tool}`], ["Started", timeText(data.started)], ["Duration", `${data.seconds.toFixed(3)} s`],
                 ["Result", data.exit], ...data.inputs];
  fill(byId("run"), facts.map(([name, value]) => [el("dt", {}, name), el("dd.mono", {}, value)]));
  byId("footer").textContent =
    `Made by assay ${data.tool}. One file, no network requests. The results document (--json) holds the same run for programs.`;
}
