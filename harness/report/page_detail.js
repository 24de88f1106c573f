// One case: its question, its one edit, what every stack said and why, its chain.
const facts = (pairs) => el("dl.facts", {}, pairs.filter(([, value]) => value != null && value !== "")
  .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));

const day = 86400000;
function validity(certificate, at) {
  if (!certificate.from || !certificate.to) return null;
  const [from, to, now] = [certificate.from, certificate.to, at].map((time) => Date.parse(time));
  const days = (span) => span < day ? "less than a day" : plural(Math.floor(span / day), "day");
  const status = now < from ? `begins ${days(from - now)} after the time of the question`
               : now > to ? `ended ${days(now - to)} before the time of the question` : "";
  return el("span", {}, `${timeText(certificate.from)} to ${timeText(certificate.to)}`, status ? el(".fault", {}, status) : null);
}

// The certificates are inflated when the first case is looked at.
let certificates = null;
async function readCertificates() {
  const packed = await (await unpack("certificates")).json();
  const words = (index) => packed.texts[index];
  let offset = 0;
  const all = packed.certificates.map(([subject, issuer, serial, signature, from, to, key, fault, size, ...extensions]) => {
    offset += size;
    return {subject: words(subject), issuer: words(issuer), serial, signature: words(signature), from: words(from), to: words(to), key: words(key),
            fault: words(fault), size, offset: offset - size,
            extensions: extensions.map((at) => packed.extensions[at]).map(([name, critical, value]) => [words(name), critical, words(value)])};
  });
  return {all, chainOf: (row) => {
    const chain = packed.chains[row];
    return Array.from({length: chain.length / 2}, (_, at) => [words(chain[2 * at]), all[chain[2 * at + 1]]]);
  }};
}

let octets = null;
async function pemOf(certificate) {
  octets ??= unpack("der").then((response) => response.arrayBuffer());
  const der = new Uint8Array(await octets, certificate.offset, certificate.size);
  let binary = "";
  for (let at = 0; at < der.length; at += 8192) binary += String.fromCharCode(...der.subarray(at, at + 8192));
  return ["-----BEGIN CERTIFICATE-----", ...(btoa(binary).match(/.{1,64}/g) || []), "-----END CERTIFICATE-----", ""].join("\n");
}

function pem(certificate) {
  if (!byId("packed-der").textContent) return null;
  const block = el("pre", {tabindex: 0});
  return el("details", {ontoggle: async () => { block.textContent ||= await pemOf(certificate); }},
    el("summary", {}, `PEM (${numeral(certificate.size)} octets)`), block);
}

function extensionLines(certificate) {
  const rest = certificate.extensions.filter(([name]) => name !== "subjectAltName");
  return rest.map(([name, critical, value], index) => el("span", {}, index ? el("br") : null, name,
    critical ? el("span.critical", {}, "critical") : null, value ? `: ${value}` : null));
}

const roleNames = {leaf: "leaf", intermediate: "intermediate", anchor: "trust anchor", unused: "sent, not on this path",
                   "unused-anchor": "trust anchor, not on this path"};
function certificateCard(role, certificate, at) {
  const san = certificate.extensions.find(([name]) => name === "subjectAltName");
  return el(`.cert${role.startsWith("unused") ? ".unused" : ""}`, {},
    el(".cert-head", {}, el("b", {}, certificate.subject || "(empty subject)"), el("span.role", {}, roleNames[role])),
    facts([
      ["Issuer", certificate.issuer || (certificate.from ? "(empty)" : null)],
      ["Validity", validity(certificate, at)],
      ["Names", san ? el("span", {}, san[2], san[1] ? el("span.critical", {}, "critical") : null) : null],
      ["Key", [certificate.key, certificate.signature && `signed with ${certificate.signature}`].filter(Boolean).join(" · ")],
      ["Serial", certificate.serial && el("code", {}, certificate.serial)],
      ["Extensions", certificate.extensions.length > (san ? 1 : 0) ? el("span", {}, extensionLines(certificate)) : null],
      ["Fault", certificate.fault && el("span.fault", {}, certificate.fault)],
    ]), pem(certificate));
}

