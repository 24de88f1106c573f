// What is shown: the filters, their place in the address bar, and the counts that follow them.
const kUsual = {view: "cases", text: "", area: "", column: null, judge: null, kind: "", effect: "", findings: new Set(),
                cause: null, differ: false, each: "behaviour", sort: "worst"};
const state = {...kUsual, rows: [], more: new Map(), open: null};

const areaNames = (data.rows.area || []).map(text);
const areas = [...new Set(areaNames)].sort();
const shownColumns = () => state.column === null ? data.columns.map((_, index) => index) : [state.column];

// The hash holds what differs from the usual, by names: a link means the same in the next run.
function hashOf() {
  const words = new URLSearchParams();
  for (const name of ["view", "text", "area", "kind", "effect", "each", "sort"]) {
    if (state[name] !== kUsual[name]) words.set(name, state[name]);
  }
  if (state.column !== null) words.set("stack", data.columns[state.column].id);
  if (state.judge !== null) words.set("judge", data.targets[state.judge].id);
  if (state.findings.size) words.set("findings", [...state.findings].join(","));
  if (state.cause !== null) words.set("cause", data.deviations[state.cause].place);
  if (state.differ) words.set("differ", "1");
  if (state.open !== null) words.set("case", idOf(state.open));
  // What an id holds may stand in a fragment as it is.
  return words.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function readHash() {
  const hash = location.hash.slice(1);
  let whole = hash;
  try { whole = decodeURIComponent(hash); } catch { /* not ours */ }
  if (rowById.has(whole)) return {...kUsual, open: rowById.get(whole)};
  const words = new URLSearchParams(hash);
  const at = (items, name, of) => {
    const index = words.has(name) ? items.findIndex((item) => of(item) === words.get(name)) : -1;
    return index < 0 ? null : index;
  };
  const one = (name, allowed) => allowed.includes(words.get(name)) ? words.get(name) : kUsual[name];
  return {
    ...kUsual, text: words.get("text") || "", area: one("area", areas), view: one("view", ["cases", "causes"]),
    kind: one("kind", kinds.map(([name]) => name)), effect: one("effect", effectRanks),
    each: one("each", ["behaviour", "case"]), sort: one("sort", ["worst", "catalogue"]), differ: words.get("differ") === "1",
    column: at(data.columns, "stack", (column) => column.id), judge: at(data.targets, "judge", (target) => target.id),
    findings: new Set((words.get("findings") || "").split(",").filter((name) => letters[name])),
    cause: at(data.deviations, "cause", (entry) => entry.place), open: rowById.get(words.get("case")) ?? null,
  };
}

function keepHash() {
  const hash = hashOf();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

let haystacks = null;
function haystackOf(row) {
  haystacks ??= data.rows.id.map((id, at) => [id, field("title", at), ...list("clauses", at), ...list("tags", at), field("reason", at),
    ...data.columns.map((_, column) => text(rawAnswer(at, column)[3]))].join("\n").toLowerCase());
  return haystacks[row];
}

function rowMatches(row, words) {
  if (state.area && areaNames[row] !== state.area) return false;
  if (state.effect && field("effect", row) !== state.effect) return false;
  if (words.length && !words.every((word) => haystackOf(row).includes(word))) return false;
  if (!state.differ) return true;
  const decided = data.columns.map((_, column) => rawAnswer(row, column)).filter((answer) => answer[0] !== "unsupported");
  return new Set(decided.map((answer) => answer[1])).size > 1;
}

// select() finds the rows that match, and how many cells each chip would show beside the others.
function select() {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const columns = shownColumns();
  const counts = new Map();
  const causes = new Map();
  const found = [];
  const countUp = (map, name) => map.set(name, (map.get(name) || 0) + 1);
  for (let row = 0; row < count; ++row) {
    if (!rowMatches(row, words)) continue;
    let rank = 1000;
    let affected = 0;
    for (const column of columns) {
      if (state.judge !== null && judgeOf(row, column) !== state.judge) continue;
      const answer = rawAnswer(row, column);
      if (state.cause !== null && answer[8] !== state.cause) continue;
      const kind = kindOf(row, column);
      const ofKind = !state.kind || kind === state.kind;
      const ofFindings = !state.findings.size || state.findings.has(answer[0]);
      if (ofKind) countUp(counts, answer[0]);
      if (ofFindings && kind) countUp(counts, kind);
      if (!ofKind || !ofFindings) continue;
      if (answer[8] >= 0) countUp(causes, answer[8]);
      const own = rankOf(row, column);
      if (own < rank) [rank, affected] = [own, 0];
      affected += own === rank ? 1 : 0;
    }
    if (affected) found.push({row, rank, affected});
  }
  if (state.sort === "worst") found.sort((a, b) => a.rank - b.rank || b.affected - a.affected || a.row - b.row);
  return {found, counts, causes};
}

// Of each behaviour the first that is found stands for all; state.more says for how many.
function group(found) {
  state.more = new Map();
  if (state.each === "case") return found.map(({row}) => row);
  const first = new Map();
  for (const {row} of found) {
    const behaviour = data.rows.behaviour[row];
    if (!first.has(behaviour)) first.set(behaviour, row);
    state.more.set(first.get(behaviour), (state.more.get(first.get(behaviour)) || 0) + 1);
  }
  return [...first.values()];
}

function chip(name, label, counts) {
  const chosen = state.findings.has(name) || state.kind === name;
  const value = counts.get(name) || 0;
  const toggle = () => {
    if (!letters[name]) return change({kind: state.kind === name ? "" : name, effect: ""});
    const next = new Set(state.findings);
    if (!next.delete(name)) next.add(name);
    return change({findings: next});
  };
  return el(`button.chip${letters[name] ? "" : `.${name}`}`, {type: "button", "data-chip": name, "aria-pressed": String(chosen), disabled: !value && !chosen, onclick: toggle},
    letters[name] ? badge(name) : null, `${label} `, el("span.muted", {}, numeral(value)));
}

function token(label, clear) {
  return el("button.token", {type: "button", "aria-label": `Remove the filter ${label}`, onclick: () => change(clear)}, label, el("span", {"aria-hidden": "true"}, " ✕"));
}

function showTokens() {
  const tokens = [];
  if (state.judge !== null) tokens.push(token(`judged by ${data.targets[state.judge].id}`, {judge: null}));
  if (state.effect) tokens.push(token(effects.find(([name]) => name === state.effect)[1], {effect: ""}));
  if (state.cause !== null) tokens.push(token(`cause: ${data.deviations[state.cause].why}`, {cause: null}));
  fill(byId("tokens"), tokens);
}

function showControls(counts) {
  byId("text").value = state.text;
  byId("area").value = state.area;
  byId("column").value = state.column === null ? "" : String(state.column);
  byId("each").value = state.each;
  byId("sort").value = state.sort;
  byId("differ").checked = state.differ;
  byId("each").disabled = byId("sort").disabled = state.view === "causes";
  for (const view of ["cases", "causes"]) byId(`show-${view}`).setAttribute("aria-pressed", String(state.view === view));
  const focused = document.activeElement?.dataset?.chip;
  fill(byId("chips"), kinds.map(([name, , label]) => chip(name, label, counts)),
       usedFindings().map(([name]) => chip(name, name, counts)));
  if (focused) byId("chips").querySelector(`[data-chip="${focused}"]`)?.focus({preventScroll: true});
  for (const pair of document.querySelectorAll(".pair")) pair.setAttribute("aria-pressed", String(Number(pair.dataset.column) === state.column));
  showTokens();
}

function apply() {
  const {found, counts, causes} = select();
  state.rows = group(found);
  showControls(counts);
  const isCases = state.view === "cases";
  byId("matrix").hidden = !isCases;
  byId("causes").hidden = isCases;
  state.causes = causes;
  byId("shown").textContent = isCases
    ? `${plural(found.length, "case")}${found.length === count ? "" : ` of ${numeral(count)}`}${state.each === "behaviour" ? `, in ${plural(state.rows.length, "row")}` : ""}`
    : `${plural(causes.size, "cause")} of ${plural([...causes.values()].reduce((sum, value) => sum + value, 0), "known answer")}`;
  if (isCases) layMatrix();
  else showCauses(causes);
}

// change() is a step of the reader; choose() one that begins anew from a number of the head.
function change(what) {
  Object.assign(state, what);
  keepHash();
  apply();
}
function choose(what) {
  change({...kUsual, ...what});
  byId("list").scrollIntoView();
}

function wireFilters() {
  const option = (value, label) => el("option", {value}, label);
  fill(byId("area"), option("", `all areas (${areas.length})`), areas.map((area) => option(area, area)));
  fill(byId("column"), option("", isHandshake ? "all pairs" : "all stacks"), data.columns.map((column, index) => option(String(index), columnText(column))));
  byId("text").addEventListener("input", (event) => change({text: event.target.value}));
  for (const name of ["area", "each", "sort"]) byId(name).addEventListener("change", (event) => change({[name]: event.target.value}));
  byId("column").addEventListener("change", (event) => change({column: event.target.value === "" ? null : Number(event.target.value)}));
  byId("differ").addEventListener("change", (event) => change({differ: event.target.checked}));
  for (const view of ["cases", "causes"]) byId(`show-${view}`).addEventListener("click", () => change({view}));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => { event.preventDefault(); change({...kUsual, findings: new Set()}); });
}
