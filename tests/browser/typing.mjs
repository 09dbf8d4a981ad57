// typing.mjs: what the script does while a search is typed.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import {HOME, SITE, browser, field, text, visit} from "./site.mjs";
import {runAll, test} from "./tap.mjs";

const options = (page) => page.locator(".trawl-list").getByRole("option");
const suggestions = (request) => /format=suggest/.test(request.url());

async function type(page, typed) {
	await field(page).focus();
	await page.keyboard.type(typed);
	await options(page).first().waitFor();
}

const typing = (name, act, options = {}) =>
	test(`typing: ${name}`, () => visit(SITE, options, act));

typing("the field is a combobox that controls a list", async (page) => {
	const box = page.getByRole("combobox", {name: "Search the articles"});
	assert.equal(await box.getAttribute("aria-expanded"), "false");
	assert.equal(await box.getAttribute("aria-autocomplete"), "list");
	const list = await box.getAttribute("aria-controls");
	assert.equal(await page.locator(`#${list}`).getAttribute("role"),
		"listbox");
});

typing("what may be meant is listed and announced", async (page) => {
	await type(page, "libr");
	const [first, ...titles] = await options(page).allInnerTexts();
	assert.equal(first, "library");
	assert.equal(titles.length, 3);
	assert.ok(titles.every((title) => /library/.test(title)), `${titles}`);
	assert.equal(await field(page).getAttribute("aria-expanded"), "true");
	assert.equal(await text(page, ".trawl-said"), "4 suggestions");
	assert.equal(await text(page, "[role=option] b"), "ary");
});

typing("that there is nothing is announced", async (page) => {
	await field(page).pressSequentially("qqq");
	await page.getByText("No suggestions").waitFor();
	assert.equal(await field(page).getAttribute("aria-expanded"), "false");
});

typing("arrows go round, and the field keeps what was typed", async (page) => {
	await type(page, "s");
	const all = await options(page).allInnerTexts();
	const at = () => page.locator("[aria-selected=true]").innerText();
	assert.ok(all.length >= 3, `${all}`);
	await page.keyboard.press("ArrowDown");
	assert.equal(await at(), all[0]);
	await page.keyboard.press("ArrowDown");
	assert.equal(await at(), all[1]);
	assert.equal(await field(page).getAttribute("aria-activedescendant"),
		await page.locator("[aria-selected=true]").getAttribute("id"));
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("ArrowUp");
	assert.equal(await at(), all.at(-1));
	await page.keyboard.press("ArrowDown");
	assert.equal(await at(), all[0]);
	assert.equal(await field(page).inputValue(), "s");
});

for (const [key, caret] of [["Home", 0], ["End", 4], ["ArrowLeft", 3]])
	typing(`${key} goes back into the field`, async (page) => {
		await type(page, "libr");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press(key);
		assert.equal(await page.locator("[aria-selected=true]").count(), 0);
		assert.equal(await field(page)
			.getAttribute("aria-activedescendant"), null);
		assert.equal(await field(page)
			.evaluate((input) => input.selectionStart), caret);
	});

typing("Escape closes the list, then empties the field", async (page) => {
	await type(page, "libr");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Escape");
	assert.equal(await options(page).count(), 0);
	assert.equal(await field(page).inputValue(), "libr");
	assert.equal(await field(page).getAttribute("aria-expanded"), "false");
	await page.keyboard.press("Escape");
	assert.equal(await field(page).inputValue(), "");
});

typing("Alt with arrows opens and closes", async (page) => {
	await type(page, "libr");
	await page.keyboard.press("Alt+ArrowUp");
	assert.equal(await options(page).count(), 0);
	await page.keyboard.press("Alt+ArrowDown");
	assert.equal(await options(page).count(), 4);
	assert.equal(await page.locator("[aria-selected=true]").count(), 0);
});

typing("Tab goes on and closes the list", async (page) => {
	await type(page, "libr");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Tab");
	assert.equal(await options(page).count(), 0);
	assert.equal(await field(page).inputValue(), "libr");
	assert.equal(await page.evaluate(() => document.activeElement.type),
		"submit");
});

typing("Enter searches for the one that is chosen; back is back", async (page) => {
	await type(page, "muse");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL(/q=museum$/);
	assert.match(await text(page, ".status"), /^\d articles found$/);
	assert.equal(await field(page).inputValue(), "museum");
	assert.equal(await options(page).count(), 0);
	await page.goBack();
	await page.waitForURL(SITE);
	assert.equal(await options(page).count(), 0);
	assert.equal(await field(page).inputValue(), "");
	await page.goForward();
	await page.waitForURL(/q=museum$/);
	assert.equal(await field(page).inputValue(), "museum");
});

