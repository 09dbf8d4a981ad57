// site.mjs: visits to the search page, with a browser.
// SPDX-License-Identifier: MIT
//
// SITE is the address of the search, BROKEN that of one without an index,
// OUT a folder for pages as they were sent and for pictures of them.
import assert from "node:assert/strict";
import {load} from "./tap.mjs";

const {chromium} = load("playwright-core");

export const {SITE, BROKEN, OUT} = process.env;
export const HOME = new URL("/", SITE).href;

export const browser = await chromium.launch({args: ["--no-sandbox"],
	timeout: 120000,
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium"});

/*
 * A fresh browser opens the address and is closed behind the visit. Whatever a
 * policy forbids, or a script does not catch, is a fault.
 */
export async function visit(address, options, act) {
	const context = await browser.newContext({locale: "en-GB",
		viewport: {width: 1280, height: 900}, ...options});
	const page = await context.newPage();
	const faults = [];

	page.setDefaultTimeout(60000);
	page.on("pageerror", (error) => faults.push(error.message));
	page.on("console", (message) => {
		if (/Security Policy|Refused/.test(message.text()))
			faults.push(message.text());
	});
	try {
		await page.goto(address);
		await act(page);
		assert.deepEqual(faults, []);
	} finally {
		await context.close();
	}
}

export const find = (query) => `${SITE}?${new URLSearchParams(query)}`;
export const text = (page, selector) => page.locator(selector).innerText();
export const field = (page) => page.locator("[name=q]");
