// The head of the page, the stacks, the pairs of a handshake run, the legend.
function showHead() {
  const subject = isHandshake ? "TLS handshake conformance" : "Certificate path validation conformance";
  byId("heading").textContent = subject;
  document.title = `${subject} – Assay`;
  const asked = isHandshake ? plural(data.columns.length, "pairing") : plural(data.columns.length, "stack");
  byId("subtitle").textContent =
    `${plural(data.rows.length, "case")} · ${asked} · ${timeText(data.started)} · ` +
    `${data.seconds.toFixed(1)} s · assay ${data.tool}`;
  const verdict = byId("verdict");
  verdict.classList.add(data.failed ? "fail" : "pass");
  const [status, ...rest] = data.exit.split(": ");
  fill(verdict, el("strong", {}, data.failed ? "Not as expected" : "As expected"),
       el("span", {}, `${rest.join(": ")} (${status})`));
  const failing = ["new", "broken"].filter((name) => data.columns.some((column) => column.counts[name]));
  if (!failing.length) return;
  verdict.append(el("button.quiet", {type: "button", onclick: () => {
    state.findings = new Set(failing);
    applyFilters();
    byId("cases").scrollIntoView();
  }}, "Show"));
}

function usedFindings() {
  return findings.filter(([name]) => ["agree", "new", "broken"].includes(name) ||
                                     data.columns.some((column) => column.counts[name]));
}

function countCells(counts, used) {
  return used.map(([name]) => el(`td.number${counts[name] ? "" : ".zero"}`, {}, String(counts[name])));
}

function showTargets() {
  const used = usedFindings();
  const heads = ["Stack", "Release and library loaded"].map((text) => el("th", {scope: "col"}, text));
  if (!isHandshake) {
    heads.push(el("th", {scope: "col"}, "Findings"), ...used.map(([name]) =>
      el("th.number", {scope: "col", title: name}, badge(name))));
  }
  const lines = isHandshake ? data.targets.map((target) => [target, null])
                            : data.columns.map((column) => [data.targets[column.target], column]);
  const rows = lines.map(([target, column]) => el("tr", {},
    el("td.name", {}, column ? column.id : target.id),
    el("td", {}, `${target.name} ${target.version}`,
       target.compiled && target.compiled !== target.version ? el(".small.muted", {}, `module compiled against ${target.compiled}`) : null,
       el(".library", {}, el("span.path", {}, target.library),
          target.build ? el("details", {}, el("summary", {}, "build"), el(".small.muted", {}, target.build)) : null)),
    column ? el("td.wide", {}, bar(column.counts)) : null,
    column ? countCells(column.counts, used) : []));
  fill(byId("targets"), el(".scroll-x", {}, el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))));
  const untwinned = data.columns.reduce((sum, column) => sum + column.untwinned, 0);
  if (untwinned) {
    byId("targets").append(el("p.muted.small", {style: "margin-top:8px"},
      `${plural(untwinned, "reject")} of cases from other suites: they have no twin, the decision alone counts.`));
  }
}

const worst = (counts) => ["broken", "new", "known", "vacuous", "agree-other-reason", "permitted", "agree", "unsupported"]
  .find((name) => counts[name]) || "unsupported";

// grid() is a table of clients by servers at one TLS version.
function grid(version, cellOf, className) {
  const columns = data.columns.map((column, index) => ({...column, index})).filter((column) => column.tls === version);
  const clients = [...new Set(columns.map((column) => column.client))];
  const servers = [...new Set(columns.map((column) => column.server))];
  const at = (client, server) => columns.find((column) => column.client === client && column.server === server);
  return el(`table.${className}`, {},
    el("caption", {}, `TLS ${version} `),
    el("thead", {}, el("tr", {}, el("th.axis", {}, "client ↓  server →"), servers.map((server) => el("th", {scope: "col"}, server)))),
    el("tbody", {}, clients.map((client) => el("tr", {}, el("th", {scope: "row"}, client),
      servers.map((server) => el("td", {}, at(client, server) ? cellOf(at(client, server)) : ""))))));
}

const versions = [...new Set(data.columns.map((column) => column.tls).filter(Boolean))];

function pairButton(column) {
  const asked = data.rows.length - column.counts.unsupported;
  const finding = worst(column.counts);
  return el("button.pair", {
    type: "button", "aria-pressed": String(state.column === column.index), "data-column": column.index,
    title: `${column.id}: ${findings.filter(([name]) => column.counts[name]).map(([name]) => `${column.counts[name]} ${name}`).join(", ")}`,
    onclick: () => { state.column = state.column === column.index ? null : column.index; applyFilters(); byId("cases").scrollIntoView(); },
  }, el("span.pair-line", {}, badge(finding), el("b", {}, `${column.counts.agree}/${asked}`),
        el("span.small.muted", {}, finding === "agree" ? "agree" : `${column.counts[finding]} ${finding}`)),
     bar(column.counts));
}

function showPairs() {
  if (!isHandshake) return;
  byId("pairs").hidden = false;
  byId("pairs-title").after(el("p.muted.small", {style: "margin:-8px 0 12px"},
    "Agreeing cases of those asked; the letter is the pair's worst finding. Choose a pair to see its cases alone."));
  fill(byId("pair-grids"), versions.map((version) => el(".pair-grid.scroll-x", {}, grid(version, pairButton, "pairs"))));
}

function showStale() {
  if (!data.stale.length) return;
  byId("stale").hidden = false;
  fill(byId("stale-list"), el("table", {}, el("tbody", {}, data.stale.map((entry) => el("tr", {},
    el("td.mono", {}, entry.place), el("td", {}, entry.target), el("td.mono", {}, entry.selector))))));
}

function showAbout() {
  fill(byId("legend"), findings.map(([name, , meaning]) => [
    el("dt", {}, badge(name), el("b", {}, name)), el("dd", {}, meaning)]).flat());
  const facts = [["Tool", `assay ${data.tool}`], ["Started", timeText(data.started)], ["Duration", `${data.seconds.toFixed(3)} s`],
                 ["Result", data.exit], ...data.inputs];
  fill(byId("run"), facts.map(([name, value]) => [el("dt", {}, name), el("dd.mono", {}, value)]).flat());
  byId("footer").textContent =
    `Made by assay ${data.tool}. One file, no network requests. The results document (--json) holds the same run for programs.`;
}
