/* words_de.c: what the site says in German. */
/* SPDX-License-Identifier: MIT */
#include "site/words.h"

const struct words words_de = {
	.code = "de",
	.dir = "ltr",
	.thousands = ".",
	.behind_day = ".",
	.first_day = "1.",
	.months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
		"August", "September", "Oktober", "November", "Dezember"},
	.text = {
		[SAY_NOTHING] = "",
		[SAY_SEARCH] = "Suchen",
		[SAY_LABEL] = "Artikel durchsuchen",
		[SAY_FOUND_ONE] = "1 Artikel gefunden",
		[SAY_FOUND] = "%1 Artikel gefunden",
		[SAY_FOUND_PART] = "Artikel %1 bis %2 von %3",
		[SAY_FOUND_ALIKE] =
			"Artikel %1 bis %2 von %3, gleiche nur einmal",
		[SAY_LAST_ALIKE] =
			"Artikel %1 bis %2, die letzten; die übrigen von %3 "
			"lesen sich wie einer der gezeigten",
		[SAY_NO_MORE] =
			"Mehr gibt es nicht: die übrigen von %1 Artikeln lesen "
			"sich wie einer der gezeigten.",
		[SAY_BEYOND] = "Es gibt nur %1 Artikel.",
		[SAY_PARTIAL] =
			"Nicht alle Artikel wurden angesehen, das hätte "
			"zu lange gedauert: suchen Sie nach selteneren "
			"Wörtern.",
		[SAY_NONE] = "Nichts gefunden.",
		[SAY_NONE_HELP] =
			"Prüfen Sie die Schreibweise, oder versuchen Sie "
			"andere oder weniger Wörter.",
		[SAY_THESE_FIND] = "Diese Suchen finden etwas:",
		[SAY_ARTICLE] = "1 Artikel",
		[SAY_ARTICLES] = "%1 Artikel",
		[SAY_DID_YOU_MEAN] = "Meinten Sie",
		[SAY_PASSAGE] = "Im Artikel zeigen",
		[SAY_ALIKE] = "%1 weitere wie dieser",
		[SAY_FILTERS] = "Filtern und ordnen",
		[SAY_SORT] = "Reihenfolge",
		[SAY_BY_SCORE] = "Beste zuerst",
		[SAY_NEWEST] = "Neueste zuerst",
		[SAY_OLDEST] = "Älteste zuerst",
		[SAY_BY_TITLE] = "Nach Titel",
		[SAY_CATEGORY] = "Rubrik",
		[SAY_AUTHOR] = "Autor",
		[SAY_ANY] = "Alle",
		[SAY_DATE] = "Datum",
		[SAY_YEARS] = "Jahre",
		[SAY_ANY_YEAR] = "Alle",
		[SAY_FROM] = "Von",
		[SAY_TO] = "Bis",
		[SAY_APPLY] = "Anwenden",
		[SAY_CLEAR] = "Alle Filter entfernen",
		[SAY_PAGES] = "Seiten",
		[SAY_PREVIOUS] = "Zurück",
		[SAY_NEXT] = "Weiter",
		[SAY_PAGE] = "Seite %1",
		[SAY_PAGE_OF] = "Seite %1 von %2",
		[SAY_FEED] = "Feed dieser Suche",
		[SAY_EMPTY] = "Geben Sie ein, was Sie suchen.",
		[SAY_UNAVAILABLE] =
			"Die Suche ist gerade nicht verfügbar. Bitte "
			"versuchen Sie es in einer Minute wieder.",
		[SAY_FAILED] =
			"Die Suche ist fehlgeschlagen. Bitte versuchen Sie es "
			"in einer Minute wieder.",
		[SAY_METHOD] = "Diese Seite kann nur gelesen werden.",
		[SAY_NOT_FOUND] = "Diese Seite gibt es nicht.",
		[SAY_LONG_QUERY] = "Die Suche ist länger als 512 Bytes.",
		[SAY_LONG_ADDRESS] = "Die Adresse ist zu lang.",
		[SAY_MANY_WORDS] = "Eine Suche hat höchstens 32 Wörter.",
		[SAY_MANY_PATTERNS] =
			"Eine Suche hat höchstens 4 Wörter mit * oder ? darin "
			"oder ~ dahinter.",
		[SAY_BAD_PAGE] = "Die Seite muss eine Zahl von 1 bis 100 sein.",
		[SAY_BAD_FORMAT] = "Dieses Format gibt es nicht.",
		[SAY_BAD_DATE] =
			"Ein Datum ist wie 2019-12-17, 2019-12 oder 2019.",
		[SAY_BAD_SORT] =
			"Die Reihenfolge muss score, newest, oldest oder "
			"title sein.",
		[SAY_BAD_OPTION] = "Diesen Wert hat ein Parameter nicht.",
		[SAY_LONG_FILTER] = "Die Rubrik oder der Autor ist zu lang.",
	},
	.warnings = {
		[WARNING_BYTES] =
			"Bytes, die kein Text (UTF-8) sind, weggelassen: %1",
		[WARNING_QUOTE_OUT] =
			"Anführungszeichen an Stelle %1 ohne ein zweites, "
			"weggelassen",
		[WARNING_QUOTE_READ] =
			"Anführungszeichen an Stelle %1 ohne ein zweites, "
			"gelesen als „%t“",
		[WARNING_PATTERN] =
			"das Muster an Stelle %1 braucht zwei Buchstaben, "
			"weggelassen",
		[WARNING_FUZZY] =
			"das ~ an Stelle %1 braucht drei Buchstaben davor, "
			"weggelassen",
		[WARNING_PREFIX] =
			"der * an Stelle %1 braucht zwei Buchstaben davor, "
			"weggelassen",
		[WARNING_QUOTED] =
			"der * an Stelle %1 steht in Anführungszeichen, "
			"weggelassen",
		[WARNING_BEGUN] =
			"der * an Stelle %1 steht in Anführungszeichen: was "
			"so beginnt, darf überall stehen",
		[WARNING_FIELD] =
			"%t an Stelle %1 hat nichts direkt hinter sich, "
			"gelesen als Wort",
		[WARNING_DATE] =
			"kein Datum an Stelle %1, gelesen als Wörter: %t",
		[WARNING_DEPTH] =
			"mehr als %1 Klammern ineinander: was tiefer steht, "
			"wurde weggelassen",
		[WARNING_FLAT] =
			"mehr als %1 Klammern ineinander: die ab Stelle %2 "
			"wurden weggelassen, nicht, was darin steht",
		[WARNING_PLUS] = "+ bedeutet neben OR nichts, an Stelle %1",
		[WARNING_CLOSE] = "die Klammer an Stelle %1 schließt nichts",
		[WARNING_OPEN] =
			"offene Klammer an Stelle %1, gelesen als am Ende "
			"geschlossen",
		[WARNING_NEAR] =
			"NEAR an Stelle %1 braucht ein Wort auf jeder Seite, "
			"gelesen als AND",
		[WARNING_TERMS] =
			"mehr als %1 Wörter: was an Stelle %2 beginnt, wurde "
			"weggelassen",
		[WARNING_MANY] =
			"%t an Stelle %1 steht für viele Wörter: gesucht "
			"werden die %2, die am häufigsten sind",
	},
};
