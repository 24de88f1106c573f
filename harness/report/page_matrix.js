// The cases by stacks, rendered only where they are looked at.
const kRowHeight = 46;
const kSpare = 10;  // rows rendered above and below the view
const kPrinted = 150;  // rows on paper
const isNarrow = () => shownColumns().length > 6;

function headRow() {
  const narrow = isNarrow();
  const names = shownColumns().map((index) => columnText(data.columns[index]));
  return el(`.head${narrow ? ".tall" : ""}`, {role: "row"},
    el("span", {role: "columnheader"}, state.each === "behaviour" ? "Behaviour, shown by its worst case" : "Case"), el("span", {role: "columnheader"}, "Expected"),
    names.map((name) => narrow ? el("span.turned", {role: "columnheader", title: name}, el("b", {}, name))
                               : el("span.clip", {role: "columnheader", title: name}, name)));
}

function cellOf(row, column) {
  const answer = answerOf(row, column);
  const meaning = answer.kind ? kinds.find(([name]) => name === answer.kind)[1] : "";
  const title = [`${data.columns[column].id}: ${answer.finding}${meaning ? `, ${meaning}` : ""}`, decisionText(answer), answer.native, answer.words, answer.note]
    .filter(Boolean).join("\n");
  const kind = answer.kind ? `.${answer.kind}` : "";
  if (isNarrow()) return el(`span.cell.narrow${kind}`, {role: "cell", title}, badge(answer.finding));
  const said = answer.decision === "unsupported" ? "not asked" : answer.reason === "none" ? answer.decision : answer.reason;
  return el(`span.cell${kind}`, {role: "cell", title}, badge(answer.finding),
    el("span.said", {}, el("span.clip", {}, said), meaning ? el("span.clip.small", {}, answer.kind === "crash" ? answer.native || answer.words : meaning) : null));
}

// The last part of a name tells it from its neighbours: it is the first that is cut.
function nameText(name) {
  const cut = Math.max(name.lastIndexOf("/"), name.lastIndexOf("::") + 1) + 1;
  return el("span.id.mono", {title: name}, cut > 0 ? el("span.clip.muted", {}, name.slice(0, cut)) : null, el("span.clip", {}, name.slice(cut)));
}

// A row names its behaviour, and below it the case of a sweep or how many there are.
function caseCell(row) {
  const behaviour = field("behaviour", row);
  const more = state.more.get(row) || 1;
  const instance = more === 1 && idOf(row).startsWith(`${behaviour}/`) ? idOf(row).slice(behaviour.length + 1) : "";
  const link = el("a.plain", {href: `#case=${encodeURIComponent(idOf(row))}`, tabindex: row === focusable ? 0 : -1, onclick: (event) => event.preventDefault()},
    nameText(instance || more > 1 ? behaviour : idOf(row)), instance ? el("span.only-read", {}, `/${instance}`) : null);
  return el("span.case", {role: "cell"}, el("span.line", {}, link),
    el("span.line.small", {}, more > 1 ? el("span.more", {}, `${numeral(more)} cases`) : null,
       instance ? el("span.instance.mono", {"aria-hidden": "true"}, instance) : null,
       el("span.muted.clip", {title: field("title", row)}, titleOf(row))));
}

function bodyRow(row, position) {
  return el(`.row${state.open === row ? ".open" : ""}`, {
    role: "row", "data-row": row, "aria-rowindex": position + 2, onclick: () => openCase(row),
  }, caseCell(row),
     el("span.cell", {role: "cell", title: expectationText(row)}, el("span.said", {}, el("span.clip", {}, field("expect", row)),
        field("reason", row) !== "none" ? el("span.clip.small.muted", {}, field("reason", row)) : null)),
     shownColumns().map((column) => cellOf(row, column)));
}

const view = el("div", {role: "rowgroup"});
let focusable = null;  // one row of the list takes the focus; arrows move it