const kDrawn = 40;  // certificates; some questions hold a thousand
function chainDrawing(row, links) {
  const at = data.questions[data.rows.question[row]].time;
  const path = links.filter(([role]) => !role.startsWith("unused"));
  const rest = links.filter(([role]) => role.startsWith("unused"));
  const parts = [];
  for (const [index, [role, certificate]] of path.slice(0, kDrawn).entries()) {
    if (index) parts.push(el(".joint", {}, "issued by"));
    parts.push(certificateCard(role, certificate, at));
  }
  if (path.length && path.at(-1)[0] !== "anchor") parts.push(el(".joint.gap", {}, "no certificate here has this issuer's name"));
  const left = Math.max(path.length - kDrawn, 0) + Math.max(rest.length - kDrawn, 0);
  return [parts, rest.slice(0, kDrawn).map(([role, certificate]) => certificateCard(role, certificate, at)),
          left ? el("p.muted", {}, `and ${plural(left, "certificate")} more`) : null];
}

async function showChain(row) {
  certificates ??= readCertificates();
  const {chainOf} = await certificates;
  if (state.open === row) fill(byId("chain"), chainDrawing(row, chainOf(row)));
}

function twinLink(row) {
  const twin = data.rows.twin[row];
  if (twin === -1) return null;
  if (typeof twin === "string") return el("span.mono", {}, `${twin} (not in this run)`);
  return el("button.link.mono", {type: "button", onclick: () => openCase(twin)}, idOf(twin));
}

function questionFacts(row) {
  const question = data.questions[data.rows.question[row]];
  const oracle = list("oracle", row);
  const differs = list("differs", row);
  const join = (words) => words && words.join(", ");
  const tags = list("tags", row);
  return facts([
    ["Expected", `${expectationText(row)} under ${field("ruleset", row)}`],
    ["Because", list("clauses", row).length ? el("span", {}, list("clauses", row).map(clauseLine)) : null],
    ["Twin", twinLink(row)],
    ["One edit", differs.length ? el("span", {}, differs.map((line) => el("div", {}, line))) : null],
    ["Oracle", oracle.length ? el("span", {}, oracle[0], oracle[1] === "ok" ? null : el("span", {}, " · ", el("code", {}, oracle[1])),
      oracle[2] ? ` “${oracle[2]}”` : null, data.rows.disputed[row] ? el(".fault", {}, "contradicts the expectation: one of them is wrong") : null) : null],
    ["Origin", data.rows.foreign[row] ? "a suite of others; its decision alone counts" : null],
    ["Asked for", `${question.purpose === "server-auth" ? "a server" : "a client"}${question.names.length ? ` named ${question.names.join(" or ")}` : ", no name"}, at ${timeText(question.time)}`],
    ["Revocation", question.revocation && `${question.revocation}; ${plural(question.crls, "CRL")}, ${plural(question.ocsp, "OCSP response")}`],
    ["Depth", question.depth != null ? `at most ${plural(question.depth, "intermediate")}` : null],
    ["Key usages", join(question.key_usages)], ["Ext. key usages", join(question.extended_key_usages)],
    ["Algorithms", join(question.signature_algorithms)],
    ["Policies", question.policy && JSON.stringify(question.policy)],
    ["Tags", tags.length ? tags.map((tag) => el("span.tag", {}, tag)) : null],
  ]);
}

const alertText = ([direction, level, code]) => `${direction} ${level} ${data.alerts[code]} (${code})`;

function sideBox(title, side) {
  return el(".side", {}, el(".small.muted", {}, title, side.negotiated ? ` · ${side.negotiated}` : ""),
    el("div", {}, decisionText(side), side.native && side.decision !== "accept" ? el("code", {}, ` ${side.native}`) : null),
    side.words ? el(".muted", {}, side.words) : null,
    side.alerts.map((alert) => el("div", {}, alertText(alert))));
}

function sides(handshake, column) {
  const {client, server, wire} = handshake;
  const seen = wire.map(([direction, level, code]) =>
    `${direction === "sent" ? "client → server" : "server → client"}: ${level} ${data.alerts[code]} (${code})`);
  return el(".sides", {}, sideBox(`client ${column.client}`, client), sideBox(`server ${column.server}`, server),
    el(".wire.muted", {}, seen.length ? `On the wire: ${seen.join("; ")}` : "No alert on the wire in plaintext."));
}

function causeBox(entry) {
  return el(".cause.small", {}, el("div", {}, entry.why), el("div", {}, el("b", {}, "Wrong: "), wrongText[entry.wrong] || entry.wrong),
    clauseLine(entry.clause), el("div.evidence", {}, el("b", {}, "Evidence: "), entry.evidence), el("div.mono.muted", {}, entry.place));
}

