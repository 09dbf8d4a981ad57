// looks.mjs: each kind of page, at two widths, light and dark.
// SPDX-License-Identifier: MIT
//
// Held against WCAG by axe-core; saved as it was sent, for a checker of HTML,
// and as a picture, for you to look at.
import assert from "node:assert/strict";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {BROKEN, HOME, OUT, SITE, browser, field, find, visit}
	from "./site.mjs";
import {load, runAll, test} from "./tap.mjs";

const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const RULES = {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
	"best-practice"]};

const KINDS = {
	home: HOME,
	form: SITE,
	results: find({q: "council"}),
	filtered: find({q: "council", category: "Culture", from: "2016",
		sort: "newest", page: "2"}),
	meant: find({q: "musuem"}),
	changes: find({q: "zeppelin", category: "Sport", from: "2019"}),
	nothing: find({q: "qqqqqq"}),
	odd: find({q: "zeppelin"}),
	empty: find({q: ""}),
	beyond: find({q: "library", page: "90"}),
	bad: find({q: "a", page: "x"}),
	lost: `${SITE}/nothing`,
	broken: `${BROKEN}?q=a`,
	folded: find({q: "tramway harbour"}),
	last: find({q: "tramway"}),
	over: find({q: "tramway", page: "2"}),
	years: find({q: "council", from: "2018", to: "2018"}),
	warned: find({q: 'council AND (library "bridge part~'}),
	german: find({q: 'council AND (library "bridge part~'}),
	french: find({q: 'council AND (library "bridge part~',
		from: "2018", to: "2018"}),
	keine: find({q: "zeppelin", category: "Sport", from: "2019"}),
	aucun: find({q: "qqqqqq"}),
	hebrew: find({q: "המועצה"}),
	typed: SITE,
};
const LOCALES = {german: "de-DE", keine: "de-DE", french: "fr-FR",
	aucun: "fr-FR"};
const localeOf = (kind) => LOCALES[kind] ?? "en-GB";

mkdirSync(OUT, {recursive: true});

async function checkAxe(page) {
	const found = await page.evaluate(async ([source, rules]) => {
		(0, eval)(source);
		return (await window.axe.run(document, rules)).violations.map(
			(one) => [one.id, one.nodes.map((node) => node.html)]);
	}, [axe, RULES]);
	assert.deepEqual(found, []);
}

// A page is as wide as its window, and never moves what is on it: at most a
// line that came in two parts and turned out to be of another direction.
async function checkLayout(page) {
	const [width, window, moved] = await page.evaluate(() => new Promise(
		(done) => {
			let sum = 0;
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries())
					sum += entry.value;
			}).observe({type: "layout-shift", buffered: true});
			setTimeout(() => done([
				document.documentElement.scrollWidth,
				innerWidth, sum]), 50);
		}));
	assert.ok(width <= window, `${width} of ${window}`);
	assert.ok(moved < 0.02, `moved by ${moved}`);
}

// Light pages are opened in a large window, dark ones in a small one.
const WIDTHS = {light: [1280, 360], dark: [360, 1280]};

async function look(page, kind, scheme) {
	if (kind === "typed") {
		await field(page).pressSequentially("s");
		await page.getByRole("option").first().waitFor();
		await page.keyboard.press("ArrowDown");
	}
	await checkLayout(page);
	await checkAxe(page);
	for (const width of WIDTHS[scheme]) {
		await page.setViewportSize({width, height: 800});
		await page.screenshot({fullPage: kind !== "typed",
			path: `${OUT}/${kind}-${width}-${scheme}.png`});
	}
}

for (const [kind, address] of Object.entries(KINDS)) {
	test(`${kind}: sent as HTML`, async () => {
		const answer = await fetch(address,
			{headers: {"Accept-Language": localeOf(kind)}});
		writeFileSync(`${OUT}/${kind}.html`, await answer.text());
		assert.match(answer.headers.get("content-type"), /^text\/html/);
	});
	for (const colorScheme of ["light", "dark"])
		test(`${kind}, ${colorScheme}: no violation, nothing moves`, () =>
			visit(address, {colorScheme, bypassCSP: true,
				locale: localeOf(kind),
				viewport: {width: WIDTHS[colorScheme][0],
					height: 800}},
				(page) => look(page, kind, colorScheme)));
}

for (const kind of ["german", "french"])
	test(`${kind}: warnings are in the reader's language`, () =>
		visit(KINDS[kind], {locale: localeOf(kind)}, async (page) => {
			const notes = page.locator(".trawl .note");

			assert.equal(await notes.count(), 2);
			assert.equal(await page.locator(".note[lang]").count(),
				0);
		}));

test("a full page whose articles have all others alike is the last", () =>
	visit(KINDS.last, {}, async (page) => {
		assert.equal(await page.locator(".hits > li").count(), 10);
		assert.equal(await page.locator("[rel=next]").count(), 0);
	}));

test("a window of 320 pixels has no second direction", () =>
	visit(KINDS.odd, {viewport: {width: 320, height: 600}}, checkLayout));

test("dark pages are dark", () =>
	visit(KINDS.results, {colorScheme: "dark"}, async (page) => {
		const [red] = (await page.locator("body").evaluate((body) =>
			getComputedStyle(body).backgroundColor)).match(/\d+/g);
		assert.ok(red < 60);
	}));

test("on paper there are results and no controls", () =>
	visit(KINDS.results, {}, async (page) => {
		await page.emulateMedia({media: "print"});
		assert.ok(await page.locator(".hits").isVisible());
		for (const hidden of [".filters", ".pages", "button"])
			assert.ok(!await page.locator(hidden).first().isVisible());
		await page.screenshot({path: `${OUT}/print.png`,
			fullPage: true});
	}));

test("forced colours leave all to be seen", () =>
	visit(KINDS.results, {forcedColors: "active"}, async (page) => {
		await page.screenshot({path: `${OUT}/forced.png`});
		assert.equal(await page.locator("mark").first().evaluate((mark) =>
			getComputedStyle(mark).outlineStyle), "solid");
	}));

test("a page with all that it loads is below 30 KB", async () => {
	let sum = 0;
	await visit("about:blank", {}, async (page) => {
		const loaded = [];
		page.on("response", (answer) => loaded.push(answer.body()));
		await page.goto(KINDS.results, {waitUntil: "networkidle"});
		for (const body of await Promise.all(loaded))
			sum += body.length;
	});
	assert.ok(sum > 10000 && sum < 30000, `${sum} bytes`);
});

await runAll();
await browser.close();
