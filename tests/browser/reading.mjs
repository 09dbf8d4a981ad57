// reading.mjs: visits without a script, by links, controls and the keyboard.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import {BROKEN, SITE, browser, field, find, text, visit} from "./site.mjs";
import {runAll, test} from "./tap.mjs";

const PLAIN = {javaScriptEnabled: false};

const reading = (name, address, act, options = {}) =>
	test(`reading: ${name}`, () =>
		visit(address, {...PLAIN, ...options}, act));

const hits = (page) => page.locator(".hits > li");
const status = (page) => text(page, "[role=status]");
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);

reading("typed and entered, as the cursor is there", SITE, async (page) => {
	await page.locator("[name=q]:focus").waitFor();
	await page.keyboard.type("council");
	await page.keyboard.press("Enter");
	await page.waitForURL(/q=council/);
	assert.match(await status(page), /^Articles 1 to 10 of 6\d/);
	assert.match(await page.title(), /^council – Articles 1 to 10 of 6\d/);
	assert.equal(await hits(page).count(), 10);
});

reading("from page to page and back", find({q: "council"}), async (page) => {
	await page.getByRole("link", {name: "Next"}).click();
	assert.match(await status(page), /^Articles 11 to 20/);
	assert.equal(await page.locator(".hits").getAttribute("start"), "11");
	await page.getByRole("link", {name: "Next"}).click();
	await page.getByRole("link", {name: "Previous"}).click();
	assert.match(await status(page), /^Articles 11 to 20/);
	await page.goBack();
	await page.goBack();
	assert.equal(parameter(page, "page"), "2");
	assert.equal(await field(page).inputValue(), "council");
});

reading("narrowed to a category, which says how many it has",
	find({q: "council"}), async (page) => {
	const choice = page.getByRole("radio", {name: /^Culture/});
	const count = await page.locator("label", {has: choice})
		.locator(".count").innerText();
	await choice.check();
	await page.getByRole("button", {name: "Apply"}).click();
	assert.equal(parameter(page, "category"), "Culture");
	assert.match(await status(page), new RegExp(`of ${count}$`));
	for (const section of await page.locator(".section").allInnerTexts())
		assert.match(section, /Culture/);
	assert.ok(await page.getByRole("radio", {name: /^Culture/}).isChecked());
	assert.ok(await page.getByRole("radio", {name: /^Politics/}).count());
});

reading("narrowed to days and an author, ordered, and all undone",
	find({q: "council"}), async (page) => {
	await page.getByLabel("From").fill("2017-01-01");
	await page.getByLabel("To").fill("2019-12-31");
	await page.getByRole("radio", {name: /^Émile Bo/}).check();
	await page.getByLabel("Order").selectOption("oldest");
	await page.getByRole("button", {name: "Apply"}).click();
	const days = await page.locator("time").evaluateAll(
		(times) => times.map((time) => time.dateTime));
	assert.ok(days.length > 0);
	assert.deepEqual(days, [...days].sort());
	assert.ok(days.every((day) => day >= "2017" && day < "2020"), `${days}`);
	assert.equal(await page.getByLabel("From").inputValue(), "2017-01-01");
	assert.equal(await page.getByLabel("Order").inputValue(), "oldest");
	await page.getByRole("link", {name: "Remove all filters"}).click();
	assert.match(await status(page), /of 6\d/);
	assert.equal(parameter(page, "sort"), "oldest");
});

reading("narrowed to a year, and to another", find({q: "council"}),
	async (page) => {
	const years = page.getByRole("list", {name: "Years"});
	const days = () => page.locator("time").evaluateAll(
		(times) => times.map((time) => time.dateTime.slice(0, 4)));
	await years.getByRole("link", {name: "2018"}).click();
	assert.deepEqual([...new Set(await days())], ["2018"]);
	assert.equal(await page.getByLabel("From").inputValue(), "2018-01-01");
	assert.equal(await years.locator("[aria-current]").innerText(), "2018");
	await years.getByRole("link", {name: "2016"}).click();
	assert.deepEqual([...new Set(await days())], ["2016"]);
	await years.getByRole("link", {name: "Any"}).click();
	assert.match(await status(page), /of 6\d/);
});

