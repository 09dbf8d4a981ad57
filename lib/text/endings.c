/* endings.c: what the words of a language end with. */
/* SPDX-License-Identifier: MIT */
#include "text/endings.h"

#include <string.h>

static const struct {
	const char *code;
	const char *endings;
} languages[] = {
	{"da", "ende delse delser delsen elig eligt elige endes erede erne "
		"ernes eren hed heden heder ered erende ige igt lig ligt "
		"lige ligst lost lose"},
	{"de", "en bar bare baren erin erinnen erisch erische erischen "
		"haft hafte heit heiten ieren ierung ierungen ierte iert "
		"igkeit igkeiten isch ische ischen ischer isches keit "
		"keiten lich liche lichen licher liches lichkeit ling linge "
		"los lose losen schaft schaften ung ungen enden ender endes "
		"ern erer este esten stens"},
	{"en", "ing able ably ability abilities acy al alism alist ality "
		"alities ally ance ances ancy ant antly ants ary aries ate "
		"ated ately ates ating ation ational ationally ations ative "
		"atively ator ators atory edly ence ences ency encies ent "
		"ently ents er ers est ful fully fulness fulnesses iable "
		"ible ibility ibly ical ically icity icities iciency ied "
		"ier iers ies iest ility ilities iness inesses ingly ings "
		"ion ional ionally ions ious iously isation isations ise "
		"ised iser isers ises ishly ising ism isms ist istic "
		"istically ists ities itive ity ive ively iveness ivity "
		"ivities ization izations ize ized izer izers izes izing "
		"less lessly lessness logical logically logies logist "
		"logists logy ly ment mental mentally ments ness nesses "
		"ogical ogies ogist ogists ogy ous ously ousness 's"},
	{"es", "ando able ables acion aciones ador adora adoras adores "
		"amente amiento amientos aba abamos aban abas ancia ancias "
		"ante antes encia encias iendo ible ibles icion iciones "
		"idad idades imiento imientos ismo ismos ista istas itud "
		"itudes ivo iva ivas ivos izacion izaciones izar logia "
		"logias mente oso osa osas osos aremos aran aras eremos "
		"eran eras iremos iran iras asteis isteis aron ieron"},
	{"fr", "er able ables ateur ateurs ation ations atrice atrices "
		"aient ais ait ance ances ant ante antes ants ement ements "
		"ence ences erait eraient erons eront euse euses eux eur "
		"eurs ible ibles ication ications ienne iennes ifier ique "
		"iques isme ismes issement issements iste istes ite ites "
		"ive ives if ifs ivement logie logies ment ments ution "
		"utions ure ures"},
	{"it", "are abile abili amente amento amenti ando ante anti anza "
		"anze ato ata ate ati atore atori atrice atrici azione "
		"azioni endo enza enze eranno erebbe ibile ibili imento "
		"imenti ismo ismi ista iste isti ita ivo iva ive ivi logia "
		"logie mente oso osa ose osi uzione uzioni"},
	{"nl", "en baar bare baarheid elijk elijke elijkheid erig erige "
		"erij heden heid ing ingen isch ische lijk lijke lijkheid "
		"lijkheden loos loze schap schappen achtig achtige ende "
		"enden"},
	{"no", "ende delig eleg elig elige endes enes erte hetene heten "
		"heter hets het ane anes eleig lov slov leg ig ige igst els"},
	{"pt", "ando acao acoes adora adoras ador adores amente amento "
		"amentos ancia ancias ante antes avel aveis encia encias "
		"endo idade idades imento imentos indo ismo ismos ista "
		"istas ivo iva ivas ivos ivel iveis izacao izar logia "
		"logias mente oso osa osas osos aremos ariam"},
	{"ru", "ость ости остью ение ения ению "
		"ением ениям ениями ание ания "
		"анию анием ательный ательная "
		"ательное ировать ирование "
		"ирования ический ическая "
		"ическое ических ического нный "
		"нная нное нного нных ность "
		"ности ностью ство ства ству "
		"ством ественный ественная "
		"ывать ывал ываем остям остями "
		"ами ями ого ому ыми ими ется "
		"ются аться ться лись лась лось"},
	{"sv", "ande andes ades aste else elsen elser ens ering eringar "
		"eringen erna ernas het heten heter heterna heters hetens "
		"ig iga igt ighet lig liga ligen ligt lighet lost fullt"},
};

const char *
tw_endings(const char *code)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		if (strcmp(code, languages[i].code) == 0)
			return languages[i].endings;
	return "";
}
