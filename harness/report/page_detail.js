// One case: its question, its chain, and what every stack said.
const facts = (pairs) => el("dl.facts", {}, pairs.filter(([, value]) => value != null && value !== "")
  .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]).flat());

const day = 86400000;
function validity(certificate, at) {
  if (!certificate.from || !certificate.to) return null;
  const [from, to, now] = [certificate.from, certificate.to, at].map((text) => Date.parse(text));
  const days = (span) => span < day ? "less than a day" : plural(Math.floor(span / day), "day");
  const status = now < from ? `begins ${days(from - now)} after the time of the question`
               : now > to ? `ended ${days(now - to)} before the time of the question` : "";
  return el("span", {}, `${timeText(certificate.from)} to ${timeText(certificate.to)}`,
            status ? el(".fault", {}, status) : null);
}

function pem(certificate) {
  if (!certificate.der) return null;
  const lines = certificate.der.match(/.{1,64}/g) || [];
  return el("details", {}, el("summary", {}, `PEM (${certificate.size} octets)`),
    el("pre", {}, ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n")));
}

function extensions(certificate) {
  const rest = certificate.extensions.filter(([name]) => name !== "subjectAltName");
  return rest.map(([name, critical, value], index) => el("span", {}, index ? el("br") : null, name,
    critical ? el("span.critical", {}, "critical") : null, value ? `: ${value}` : null));
}

function certificateCard(role, certificate, at) {
  const san = certificate.extensions.find(([name]) => name === "subjectAltName");
  const unused = role.startsWith("unused");
  const label = {leaf: "leaf", intermediate: "intermediate", anchor: "trust anchor", unused: "sent, not on this path", "unused-anchor": "trust anchor, not on this path"}[role];
  return el(`.cert${unused ? ".unused" : ""}`, {},
    el(".cert-head", {}, el("b", {}, certificate.subject || "(empty subject)"), el("span.role", {}, label)),
    facts([
      ["Issuer", certificate.issuer || (certificate.from ? "(empty)" : null)],
      ["Validity", validity(certificate, at)],
      ["Names", san ? el("span", {}, san[2], san[1] ? el("span.critical", {}, "critical") : null) : null],
      ["Key", [certificate.key, certificate.signature && `signed with ${certificate.signature}`].filter(Boolean).join(" · ")],
      ["Serial", certificate.serial && el("code", {}, certificate.serial)],
      ["Extensions", certificate.extensions.length > (san ? 1 : 0) ? el("span", {}, extensions(certificate)) : null],
      ["Fault", certificate.fault && el("span.fault", {}, certificate.fault)],
    ]), pem(certificate));
}

function chainDrawing(row) {
  const links = row.question.chain.map(([role, index]) => [role, data.certificates[index]]);
  const path = links.filter(([role]) => !role.startsWith("unused"));
  const rest = links.filter(([role]) => role.startsWith("unused"));
  const parts = [];
  for (const [index, [role, certificate]] of path.entries()) {
    if (index) parts.push(el(".joint", {}, "issued by"));
    parts.push(certificateCard(role, certificate, row.question.time));
  }
  if (path.length && path.at(-1)[0] !== "anchor") parts.push(el(".joint.gap", {}, "no certificate here has this issuer's name"));
  return [el("h3", {}, "Chain"),
    el("p.small.muted", {style: "margin-bottom:8px"}, "Joined by issuer and subject names alone; no signature was looked at for this drawing."),
    el(".chain", {}, parts, rest.map(([role, certificate]) => certificateCard(role, certificate, row.question.time)))];
}

function questionFacts(row) {
  const question = row.question;
  const list = (texts) => texts && texts.join(", ");
  const isServer = question.purpose === "server-auth";
  const twin = row.twin && rowById.has(row.twin)
    ? el("a", {href: `#${encodeURIComponent(row.twin)}`}, row.twin) : row.twin;
  return facts([
    ["Expected", `${expectationText(row)} under ${row.ruleset}`],
    ["Oracle", row.oracle && el("span", {}, row.oracle[0], row.oracle[1] === "ok" ? null : el("span", {}, " · ", el("code", {}, row.oracle[1])),
      row.oracle[2] ? ` “${row.oracle[2]}”` : null, row.oracle[3] ? el(".fault", {}, "contradicts the expectation: one of them is wrong") : null)],
    ["Clauses", row.clauses.length ? el("span.mono", {}, row.clauses.join(", ")) : null],
    ["Twin", twin && el("span.mono", {}, twin)],
    ["Origin", row.foreign ? "a suite of others; its decision alone counts" : null],
    ["Asked for", `${isServer ? "a server" : "a client"}${question.names.length ? ` named ${question.names.join(" or ")}` : ", no name"}`],
    ["At", timeText(question.time)],
    ["Revocation", question.revocation && `${question.revocation}; ${plural(question.crls, "CRL")}, ${plural(question.ocsp, "OCSP response")}`],
    ["Depth", question.depth != null ? `at most ${plural(question.depth, "intermediate")}` : null],
    ["Key usages", list(question.key_usages)], ["Ext. key usages", list(question.extended_key_usages)],
    ["Algorithms", list(question.signature_algorithms)],
    ["Policies", question.policy && JSON.stringify(question.policy)],
    ["Tags", row.tags && row.tags.map((tag) => el("span.tag", {}, tag))],
  ]);
}

const alertText = ([direction, level, code]) => `${direction} ${level} ${data.alerts[code]} (${code})`;

function sideBox(title, side) {
  return el(".side", {}, el(".small.muted", {}, title, side.negotiated ? ` · ${side.negotiated}` : ""),
    el("div", {}, decisionText(side), side.native && side.decision !== "accept" ? el("code", {}, ` ${side.native}`) : null),
    side.words ? el(".muted", {}, side.words) : null,
    side.alerts.map((alert) => el("div", {}, alertText(alert))));
}

function sides(answer, column) {
  const {client, server, wire} = answer.handshake;
  const seen = wire.map(([direction, level, code]) =>
    `${direction === "sent" ? "client → server" : "server → client"}: ${level} ${data.alerts[code]} (${code})`);
  return el(".sides", {}, sideBox(`client ${column.client}`, client), sideBox(`server ${column.server}`, server),
    el(".wire.muted", {}, seen.length ? `On the wire: ${seen.join("; ")}` : "No alert on the wire in plaintext."));
}

function answerBox(row, index) {
  const column = data.columns[index];
  const answer = answerOf(row.cells[index]);
  const twin = row.twin && rowById.has(row.twin) ? answerOf(data.rows[rowById.get(row.twin)].cells[index]) : null;
  const target = data.targets[column.target];
  const remark = [answer.untwinned ? "untwinned" : "", twin ? `twin: ${decisionText(twin)}` : "",
                  answer.micros ? `${answer.micros.toLocaleString("en")} µs` : ""].filter(Boolean).join(" · ");
  return el(".answer", {}, badge(answer.finding), el("div", {},
    el(".cert-head", {}, el("span", {}, el("span.who", {}, columnText(column)), " ", el("span.muted", {}, isHandshake ? "" : target.version)), el("span.small.muted", {}, remark)),
    el(".says", {}, answer.decision === "unsupported" ? "not asked" : decisionText(answer),
       answer.native && answer.native !== "ok" ? el("span", {}, " · native ", el("code", {}, answer.native)) : null),
    answer.words ? el(".says.muted", {}, `“${answer.words}”`) : null,
    answer.grounds ? el(".says.small", {}, answer.grounds) : null,
    answer.note ? el(".says.small", {}, answer.note) : null,
    answer.handshake ? el("details", {open: ["new", "broken"].includes(answer.finding)},
      el("summary", {}, "both sides"), sides(answer, column)) : null));
}

function answers(row) {
  const order = data.columns.map((_, index) => index);
  const rank = (index) => ["broken", "new"].indexOf(row.cells[index][0]) + 1 || 3;
  if (isHandshake) order.sort((a, b) => rank(a) - rank(b) || a - b);
  const letter = (column) => el("a", {href: `#answer-${column.index}`, onclick: (event) => {
    event.preventDefault();
    const box = byId("detail").querySelector(`[data-answer="${column.index}"]`);
    for (const details of box.getElementsByTagName("details")) details.open = true;
    box.scrollIntoView({block: "center"});
  }, style: "text-decoration:none"}, badge(row.cells[column.index][0]));
  return [el("h3", {}, isHandshake ? "Handshakes" : "Answers"),
    isHandshake ? el(".pair-grids", {}, versions.map((version) => grid(version, letter, "mini"))) : null,
    order.map((index) => { const box = answerBox(row, index); box.dataset.answer = index; return box; })];
}

function openCase(index) {
  state.open = index;
  const row = data.rows[index];
  const rest = row.title.slice(firstLine(row).length).trim();
  const panel = byId("detail");
  const step = (by) => {
    const next = state.rows[state.rows.indexOf(index) + by];
    return el("button", {type: "button", disabled: next === undefined, "aria-label": by < 0 ? "Previous case" : "Next case",
                         onclick: () => openCase(next)}, by < 0 ? "↑" : "↓");
  };
  fill(panel, el(".detail-bar", {}, el("span.mono.clip", {title: row.id}, row.id), step(-1), step(1),
                 el("button", {type: "button", "aria-label": "Close", onclick: closeCase}, "✕")),
       el("h2", {}, firstLine(row) || row.id), rest ? el("p.story", {}, rest) : null, questionFacts(row), answers(row), chainDrawing(row));
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus({preventScroll: true});
  history.replaceState(null, "", `#${encodeURIComponent(row.id)}`);
  drawRows(true);
}

function closeCase() {
  const index = state.open;
  state.open = null;
  byId("detail").hidden = true;
  history.replaceState(null, "", location.pathname + location.search);
  drawRows(true);
  const row = byId("matrix").querySelector(`[data-index="${index}"]`);
  if (row) row.focus({preventScroll: true});
}

function openFromHash() {
  const index = rowById.get(decodeURIComponent(location.hash.slice(1)));
  if (index !== undefined) openCase(index);
}

showHead();
showTargets();
showPairs();
showStale();
showAbout();
wireFilters();
applyFilters();
openFromHash();
addEventListener("hashchange", openFromHash);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.open !== null) closeCase();
});