reading("pages end where there is no more to see", find({q: "council"}),
	async (page) => {
	let shown = await hits(page).count();
	for (;;) {
		const next = page.getByRole("link", {name: "Next"});
		if (!await next.count())
			break;
		await next.click();
		shown += await hits(page).count();
	}
	const said = await status(page);
	assert.ok(said.includes(`to ${shown}, the last`) ||
		/There are no more/.test(said), said);
});

reading("another spelling is a link away", find({q: "musuem"}), async (page) => {
	await page.getByText("Did you mean").getByRole("link").click();
	assert.equal(parameter(page, "q"), "museum");
	assert.ok(await hits(page).count() > 0);
});

reading("each way out of nothing leads to something",
	find({q: "zeppelin", category: "Sport", from: "2019"}), async (page) => {
	const links = page.locator(".changes a");
	const count = await links.count();
	assert.equal(await status(page), "Nothing found.");
	assert.ok(count > 0);
	for (let i = 0; i < count; i++) {
		await links.nth(i).click();
		assert.ok(await hits(page).count() > 0, page.url());
		await page.goBack();
	}
});

reading("nothing at all is said", find({q: "qqqqqq"}), async (page) => {
	assert.equal(await status(page), "Nothing found.");
	await page.getByText("Look at the spelling").waitFor();
	assert.equal(await field(page).inputValue(), "qqqqqq");
});

reading("an empty search asks for words", find({q: ""}), async (page) =>
	assert.equal(await status(page), "Write what to search for."));

for (const [name, address, words] of [
	["a bad page", find({q: "a", page: "x"}), /number from 1/],
	["a bad date", find({q: "a", from: "x"}), /2019-12-17/],
	["an unknown path", `${SITE}/nothing`, /no such page/],
	["no index", `${BROKEN}?q=a`, /not available/],
])
	reading(`${name} has a page with the form`, address, async (page) => {
		assert.match(await status(page), words);
		assert.match(await page.title(), words);
		await field(page).fill("library");
		await page.keyboard.press("Enter");
		await page.waitForURL(/q=library$/);
	});

reading("the keyboard comes to all, in the order of the page",
	find({q: "library"}), async (page) => {
	const seen = [];
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press("Tab");
		seen.push(await page.evaluate(() => {
			const at = document.activeElement;
			const part = at.closest("h2, nav, .passage, .do");
			return [at.name || (part || at).tagName,
				getComputedStyle(at).outlineStyle !== "none" ||
					at.type === "date"];
		}));
		if (seen.at(-1)[0] === "BODY")
			break;
	}
	assert.equal(seen.pop()[0], "BODY");
	const names = seen.map(([name]) => name);
	assert.equal(names[0], "q");
	const inOrder = ["q", "BUTTON", "H2", "sort", "category", "from",
		"author"].map((name) => names.indexOf(name));
	assert.ok(!inOrder.includes(-1), `${names}`);
	assert.deepEqual(inOrder, [...inOrder].sort((a, b) => a - b));
	assert.ok(seen.every(([, isSeen]) => isSeen), JSON.stringify(seen));
});

reading("French pages are French", find({q: "library"}), async (page) => {
	assert.equal(await page.locator("html").getAttribute("lang"), "fr");
	assert.match(await page.locator("time").first().innerText(),
		/^(1er|\d+) [a-zéû]+ 20\d\d$/);
	assert.equal(await page.locator(".hits h2").first()
		.getAttribute("lang"), "en");
}, {locale: "fr-FR"});

reading("a title is written in its own direction", find({q: "council AND המועצה"}),
	async (page) => {
	const title = page.locator(".hits h2[lang=he]");
	assert.equal(await title.evaluate((element) =>
		getComputedStyle(element).direction), "rtl");
});

await runAll();
await browser.close();
