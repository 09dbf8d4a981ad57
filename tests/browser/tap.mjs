// tap.mjs: tests of a browser, one line each; what fails is told.
// SPDX-License-Identifier: MIT
import {createRequire} from "node:module";

// From the folder that ./install filled.
export const load = createRequire(`${process.env.BROWSER_TOOLS}/package.json`);

const tests = [];
let failed = 0;

export function test(name, run) {
	tests.push([name, run]);
}

export async function runAll() {
	let number = 0;

	for (const [name, run] of tests) {
		let fault = null;
		try {
			await run();
		} catch (caught) {
			fault = caught;
			failed++;
		}
		console.log(`${fault ? "not " : ""}ok ${++number} - ${name}`);
		if (fault)
			console.log(String(fault.stack).replace(/^/gm, "# "));
	}
	console.log(`1..${number}`);
	process.exitCode = failed ? 1 : 0;
}