typing("Enter without a choice searches for what is typed", async (page) => {
	await type(page, "libr");
	await page.keyboard.press("Enter");
	await page.waitForURL(/q=libr$/);
});

typing("an article is gone to", async (page) => {
	await page.route("https://news.example/**", (route) =>
		route.fulfill({body: "the article"}));
	await type(page, "libr");
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("Enter");
	await page.waitForURL(/^https:\/\/news\.example\/20\d\d\/.*\d$/);
});

typing("no script is gone to", async (page) => {
	await page.route(/format=suggest/, (route) => route.fulfill({json:
		["a", ["alpha"], [""], ["javascript:alert(1)"]]}));
	await type(page, "a");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL(/q=alpha$/);
});

typing("a click chooses", async (page) => {
	await type(page, "libr");
	await options(page).first().click();
	await page.waitForURL(/q=library$/);
});

typing("a touch chooses", async (page) => {
	await type(page, "libr");
	await options(page).first().tap();
	await page.waitForURL(/q=library$/);
}, {hasTouch: true, viewport: {width: 360, height: 640}});

typing("quick keys ask the server once", async (page) => {
	let count = 0;
	page.on("request", (request) => count += suggestions(request));
	await field(page).evaluate((input) => {
		for (const key of "librar") {
			input.value += key;
			input.dispatchEvent(new InputEvent("input"));
		}
	});
	await options(page).first().waitFor();
	assert.equal(count, 1);
});

typing("what is outrun is cancelled and never shown", async (page) => {
	const cancelled = page.waitForEvent("requestfailed", suggestions);
	await page.route(/q=li&/, async (route) => {
		await new Promise((done) => setTimeout(done, 700));
		await route.fulfill({json: ["li", ["late"]]}).catch(() => {});
	});
	const begun = page.waitForRequest(/q=li&/);
	await field(page).pressSequentially("li");
	await begun;
	await page.keyboard.type("br");
	await options(page).first().waitFor();
	assert.match((await cancelled).failure().errorText, /ABORTED/);
	await page.waitForTimeout(800);
	assert.equal((await options(page).allInnerTexts())[0], "library");
});

for (const [name, answer] of [
	["a failure", {status: 500, body: "no"}],
	["another page", {status: 200, body: "<html>"}],
	["JSON of another shape", {status: 200, body: "{\"a\":1}"}],
	["no server", null],
])
	typing(`${name} is silent, and the form goes on`, async (page) => {
		const asked = page.waitForRequest(suggestions);
		await page.route(/format=suggest/, (route) => answer ?
			route.fulfill(answer) : route.abort());
		await field(page).pressSequentially("libr");
		await asked;
		await page.waitForTimeout(100);
		assert.equal(await options(page).count(), 0);
		assert.equal(await text(page, ".trawl-said"), "");
		await page.keyboard.press("Enter");
		await page.waitForURL(/q=libr$/);
	});

typing("suggestions are text, whatever is in them", async (page) => {
	const evil = "<img src=x onerror=alert(1)>";
	await page.route(/format=suggest/, (route) =>
		route.fulfill({json: ["a", [evil]]}));
	await type(page, "a");
	assert.deepEqual(await options(page).allInnerTexts(), [evil]);
	assert.equal(await page.locator("img").count(), 0);
});

typing("a method of input is left to compose", async (page) => {
	const session = await page.context().newCDPSession(page);
	let count = 0;
	page.on("request", (request) => count += suggestions(request));
	await field(page).focus();
	await session.send("Input.imeSetComposition", {text: "libr",
		selectionStart: 4, selectionEnd: 4});
	await page.waitForTimeout(300);
	assert.equal(count, 0);
	assert.equal(await options(page).count(), 0);
	await field(page).evaluate((input) => input.dispatchEvent(
		new KeyboardEvent("keydown", {key: "Escape", isComposing: true,
			bubbles: true})));
	assert.equal(await field(page).inputValue(), "libr");
	await session.send("Input.insertText", {text: "libr"});
	await options(page).first().waitFor();
	assert.equal(count, 1);
});

typing("German pages speak German", async (page) => {
	await type(page, "libr");
	assert.equal(await text(page, ".trawl-said"), "4 Vorschläge");
}, {locale: "de-DE"});

test("any page: two lines complete, and a key leads there", () =>
	visit(HOME, {}, async (page) => {
		await page.locator("h1").click();
		await page.keyboard.press("/");
		await type(page, "libr");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await page.waitForURL(/search\?q=library$/);
	}));

test("any page: in a field, that key is a sign", () =>
	visit(HOME, {}, async (page) => {
		await field(page).focus();
		await page.keyboard.type("a/b");
		assert.equal(await field(page).inputValue(), "a/b");
	}));

await runAll();
await browser.close();
