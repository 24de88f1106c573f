// The start: everything is drawn once, then the address says what is shown.
function followHash() {
  Object.assign(state, readHash());
  apply();
  if (state.open !== null) drawDetail(state.open);
  else byId("detail").hidden = true;
}

byId("main").hidden = false;
gatherCauses();
showHead();
showHeadline();
showPairs();
showCounts();
showStale();
showRun();
wireFilters();
wireMatrix();
followHash();
if (location.hash) byId("list").scrollIntoView();
addEventListener("hashchange", followHash);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.open !== null) closeCase();
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));
