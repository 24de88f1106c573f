// The matrix of cases and stacks: filtered, and rendered only where it is looked at.
const kRowHeight = 34;
const kSpare = 12;  // rows rendered above and below the view
const state = {text: "", area: "", column: null, differ: false, findings: new Set(), rows: [], open: null};

const haystacks = data.rows.map((row) => [row.id, row.title, ...row.clauses, ...(row.tags || []), row.reason,
  ...row.cells.map((cell) => textOf(cell[1][2]))].join("\n").toLowerCase());
const areas = [...new Set(data.rows.map((row) => areaOf(row.id)))].sort();

const shownColumns = () => state.column === null ? data.columns.map((_, index) => index) : [state.column];

function matches(row, index, words) {
  if (state.area && areaOf(row.id) !== state.area) return false;
  if (!words.every((word) => haystacks[index].includes(word))) return false;
  const cells = shownColumns().map((column) => row.cells[column]);
  if (state.findings.size && !cells.some((cell) => state.findings.has(cell[0]))) return false;
  if (!state.differ) return true;
  const decided = row.cells.filter((cell) => cell[0] !== "unsupported");
  return new Set(decided.map((cell) => cell[1][0])).size > 1;
}

function applyFilters() {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  state.rows = data.rows.map((_, index) => index).filter((index) => matches(data.rows[index], index, words));
  byId("shown").textContent = state.rows.length === data.rows.length
    ? plural(data.rows.length, "case") : `${state.rows.length.toLocaleString("en")} of ${plural(data.rows.length, "case")}`;
  byId("column").value = state.column === null ? "" : String(state.column);
  for (const chip of byId("findings").children) chip.setAttribute("aria-pressed", String(state.findings.has(chip.dataset.finding)));
  for (const pair of document.querySelectorAll(".pair")) pair.setAttribute("aria-pressed", String(Number(pair.dataset.column) === state.column));
  layMatrix();
}

const isNarrow = () => shownColumns().length > 6;

function headRow() {
  const narrow = isNarrow();
  const names = shownColumns().map((index) => columnText(data.columns[index]));
  return el(`.head${narrow ? ".tall" : ""}`, {role: "row"},
    el("span", {role: "columnheader"}, "Case"), el("span", {role: "columnheader"}, "Expected"),
    names.map((name) => narrow ? el("span.turned", {role: "columnheader", title: name}, el("b", {}, name))
                               : el("span.clip", {role: "columnheader", title: name}, name)));
}

function cellOf(packed, name) {
  const answer = answerOf(packed);
  const title = [`${name}: ${answer.finding}`, decisionText(answer), answer.native, answer.words, answer.note].filter(Boolean).join("\n");
  if (isNarrow()) return el("span.cell.narrow", {role: "cell", title}, badge(answer.finding));
  const said = answer.decision === "unsupported" ? el("span.clip.muted", {}, "not asked")
                                                 : el("span.clip", {}, decisionText(answer));
  return el("span.cell", {role: "cell", title}, badge(answer.finding), said);
}

function bodyRow(index) {
  const row = data.rows[index];
  const open = () => openCase(index);
  return el(`.row${state.open === index ? ".open" : ""}`, {
    role: "row", tabindex: "0", "data-index": index, onclick: open,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } },
  }, el("span.case", {role: "cell"}, el("span.mono.clip", {title: row.id}, row.id), el("span.muted.clip", {title: row.title}, firstLine(row))),
     el("span.clip", {role: "cell", title: expectationText(row)}, expectationText(row)),
     shownColumns().map((column) => cellOf(row.cells[column], data.columns[column].id)));
}

const above = el(".spacer"), view = el("div"), below = el(".spacer");

function layMatrix() {
  const matrix = byId("matrix");
  const count = shownColumns().length;
  // One width for all rows: each is a grid of its own.
  const cell = isNarrow() ? 32 : count > 4 ? 130 : 150;
  const [name, expected] = isNarrow() ? [340, 170] : [400, 190];
  matrix.style.setProperty("--columns", `minmax(${name}px,1fr) ${expected}px repeat(${count},${isNarrow() ? "32px" : `minmax(${cell}px,200px)`})`);
  matrix.style.setProperty("--count", count);
  matrix.style.setProperty("--width", `${name + expected + count * cell}px`);
  fill(matrix, headRow(), state.rows.length ? [above, view, below] : el(".empty", {}, "No case matches the filters."));
  matrix.scrollTop = 0;
  drawRows(true);
}

let drawn = [-1, -1];
function drawRows(force) {
  const matrix = byId("matrix");
  const visible = Math.ceil(matrix.clientHeight / kRowHeight) || 40;
  const first = Math.max(0, Math.floor(matrix.scrollTop / kRowHeight) - kSpare);
  const last = Math.min(state.rows.length, first + visible + 2 * kSpare);
  if (!force && first === drawn[0] && last === drawn[1]) return;
  drawn = [first, last];
  above.style.height = `${first * kRowHeight}px`;
  below.style.height = `${(state.rows.length - last) * kRowHeight}px`;
  fill(view, state.rows.slice(first, last).map(bodyRow));
}

// Paper has no scroll bar: all rows that match are printed.
function drawAllForPrint() {
  above.style.height = below.style.height = "0";
  drawn = [-1, -1];
  fill(view, state.rows.map(bodyRow));
}

function chip([name]) {
  const total = data.columns.reduce((sum, column) => sum + column.counts[name], 0);
  return el("button.chip", {type: "button", "data-finding": name, "aria-pressed": "false", disabled: total === 0, title: name,
    onclick: () => { state.findings.has(name) ? state.findings.delete(name) : state.findings.add(name); applyFilters(); },
  }, badge(name), total.toLocaleString("en"));
}

function wireFilters() {
  const option = (value, text) => el("option", {value}, text);
  fill(byId("area"), option("", `All areas (${areas.length})`), areas.map((area) => option(area, area)));
  fill(byId("column"), option("", isHandshake ? "All pairs" : "All stacks"), data.columns.map((column, index) => option(String(index), columnText(column))));
  fill(byId("findings"), findings.map(chip));
  byId("text").addEventListener("input", (event) => { state.text = event.target.value; applyFilters(); });
  byId("area").addEventListener("change", (event) => { state.area = event.target.value; applyFilters(); });
  byId("column").addEventListener("change", (event) => { state.column = event.target.value === "" ? null : Number(event.target.value); applyFilters(); });
  byId("differ").addEventListener("change", (event) => { state.differ = event.target.checked; applyFilters(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => {
    Object.assign(state, {text: "", area: "", column: null, differ: false, findings: new Set()});
    applyFilters();
  });
  byId("matrix").addEventListener("scroll", () => requestAnimationFrame(() => drawRows(false)), {passive: true});
  addEventListener("resize", () => drawRows(true));
  addEventListener("beforeprint", drawAllForPrint);
  addEventListener("afterprint", () => drawRows(true));
}
