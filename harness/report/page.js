// What the other parts share: the data, the words, and how elements are made. Texts of the data
// only ever become text nodes.
const data = JSON.parse(document.getElementById("data").textContent);
const isHandshake = data.mode === "handshake";

const findings = [
  ["agree", "A", "As expected; a reject for the stated reason, and the same stack accepted the twin"],
  ["agree-other-reason", "O", "Rejected as expected, but for another reason than the one stated"],
  ["vacuous", "V", "Rejected as expected, but the twin was rejected too: proves nothing"],
  ["permitted", "P", "Differs where the standard leaves the choice"],
  ["known", "K", "Differs as a documented deviation of this release says"],
  ["new", "N", "Differs, and nothing documents it. Fails the run"],
  ["unsupported", "U", "Not asked: a capability that the stack does not declare"],
  ["broken", "B", "Crash, timeout or protocol fault. Fails the run"],
];
const letters = Object.fromEntries(findings.map(([name, letter]) => [name, letter]));

const byId = (id) => document.getElementById(id);

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

const fill = (parent, ...children) => parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const textOf = (index) => data.texts[index];
const timeText = (time) => time.replace("T", " ").replace("Z", " UTC");
const columnText = (column) => column.client ? `${column.client} → ${column.server} ${column.tls}` : column.id;

// badge() shows a finding as its letter on its colour.
function badge(finding) {
  return el(`span.f.${finding}`, {title: finding, "aria-label": finding, role: "img"}, letters[finding]);
}

function bar(counts) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0) || 1;
  return el("span.bar", {"aria-hidden": "true"}, findings.filter(([name]) => counts[name])
    .map(([name]) => el(`i.${name}`, {style: `width:${100 * counts[name] / total}%`, title: `${counts[name]} ${name}`})));
}

// A packed answer, see html_data.cc.
const verdictOf = (packed) => ({
  decision: packed[0], reason: packed[1], native: textOf(packed[2]), words: textOf(packed[3]), micros: packed[4],
});
const sideOf = (packed) => ({...verdictOf(packed), negotiated: textOf(packed[5]), alerts: packed[6]});
const answerOf = (cell) => ({
  finding: cell[0], ...verdictOf(cell[1]), note: textOf(cell[2]), untwinned: cell[3] === 1, grounds: textOf(cell[4]),
  handshake: cell[5] && {client: sideOf(cell[5][0]), server: sideOf(cell[5][1]), wire: cell[5][2]},
});

const decisionText = (verdict) => verdict.reason === "none" ? verdict.decision : `${verdict.decision} (${verdict.reason})`;
const expectationText = (row) => row.expect === "reject" && row.reason !== "none" ? `reject (${row.reason})` : row.expect;

const firstLine = (row) => row.title.split("\n")[0];
const areaOf = (id) => id.slice(0, Math.max(id.lastIndexOf("/"), id.lastIndexOf("::"), 0)) || id;
const rowById = new Map(data.rows.map((row, index) => [row.id, index]));
