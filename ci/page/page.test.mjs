// The report in a real browser: how large, how soon usable, filters in the address, keys, paper,
// accessibility. Screenshots stay in $PAGE_OUT. Run by ci/page.sh.
import assert from "node:assert/strict";
import {readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";

const {PAGE_REPORT: report, PAGE_OUT: out, PAGE_MODULES: modules, PAGE_BROWSER: browser} = process.env;
const require = createRequire(pathToFileURL(`${modules}/`));
const {chromium} = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const kMaxOctets = 8e6;
const kMaxReadyMs = 2000;  // on an idle machine; PAGE_SLOWNESS stretches it on a busy one
const kMaxPrintMs = 5000;
const slowness = Number(process.env.PAGE_SLOWNESS || 1);
const url = pathToFileURL(report).href;

let context;
const noise = [];
const profile = `${out}/profile`;

before(async () => {
  rmSync(profile, {recursive: true, force: true});
  context = await chromium.launchPersistentContext(profile, {
    executablePath: browser, headless: true, viewport: {width: 1440, height: 1000},
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });
  await context.setOffline(true);
});
after(async () => {
  await context?.close();
  rmSync(profile, {recursive: true, force: true});
});

async function open(hash = "", options = {}) {
  const page = await context.newPage();
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) noise.push(message.text()); });
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) noise.push(`request of ${request.url()}`); });
  await page.emulateMedia({colorScheme: options.dark ? "dark" : "light", media: options.media});
  await page.goto(url + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  return page;
}

const rows = (page) => page.locator("#matrix .row[data-row]");
const shown = (page) => page.locator("#shown").textContent();
const number = (text) => Number(text.match(/[\d,]+/)[0].replaceAll(",", ""));