function layMatrix() {
  const matrix = byId("matrix");
  const columns = shownColumns().length;
  // One width for all rows: each is a grid of its own.
  const cell = isNarrow() ? 32 : 130;
  const [name, expected] = isNarrow() ? [400, 160] : [460, 160];
  matrix.style.setProperty("--columns", `minmax(${name}px,1fr) ${expected}px repeat(${columns},${isNarrow() ? "32px" : `minmax(${cell}px,190px)`})`);
  matrix.style.setProperty("--count", columns);
  matrix.style.setProperty("--width", `${name + expected + columns * cell}px`);
  matrix.setAttribute("aria-rowcount", state.rows.length + 1);
  focusable = state.rows.includes(state.open) ? state.open : state.rows[0] ?? null;
  fill(matrix, el("div", {role: "rowgroup"}, headRow()), view);
  matrix.scrollTop = 0;
  drawRows(true);
}

let drawn = [-1, -1];
function drawRows(force) {
  const matrix = byId("matrix");
  const visible = Math.ceil(matrix.clientHeight / kRowHeight) || 20;
  const first = Math.max(0, Math.floor(matrix.scrollTop / kRowHeight) - kSpare);
  const last = Math.min(state.rows.length, first + visible + 2 * kSpare);
  if (!force && first === drawn[0] && last === drawn[1]) return;
  drawn = [first, last];
  view.style.paddingTop = `${first * kRowHeight}px`;
  view.style.paddingBottom = `${(state.rows.length - last) * kRowHeight}px`;
  const focused = matrix.contains(document.activeElement) && document.activeElement !== matrix;
  fill(view, state.rows.length ? state.rows.slice(first, last).map((row, index) => bodyRow(row, first + index))
                               : el(".row.empty", {role: "row"}, el("span", {role: "cell"}, "No case matches the filters.")));
  if (focused) linkOf(focusable)?.focus({preventScroll: true});
}

const linkOf = (row) => byId("matrix").querySelector(`[data-row="${row}"] a`);

function moveFocus(to) {
  if (to < 0 || to >= state.rows.length) return;
  focusable = state.rows[to];
  const matrix = byId("matrix");
  const [top, bottom] = [to * kRowHeight, (to + 2) * kRowHeight];
  if (top < matrix.scrollTop) matrix.scrollTop = top;
  else if (bottom > matrix.scrollTop + matrix.clientHeight) matrix.scrollTop = bottom - matrix.clientHeight;
  drawRows(true);
  linkOf(focusable)?.focus({preventScroll: true});
}

function pressed(event) {
  const at = state.rows.indexOf(focusable);
  const page = Math.floor(byId("matrix").clientHeight / kRowHeight) - 2;
  const steps = {ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + page, state.rows.length - 1), PageUp: Math.max(at - page, 0),
                 Home: 0, End: state.rows.length - 1};
  if (event.key === "Enter" && focusable !== null) openCase(focusable);
  else if (event.key in steps) moveFocus(steps[event.key]);
  else return;
  event.preventDefault();
}

// Paper has no scroll bar: the first rows are printed, and how many are not.
function drawForPrint() {
  if (state.view === "causes") return;
  view.style.paddingTop = view.style.paddingBottom = "0";
  drawn = [-1, -1];
  fill(view, state.rows.slice(0, kPrinted).map(bodyRow));
  const rest = state.rows.length - kPrinted;
  byId("unprinted").textContent = rest > 0 ? `${numeral(rest)} more rows are on the page and not on paper; filter it, or see --json.` : "";
}

function wireMatrix() {
  const matrix = byId("matrix");
  matrix.addEventListener("scroll", () => requestAnimationFrame(() => drawRows(false)), {passive: true});
  matrix.addEventListener("keydown", pressed);
  addEventListener("resize", () => drawRows(true));
  addEventListener("beforeprint", drawForPrint);
  addEventListener("afterprint", () => { byId("unprinted").textContent = ""; if (state.view === "cases") drawRows(true); });
}
