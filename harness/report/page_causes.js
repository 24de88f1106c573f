// Causes: each entry of a stack's deviations that explains an answer here, the worst first.
const causeFacts = new Map();  // by the entry's index: its kind, effect, rank and behaviours, in all
function gatherCauses() {
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < data.columns.length; ++column) {
      const cause = rawAnswer(row, column)[8];
      if (cause < 0) continue;
      const rank = rankOf(row, column);
      const facts = causeFacts.get(cause);
      if (!facts || rank < facts.rank) {
        causeFacts.set(cause, {rank, kind: kindOf(row, column), effect: field("effect", row), behaviours: facts ? facts.behaviours : new Set()});
      }
      causeFacts.get(cause).behaviours.add(data.rows.behaviour[row]);
    }
  }
}

const wrongText = {stack: "the stack", suite: "the suite", nobody: "nobody"};

function kindText({kind, effect}) {
  const known = kinds.find(([name]) => name === kind);
  if (!known) return el("span.muted", {}, "other difference");
  const label = effects.find(([name]) => name === effect);
  return el("span", {}, el(`b.${kind}`, {}, known[1]), kind === "false-accept" && label ? el("span.small.muted", {}, label[1]) : null);
}

function clauseLine(id) {
  const clause = data.clauses[id];
  return clause ? el("div.small", {}, el("span.mono", {}, clause[0]), el("span.muted", {}, ` ${clause[1]}: `), clause[2]) : id ? el("div.small.mono", {}, id) : null;
}

function causeRow(index, cases) {
  const entry = data.deviations[index];
  const facts = causeFacts.get(index);
  return el("tr", {},
    el("th", {scope: "row"}, entry.target),
    el("td.kind", {}, kindText(facts)),
    el("td", {}, el("div", {}, entry.why), clauseLine(entry.clause), el(".small.muted.evidence", {}, `Evidence: ${entry.evidence}`)),
    el("td", {}, wrongText[entry.wrong] || entry.wrong),
    el("td.number", {}, el("button.tally", {type: "button", title: "Show these cases",
      onclick: () => change({cause: index, view: "cases"})}, el("b", {}, numeral(facts.behaviours.size)), el("span.small.muted", {}, plural(cases, "case")))));
}

function showCauses(causes) {
  const order = [...causes].sort(([a, casesOfA], [b, casesOfB]) =>
    causeFacts.get(a).rank - causeFacts.get(b).rank || casesOfB - casesOfA || a - b);
  fill(byId("causes"), order.length ? el("table.causes", {},
    el("thead", {}, el("tr", {}, ["Stack", "Shows as", "What it does, the clause, the evidence", "Who is wrong"].map((name) => el("th", {scope: "col"}, name)),
      el("th.number", {scope: "col"}, "Behaviours"))),
    el("tbody", {}, order.map(([index, cases]) => causeRow(index, cases))))
    : el("p.empty", {}, "No documented cause matches the filters."));
}