async function violations(page) {
  // The page's own policy allows no script from outside; the test's is put in by the debugger.
  await page.evaluate(axe);
  const {violations: found} = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
  return found.map(({id, help, nodes}) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

test("the file is small", () => {
  const {size} = statSync(report);
  console.log(`  ${(size / 1e6).toFixed(2)} MB`);
  assert.ok(size <= kMaxOctets, `${size} octets`);
});

test("it is usable soon", async () => {
  const page = await open();
  await rows(page).first().waitFor();
  const ready = Number(await page.evaluate(() => document.documentElement.dataset.ready));
  console.log(`  usable after ${ready} ms`);
  writeFileSync(`${out}/ready-ms.txt`, `${ready}\n`);
  assert.ok(ready <= kMaxReadyMs * slowness, `${ready} ms`);
  assert.ok(await rows(page).count() < 80, "only what is looked at is rendered");
  await page.screenshot({path: `${out}/overview-light.png`, fullPage: true});
  await page.close();
});

test("the worst stands first", async () => {
  const page = await open();
  const first = await rows(page).first().innerText();
  const kinds = await page.locator("#chips .chip:not([disabled])").first().getAttribute("data-chip");
  if (["crash", "false-accept", "false-reject"].includes(kinds)) assert.match(first, new RegExp(kinds.replace("-", " ")));
  await page.close();
});

test("filters stand in the address and are read from it", async () => {
  const page = await open();
  const all = number(await shown(page));
  await page.locator("#headline .tally.false-accept").first().click();
  const some = number(await shown(page));
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  const hash = new URL(page.url()).hash;
  assert.match(hash, /kind=false-accept/);
  const again = await open(hash);
  assert.equal(number(await shown(again)), some);
  assert.equal(await again.locator(".chip.false-accept").getAttribute("aria-pressed"), "true");
  await again.screenshot({path: `${out}/false-accepts-light.png`});
  await again.locator("#reset").click();
  assert.equal(number(await shown(again)), all);
  assert.equal(new URL(again.url()).hash, "");
  await again.close();
  await page.close();
});

test("chips follow the filter", async () => {
  const page = await open("#each=case");
  const chip = page.locator('.chip[data-chip="agree"] .muted');
  const before = number(await chip.textContent());
  await page.locator("#area").selectOption({index: 3});
  const within = number(await chip.textContent());
  assert.ok(within < before, `${within} of ${before}`);
  const areas = await page.locator("#area option").count();
  console.log(`  ${areas - 1} areas`);
  assert.ok(areas <= 120, `${areas} areas`);
  await page.close();
});

test("ids are whole where they differ", async () => {
  for (const hash of ["#each=case&sort=catalogue", "#sort=catalogue", "#each=case&text=reject"]) {
    const page = await open(hash);
    await page.setViewportSize({width: 1280, height: 900});
    const cut = await page.locator("#matrix .id > .clip:last-child, #matrix .instance").evaluateAll((parts) =>
      parts.filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.textContent));
    assert.deepEqual(cut, []);
    await page.close();
  }
});

test("the keyboard is enough", async () => {
  const page = await open();
  await page.locator("#matrix .row[data-row] a[tabindex='0']").focus();
  for (let step = 0; step < 30; ++step) await page.keyboard.press("ArrowDown");
  const focused = await page.evaluate(() => document.activeElement.closest(".row")?.getAttribute("aria-rowindex"));
  assert.equal(focused, "32");
  await page.keyboard.press("Enter");
  await page.locator("#detail").waitFor();
  assert.match(new URL(page.url()).hash, /case=/);
  await page.locator("#chain .cert").first().waitFor();
  await page.screenshot({path: `${out}/case-light.png`});
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#detail").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.closest(".row")?.getAttribute("aria-rowindex")), "32");
  await page.close();
});

test("a certificate can be copied", async () => {
  const page = await open();
  await rows(page).first().click();
  const summary = page.locator("#chain summary").first();
  await page.locator("#chain .cert").first().waitFor();
  if (await summary.count()) {
    await summary.click();
    await page.waitForFunction(() => /END CERTIFICATE/.test(document.querySelector("#chain pre").textContent));
    const {X509Certificate} = await import("node:crypto");
    const pem = await page.locator("#chain pre").first().textContent();
    try {
      assert.ok(new X509Certificate(pem).raw.length > 0);
    } catch (error) {
      assert.doesNotMatch(String(error), /PEM/, "cases may hold what is no certificate, in PEM all the same");
    }
  }
  await page.close();
});

test("causes are a list", async () => {
  const page = await open("#view=causes");
  if (await page.locator(".causes tbody tr").count()) {
    await page.screenshot({path: `${out}/causes-light.png`});
    assert.deepEqual(await violations(page), []);
    const cases = number(await page.locator(".causes .tally .small").first().textContent());
    await page.locator(".causes .tally").first().click();
    assert.ok(number(await shown(page)) <= cases);
    assert.match(new URL(page.url()).hash, /cause=/);
  }
  await page.close();
});

for (const dark of [false, true]) {
  test(`axe finds nothing, ${dark ? "dark" : "light"}`, async () => {
    const page = await open("", {dark});
    assert.deepEqual(await violations(page), []);
    if (dark) {
      await page.screenshot({path: `${out}/overview-dark.png`});
      await rows(page).first().click();
      await page.locator("#chain .cert").first().waitFor();
      await page.screenshot({path: `${out}/case-dark.png`});
      assert.deepEqual(await violations(page), []);
    }
    await page.close();
  });
}

test("it fits a narrow window", async () => {
  const page = await open();
  await page.setViewportSize({width: 800, height: 900});
  await page.screenshot({path: `${out}/narrow-light.png`});
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling sideways");
  await page.close();
});

test("it prints in seconds, on few pages", async () => {
  const page = await open();
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.screenshot({path: `${out}/printed.png`});
  await page.emulateMedia({media: null});
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  const begin = performance.now();
  const pdf = await page.pdf({path: `${out}/printed.pdf`, format: "A4", landscape: true});
  const took = Math.round(performance.now() - begin);
  const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
  console.log(`  printed in ${took} ms on ${pages} pages`);
  assert.ok(took <= kMaxPrintMs * slowness, `${took} ms`);
  assert.ok(pages <= 20, `${pages} pages`);
  await page.close();
});

test("the browser had nothing to complain of", () => assert.deepEqual(noise, []));
