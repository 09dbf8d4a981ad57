// search.js: completes searches as they are typed.
// SPDX-License-Identifier: MIT
//
// For every <form data-trawl> of a page with a field named q: a combobox with
// a list and manual selection, after the ARIA Authoring Practices. The form
// works as it is without this, and whenever this fails. data-trawl-key="/"
// makes that key go to the field.
(() => {
"use strict";

const WAIT = 120;	// ms without a key, before the server is asked
const LONGEST = 512;	// bytes of a search
const WORDS = {
	en: ["No suggestions", "1 suggestion", "% suggestions", "Suggestions"],
	de: ["Keine Vorschläge", "1 Vorschlag", "% Vorschläge", "Vorschläge"],
	fr: ["Aucune suggestion", "1 suggestion", "% suggestions",
		"Suggestions"],
};

// Of no weight, so that any rule of the site has more.
const STYLE = `
:where(.trawl-list) { position: absolute; z-index: 99; margin: 0;
  padding: .25rem 0; list-style: none; box-sizing: border-box;
  max-height: 60vh; overflow-y: auto; text-align: start;
  background: var(--paper, Canvas); color: var(--ink, CanvasText);
  border: 1px solid var(--edge, GrayText); border-radius: .4rem;
  box-shadow: 0 .4rem 1.2rem rgb(0 0 0 / .2) }
:where(.trawl-list[hidden]) { display: none }
:where(.trawl-list > *) { padding: .6rem .75rem; cursor: pointer;
  overflow-wrap: anywhere }
:where(.trawl-list > :hover) { background: var(--wash, ButtonFace);
  color: var(--ink, ButtonText) }
:where(.trawl-list > [aria-selected=true]) {
  background: var(--link, Highlight); color: var(--paper, HighlightText);
  outline: 2px solid transparent; outline-offset: -2px }
:where(.trawl-list > :not([data-link]) + [data-link]) {
  border-top: 1px solid var(--line, GrayText) }
:where(.trawl-said) { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap }`;

const make = (name, attributes) => {
	const element = document.createElement(name);
	for (const key in attributes)
		element.setAttribute(key, attributes[key]);
	return element;
};

let made = 0;

function complete(form, input) {
	const id = `trawl-list-${++made}`;
	const language = (form.closest("[lang]")?.lang || "").slice(0, 2);
	const words = WORDS[language.toLowerCase()] || WORDS.en;
	const list = make("ul", {id, role: "listbox", class: "trawl-list",
		hidden: "", "aria-label": words[3]});
	const said = make("div", {role: "status", class: "trawl-said"});
	let chosen = -1;	// number of the option that is pointed to
	let asked = "";		// what was asked for last
	let listed = "";	// what the list is about
	let request = null;
	let timer = 0;

	const isOpen = () => !list.hidden;

	const point = (number) => {
		list.children[chosen]?.setAttribute("aria-selected", "false");
		chosen = number;
		const option = list.children[number];
		if (!option) {
			input.removeAttribute("aria-activedescendant");
			return;
		}
		option.setAttribute("aria-selected", "true");
		option.scrollIntoView({block: "nearest"});
		input.setAttribute("aria-activedescendant", option.id);
	};

	// Under the field, whatever is positioned around both.
	const place = () => {
		list.style.left = list.style.top = "0";
		const from = list.getBoundingClientRect();
		const to = input.getBoundingClientRect();
		list.style.left = `${to.left - from.left}px`;
		list.style.top = `${to.bottom - from.top + 4}px`;
		list.style.width = `${to.width}px`;
	};

	const forget = () => {
		clearTimeout(timer);
		request?.abort();
		request = null;
	};

	const close = () => {
		forget();
		point(-1);
		list.hidden = true;
		input.setAttribute("aria-expanded", "false");
		said.textContent = "";
	};

	const open = () => {
		if (!list.children.length)
			return;
		list.hidden = false;
		input.setAttribute("aria-expanded", "true");
		place();
	};

	// An article is gone to, words are searched for.
	const choose = (option) => {
		const link = option.dataset.link;
		input.value = link ? listed : option.textContent;
		list.replaceChildren();
		close();
		if (link)
			location.assign(link);
		else
			form.requestSubmit();
	};

	// What is typed already is plain, what would be added bold.
	const fill = (texts, links) => {
		list.replaceChildren(...texts.map((text, i) => {
			const option = make("li", {id: `${id}-${i}`,
				role: "option", "aria-selected": "false",
				dir: "auto"});
			const link = links[i] && new URL(links[i], form.action);
			if (/^https?:$/.test(link?.protocol))
				option.dataset.link = link;
			const typed = text.slice(0, asked.length);
			if (typed.toLowerCase() === asked.toLowerCase()) {
				const rest = make("b", {});
				rest.textContent = text.slice(typed.length);
				option.append(typed, rest);
			} else {
				option.textContent = text;
			}
			return option;
		}));
	};

	const show = (texts, links) => {
		point(-1);
		listed = asked;
		fill(texts, links);
		if (texts.length)
			open();
		else
			close();
		said.textContent = words[Math.min(texts.length, 2)]
			.replace("%", texts.length);
	};

	const ask = async () => {
		const address = new URL(form.action);
		request = new AbortController();
		const {signal} = request;
		address.search = new URLSearchParams({q: asked,
			format: "suggest"});
		try {
			const answer = await fetch(address, {signal});
			if (!answer.ok)
				throw answer.status;
			const [, texts, , links = []] = await answer.json();
			const own = texts.indexOf(asked);
			if (own >= 0 && !links[own]) {
				texts.splice(own, 1);
				links.splice(own, 1);
			}
			if (!signal.aborted)
				show(texts, links);
		} catch {
			if (!signal.aborted) {
				list.replaceChildren();
				close();
			}
		}
	};

	const typed = () => {
		const text = input.value.trimStart();
		forget();
		point(-1);
		if (text === listed && list.children.length) {
			open();
			return;
		}
		asked = text;
		if (!text || new TextEncoder().encode(text).length > LONGEST) {
			list.replaceChildren();
			close();
			return;
		}
		timer = setTimeout(ask, WAIT);
	};

	const arrow = (event, step) => {
		const count = list.children.length;
		event.preventDefault();
		if (event.altKey) {
			if (step > 0)
				open();
			else
				close();
			return;
		}
		if (!isOpen())
			open();
		if (!isOpen())
			typed();
		else if (chosen < 0)
			point(step > 0 ? 0 : count - 1);
		else
			point((chosen + step + count) % count);
	};

	const key = (event) => {
		if (event.isComposing || event.keyCode === 229 ||
			event.ctrlKey || event.metaKey)
			return;
		switch (event.key) {
		case "ArrowDown":
			arrow(event, 1);
			break;
		case "ArrowUp":
			arrow(event, -1);
			break;
		case "Enter":
			if (chosen >= 0) {
				event.preventDefault();
				choose(list.children[chosen]);
			} else {
				close();
			}
			break;
		case "Escape":
			if (!isOpen() && !input.value)
				break;
			event.preventDefault();
			if (!isOpen())
				input.value = "";
			close();
			break;
		case "Home":
		case "End":
		case "ArrowLeft":
		case "ArrowRight":
			point(-1);
			break;
		case "Tab":
			close();
		}
	};

	for (const [name, value] of Object.entries({role: "combobox",
		autocomplete: "off", "aria-autocomplete": "list",
		"aria-expanded": "false", "aria-controls": id}))
		input.setAttribute(name, value);
	form.append(list, said);
	input.addEventListener("keydown", key);
	input.addEventListener("input", (event) => {
		if (!event.isComposing)
			typed();
	});
	input.addEventListener("compositionend", typed);
	input.addEventListener("blur", close);
	list.addEventListener("mousedown", (event) => event.preventDefault());
	list.addEventListener("click", (event) => {
		const option = event.target.closest("[role=option]");
		if (option)
			choose(option);
	});
	addEventListener("resize", () => isOpen() && place());
	addEventListener("pagehide", close);
	// Gone back to: the field says again what the page is about.
	addEventListener("pageshow", (event) => {
		if (event.persisted)
			input.value = input.defaultValue;
	});
}

function shortcut(key, input) {
	document.addEventListener("keydown", (event) => {
		if (event.key !== key || event.ctrlKey || event.metaKey ||
			event.altKey || event.isComposing ||
			event.target.closest?.("input:not([type=radio], " +
			"[type=checkbox]), textarea, select, " +
			"[contenteditable]"))
			return;
		event.preventDefault();
		input.focus();
		input.select();
	});
}

function start() {
	for (const form of document.querySelectorAll("form[data-trawl]")) {
		const input = form.querySelector("[name=q]");
		if (!input)
			continue;
		complete(form, input);
		if (form.dataset.trawlKey)
			shortcut(form.dataset.trawlKey, input);
	}
}

try {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(STYLE);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
	start();
} catch {
	// An old browser: the form works as it is.
}
})();
