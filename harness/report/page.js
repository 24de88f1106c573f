// What the other parts share: the data, the words, and how elements are made. Texts of the data
// only ever become text nodes.
const byId = (id) => document.getElementById(id);

// unpack() inflates one of the documents inside the page (html_data.h).
async function unpack(name) {
  const packed = byId(`packed-${name}`).textContent;
  const octets = Uint8Array.fromBase64 ? Uint8Array.fromBase64(packed) : Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream);
}

async function readRun() {
  try {
    return await (await unpack("run")).json();
  } catch (error) {
    byId("subtitle").textContent = `This browser cannot read the data of the report (${error.message}). ` +
      "It needs DecompressionStream: Chrome 80, Firefox 113, Safari 16.4 or later.";
    throw error;
  }
}

const data = await readRun();
const isHandshake = data.mode === "handshake";
const count = data.rows.id ? data.rows.id.length : 0;

// What follows the letter of a finding; kinds() below says what it means to a user of the stack.
const findings = [
  ["agree", "A", "As expected; of a reject also for the stated reason, and the stack accepted the twin"],
  ["agree-other-reason", "O", "Rejected as expected, but for another reason than the one stated"],
  ["vacuous", "V", "Rejected as expected, but the twin, the same chain without its one defect, was rejected too: proves nothing"],
  ["permitted", "P", "Differs where the standard leaves the choice"],
  ["known", "K", "Differs as a documented deviation of this release says: see its cause"],
  ["new", "N", "Differs, and nothing documents it. Fails the run"],
  ["unsupported", "U", "Not asked: a capability that the stack does not declare"],
  ["broken", "B", "Crash, timeout or protocol fault that nothing documents. Fails the run"],
];
const letters = Object.fromEntries(findings.map(([name, letter]) => [name, letter]));

const kinds = [
  ["crash", "crash", "crashes", "The process died or gave no answer in time"],
  ["false-accept", "false accept", "false accepts", "Accepts a chain that must be refused"],
  ["false-reject", "false reject", "false rejects", "Refuses a chain that must be accepted"],
];
const effects = [
  ["auth-bypass", "Authentication bypass", "trusts a peer that is not whom it claims to be"],
  ["revocation-bypass", "Revocation bypass", "trusts what was revoked, or whose status is not known"],
  ["dos", "Denial of service", "works without a bound"],
  ["form", "Form", "takes a form that the standard forbids"],
  ["interop", "Interoperability", "takes what others refuse, without harm to trust"],
];

// el("td.number", {title: "x"}, "text", child) makes an element; strings become text nodes.
function el(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== ""));
  return made;
}

const fill = (parent, ...children) => parent.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== ""));
const numeral = (value) => value.toLocaleString("en");
const plural = (value, noun) => `${numeral(value)} ${noun}${value === 1 ? "" : "s"}`;
const timeText = (time) => time.replace("T", " ").replace("Z", " UTC");
const columnText = (column) => column.client ? `${column.client} → ${column.server} ${column.tls}` : column.id;
const targetText = (target) => `${target.name} ${target.revision || target.version}`;

// A finding is a letter on its colour; its name goes with it wherever it is not in a list's head.
const badge = (finding) => el(`span.f.${finding}`, {title: finding, "aria-label": finding, role: "img"}, letters[finding]);

function bar(counts) {
  const total = Object.values(counts).reduce((sum, value) => sum + value, 0) || 1;
  return el("span.bar", {"aria-hidden": "true"}, findings.filter(([name]) => counts[name])
    .map(([name]) => el(`i.${name}`, {style: `width:${100 * counts[name] / total}%`, title: `${counts[name]} ${name}`})));
}

// The packed rows, see html_data.cc.
const text = (index) => data.texts[index];
const field = (name, row) => text(data.rows[name][row]);
const list = (name, row) => data.lists[data.rows[name][row]] || [];
const idOf = (row) => data.rows.id[row];
const titleOf = (row) => field("title", row).split("\n")[0];
const rowById = new Map((data.rows.id || []).map((id, row) => [id, row]));

const verdictOf = (packed) => ({decision: packed[0], reason: packed[1], native: text(packed[2]), words: text(packed[3])});
const rawAnswer = (row, column) => data.answers[data.cells[column][row]];
function answerOf(row, column) {
  const packed = rawAnswer(row, column);
  return {finding: packed[0], ...verdictOf(packed.slice(1)), note: text(packed[5]), grounds: text(packed[6]),
          untwinned: packed[7] === 1, deviation: data.deviations[packed[8]], micros: data.micros[column][row],
          kind: kindOf(row, column)};
}
function handshakeOf(row, column) {
  const [client, server, wire] = data.shakes[column].slice(3 * row, 3 * row + 3);
  if (client === -1) return null;
  const side = (packed) => ({...verdictOf(packed), negotiated: text(packed[4]), alerts: data.alert_lists[packed[5]]});
  return {client: side(data.sides[client]), server: side(data.sides[server]), wire: data.alert_lists[wire]};
}

const decisionText = (verdict) => verdict.reason === "none" ? verdict.decision : `${verdict.decision} (${verdict.reason})`;
function expectationText(row) {
  const [expect, reason] = [field("expect", row), field("reason", row)];
  return expect === "reject" && reason !== "none" ? `reject (${reason})` : expect;
}

// kindOf() is what an answer would mean to somebody who relies on the stack: see `kinds`.
function kindOf(row, column) {
  const [finding, decision] = rawAnswer(row, column);
  if (decision === "crash" || decision === "timeout") return "crash";
  if (finding !== "known" && finding !== "new") return "";
  const expect = field("expect", row);
  if (expect === "reject" && decision === "accept") return "false-accept";
  return expect === "accept" && decision === "reject" ? "false-reject" : "";
}

// The stack that judged: the client a server's chain, the server a client's.
const targetById = new Map(data.targets.map((target, index) => [target.id, index]));
function judgeOf(row, column) {
  const asked = data.columns[column];
  if (!asked.client) return asked.target;
  const isServer = data.questions[data.rows.question[row]].purpose === "server-auth";
  return targetById.get(isServer ? asked.client : asked.server);
}

// rankOf() orders answers by what they mean, the worst first.
const findingRanks = ["broken", "new", "known", "vacuous", "agree-other-reason", "permitted", "agree", "unsupported"];
const effectRanks = effects.map(([name]) => name);
function rankOf(row, column) {
  const packed = rawAnswer(row, column);
  const isNew = packed[0] === "new" || packed[0] === "broken" ? 0 : 1;
  const nobody = data.deviations[packed[8]] && data.deviations[packed[8]].wrong !== "stack" ? 1 : 0;
  switch (kindOf(row, column)) {
    case "crash": return isNew;
    case "false-accept": return 10 + 12 * nobody + 2 * effectRanks.indexOf(field("effect", row)) + isNew;
    case "false-reject": return 40 + 2 * nobody + isNew;
    default: return 50 + findingRanks.indexOf(packed[0]);
  }
}