function answerBox(row, index) {
  const column = data.columns[index];
  const answer = answerOf(row, index);
  const twin = data.rows.twin[row];
  const twinAnswer = twin >= 0 ? answerOf(twin, index) : null;
  const remark = [answer.untwinned ? "untwinned" : "", twinAnswer ? `twin: ${decisionText(twinAnswer)}` : "",
                  answer.micros ? `${numeral(answer.micros)} µs` : ""].filter(Boolean).join(" · ");
  const meaning = kinds.find(([name]) => name === answer.kind);
  const handshake = isHandshake ? handshakeOf(row, index) : null;
  return el(".answer", {}, badge(answer.finding), el("div", {},
    el(".cert-head", {}, el("span", {}, el("span.who", {}, columnText(column)), " ", el("span.muted.small", {}, isHandshake ? answer.finding : `${data.targets[column.target].version} · ${answer.finding}`)),
       el("span.small.muted", {}, remark)),
    el(".says", {}, answer.decision === "unsupported" ? "not asked" : decisionText(answer),
       meaning && answer.kind !== "crash" ? el(`b.${answer.kind}`, {}, ` ${meaning[1]}`) : null,
       answer.native && answer.native !== "ok" ? el("span", {}, " · native ", el("code", {}, answer.native)) : null),
    answer.words ? el(".says.muted", {}, `“${answer.words}”`) : null,
    answer.grounds ? el(".says.small", {}, answer.grounds) : null,
    answer.deviation ? causeBox(answer.deviation) : answer.note ? el(".says.small", {}, answer.note) : null,
    handshake ? el("details", {open: ["new", "broken"].includes(answer.finding)}, el("summary", {}, "both sides"), sides(handshake, column)) : null));
}

function answers(row) {
  const order = data.columns.map((_, index) => index);
  if (isHandshake) order.sort((a, b) => rankOf(row, a) - rankOf(row, b) || a - b);
  const letter = (column) => el("button.link", {type: "button", onclick: () => {
    const box = byId("detail").querySelector(`[data-answer="${column.index}"]`);
    for (const details of box.getElementsByTagName("details")) details.open = true;
    box.scrollIntoView({block: "center"});
  }}, badge(rawAnswer(row, column.index)[0]));
  return [el("h3", {}, isHandshake ? "Handshakes" : "Answers"),
    isHandshake ? el(".pair-grids", {}, versions.map((version) => grid(version, letter, "mini"))) : null,
    order.map((index) => { const box = answerBox(row, index); box.dataset.answer = index; return box; })];
}

// Where a row of the list stands for a behaviour, its other cases are a step away.
function siblings(row) {
  const more = state.more.get(row) || 1;
  if (more < 2) return null;
  return el("p.small.story", {}, el("button.link", {type: "button", onclick: () => { closeCase(); change({each: "case", text: field("behaviour", row), column: null}); }},
    `All cases of ${field("behaviour", row)}`));
}

function drawDetail(row) {
  const rest = field("title", row).slice(titleOf(row).length).trim();
  const panel = byId("detail");
  const at = state.rows.indexOf(row);
  const step = (by) => {
    const next = at < 0 ? undefined : state.rows[at + by];
    return el("button", {type: "button", disabled: next === undefined, "aria-label": by < 0 ? "Previous case" : "Next case",
                         onclick: () => openCase(next)}, by < 0 ? "↑" : "↓");
  };
  fill(panel, el(".detail-bar", {}, el("span.mono.wrap", {}, idOf(row)), step(-1), step(1),
                 el("button", {type: "button", "aria-label": "Close", onclick: closeCase}, "✕")),
       el("h2", {}, titleOf(row) || idOf(row)), siblings(row), rest ? el("p.story", {}, rest) : null, questionFacts(row), answers(row),
       el("h3", {}, "Chain"),
       el("p.small.muted", {}, "Joined by issuer and subject names alone; no signature was looked at for this drawing."),
       el(".chain", {id: "chain"}, el("p.muted", {}, "Reading the certificates…")));
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus({preventScroll: true});
  showChain(row);
}

function openCase(row) {
  state.open = row;
  if (state.rows.includes(row)) focusable = row;
  keepHash();
  drawDetail(row);
  if (state.view === "cases") drawRows(true);
}

function closeCase() {
  state.open = null;
  byId("detail").hidden = true;
  keepHash();
  if (state.view !== "cases") return;
  drawRows(true);
  linkOf(focusable)?.focus({preventScroll: true});
}
