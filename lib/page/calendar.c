/* calendar.c: names of months and weekdays in many languages. */
/* SPDX-License-Identifier: MIT */
#include "page/calendar.h"

#include "page/plain.h"

#define NAME_MAX_BYTES 64

/*
 * Names of one month or day in all languages that have a stemmer, and in
 * Welsh, as tw_plain writes them (lower case, without accents), each between
 * bars. English words that could be met before a number (Portuguese "set",
 * "out", Spanish "ago") are left out.
 */
static const char *const months[12] = {
	"|january|jan|januar|janner|januari|janvier|janv|enero|ene|gennaio|gen"
	"|janeiro|ianuarie|ian|gener|urtarrila|urtarrilaren|tammikuu"
	"|tammikuuta|eanair|sausis|sausio|ocak|ionawr|ιανουαριος|ιανουαριου"
	"|ιαν|январь|января|янв|јануар|يناير|հունվար|հունվարի|जनवरी|ஜனவரி"
	"|יאנואר|",
	"|february|feb|februar|feber|februari|fevrier|fevr|febrero|febbraio"
	"|fevereiro|fev|februarie|febrer|otsaila|otsailaren|helmikuu"
	"|helmikuuta|feabhra|vasaris|vasario|subat|chwefror|φεβρουαριος"
	"|φεβρουαριου|φεβ|февраль|февраля|фев|фебруар|فبراير|փետրվար"
	"|փետրվարի|फरवरी|फ़रवरी|பிப்ரவரி|פעברואר|",
	"|march|mar|marz|maerz|mrz|mars|marzo|marco|maart|mrt|marts|martie"
	"|marcius|martxoa|martxoaren|maaliskuu|maaliskuuta|marta|maret|kovas"
	"|kovo|mart|mawrth|μαρτιος|μαρτιου|μαρ|март|марта|мар|مارس|մարտ"
	"|մարտի|मार्च|மார்ச்|מערץ|",
	"|april|apr|avril|avr|abril|abr|aprile|aprilie|aprilis|apirila"
	"|apirilaren|huhtikuu|huhtikuuta|aibrean|balandis|balandzio|nisan"
	"|ebrill|απριλιος|απριλιου|απρ|апрель|апреля|апр|април|أبريل|إبريل"
	"|ապրիլ|ապրիլի|अप्रैल|ஏப்ரல்|אפריל|",
	"|may|mai|mei|maj|mayo|maggio|mag|maio|maig|majus|maiatza|maiatzaren"
	"|toukokuu|toukokuuta|bealtaine|geguze|geguzes|mayis|μαιος|μαιου|μαι"
	"|маи|мая|мај|مايو|մայիս|մայիսի|मई|மே|מיי|",
	"|june|jun|juni|juin|junio|giugno|giu|junho|iunie|juny|junius|ekaina"
	"|ekainaren|kesakuu|kesakuuta|meitheamh|birzelis|birzelio|haziran"
	"|mehefin|ιουνιος|ιουνιου|ιουν|июнь|июня|јун|يونيو|հունիս|հունիսի"
	"|जून|ஜூன்|יוני|",
	"|july|jul|juli|juillet|juil|julio|luglio|lug|julho|iulie|juliol"
	"|julius|uztaila|uztailaren|heinakuu|heinakuuta|iuil|liepa|liepos"
	"|temmuz|gorffennaf|ιουλιος|ιουλιου|ιουλ|июль|июля|јул|يوليو|հուլիս"
	"|հուլիսի|जुलाई|ஜூலை|יולי|",
	"|august|aug|augusti|augustus|aout|agosto|agost|augusztus|abuztua"
	"|abuztuaren|elokuu|elokuuta|lunasa|agustus|rugpjutis|rugpjucio"
	"|agustos|awst|avgust|αυγουστος|αυγουστου|αυγ|август|августа|авг"
	"|أغسطس|օգոստոս|օգոստոսի|अगस्त|ஆகஸ்ட்|אויגוסט|",
	"|september|sept|sep|septembre|septiembre|setiembre|settembre|setembro"
	"|septembrie|setembre|szeptember|iraila|irailaren|syyskuu|syyskuuta"
	"|mean fomhair|rugsejis|rugsejo|eylul|medi|septembar|σεπτεμβριος"
	"|σεπτεμβριου|σεπ|сентябрь|сентября|сент|сен|септембар|سبتمبر"
	"|սեպտեմբեր|սեպտեմբերի|सितंबर|सितम्बर|செப்டம்பர்|סעפטעמבער|",
	"|october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|octombrie"
	"|urria|urriaren|lokakuu|lokakuuta|deireadh fomhair|spalis|spalio"
	"|ekim|hydref|oktobar|οκτωβριος|οκτωβριου|οκτ|октябрь|октября|окт"
	"|октобар|أكتوبر|հոկտեմբեր|հոկտեմբերի|अक्टूबर|अक्तूबर|அக்டோபர்"
	"|אקטאבער|",
	"|november|nov|novembre|noviembre|novembro|noiembrie|azaroa|azaroaren"
	"|marraskuu|marraskuuta|samhain|samhna|lapkritis|lapkricio|kasim"
	"|tachwedd|novembar|νοεμβριος|νοεμβριου|νοε|ноябрь|ноября|ноя|нояб"
	"|новембар|نوفمبر|նոյեմբեր|նոյեմբերի|नवंबर|नवम्बर|நவம்பர்|נאוועמבער|",
	"|december|dec|dezember|dez|decembre|diciembre|dic|dicembre|dezembro"
	"|decembrie|desember|des|desembre|abendua|abenduaren|joulukuu"
	"|joulukuuta|nollaig|nollag|gruodis|gruodzio|aralik|rhagfyr"
	"|decembar|δεκεμβριος|δεκεμβριου|δεκ|декабрь|декабря|дек|децембар"
	"|ديسمبر|դեկտեմբեր|դեկտեմբերի|दिसंबर|दिसम्बर|டிசம்பர்|דעצעמבער|",
};

static const char *const weekdays[7] = {
	"|monday|mon|montag|mo|lundi|lun|lunes|lunedi|segunda|luni|dilluns|dl"
	"|maandag|ma|mandag|man|mandag|mandag|maandag|mandag|mandag|maanantai"
	"|maanantaina|hetfo|pazartesi|astelehena|dydd llun|llun|senin"
	"|pirmadienis|luan|de luain|δευτερα|понедельник|пн|понедељак"
	"|ponedeljak|الاثنين|सोमवार|திங்கள்|",
	"|tuesday|tue|tues|dienstag|di|mardi|mar|martes|martedi|terca|marti"
	"|dimarts|dt|dinsdag|tirsdag|tir|tisdag|tis|tiistai|tiistaina|kedd"
	"|sali|asteartea|dydd mawrth|mawrth|selasa|antradienis|mairt|de mairt"
	"|τριτη|вторник|вт|уторак|utorak|الثلاثاء|मंगलवार|செவ்வாய்|",
	"|wednesday|wed|mittwoch|mi|mercredi|mer|miercoles|mie|mercoledi|quarta"
	"|miercuri|dimecres|dc|woensdag|wo|onsdag|ons|keskiviikko"
	"|keskiviikkona|szerda|carsamba|asteazkena|dydd mercher|mercher|rabu"
	"|treciadienis|ceadaoin|de ceadaoin|τεταρτη|среда|ср|sreda|الأربعاء"
	"|बुधवार|புதன்|",
	"|thursday|thu|thur|thurs|donnerstag|jeudi|jeu|jueves|jue|giovedi|gio"
	"|quinta|joi|dijous|dj|donderdag|torsdag|tor|tors|torstai|torstaina"
	"|csutortok|persembe|osteguna|dydd iau|iau|kamis|ketvirtadienis"
	"|deardaoin|πεμπτη|четверг|чт|четвртак|cetvrtak|الخميس|गुरुवार"
	"|வியாழன்|",
	"|friday|fri|freitag|fr|vendredi|ven|viernes|vie|venerdi|sexta|vineri"
	"|divendres|dv|vrijdag|vr|fredag|fre|perjantai|perjantaina|pentek"
	"|cuma|ostirala|dydd gwener|gwener|jumat|penktadienis|aoine|de haoine"
	"|παρασκευη|пятница|пт|петак|petak|الجمعة|शुक्रवार|வெள்ளி|",
	"|saturday|sat|samstag|sonnabend|sa|samedi|sam|sabado|sab|sabato"
	"|sambata|dissabte|ds|zaterdag|za|lordag|lor|lauantai|lauantaina"
	"|szombat|cumartesi|larunbata|dydd sadwrn|sadwrn|sabtu|sestadienis"
	"|satharn|de sathairn|σαββατο|суббота|сб|субота|subota|السبت|शनिवार"
	"|சனி|",
	"|sunday|sun|sonntag|so|dimanche|dim|domingo|dom|domenica|duminica"
	"|diumenge|dg|zondag|zo|sondag|son|sunnuntai|sunnuntaina|vasarnap"
	"|pazar|igandea|dydd sul|sul|minggu|sekmadienis|domhnach|de domhnaigh"
	"|κυριακη|воскресенье|вс|недеља|nedelja|الأحد|रविवार|ஞாயிறு|",
};

/* "|name|" of the first `count` words into `out`; bytes they take. */
static size_t
bar_words(struct tw_str text, unsigned count, char out[NAME_MAX_BYTES])
{
	size_t at = 0;
	size_t used = 1;

	out[0] = '|';
	for (unsigned i = 0; i < count; i++) {
		if (i > 0) {
			if (at >= text.n || text.p[at] != ' ')
				return 0;
			at++;
			out[used++] = ' ';
		}
		if (used >= NAME_MAX_BYTES - 3)
			return 0;
		struct tw_str rest = tw_str(text.p + at, text.n - at);
		size_t word = tw_plain_word(rest);
		size_t n = tw_plain(tw_str(rest.p, word), out + used,
			NAME_MAX_BYTES - 3 - used);

		if (word == 0 || n == 0)
			return 0;
		at += word;
		used += n;
	}
	out[used++] = '|';
	out[used] = '\0';
	return at;
}

/* Bits of the rows that have the name; *ret_bytes what it takes. */
static unsigned
rows_with_name(const char *const *rows, unsigned count, struct tw_str text,
	size_t *ret_bytes)
{
	char name[NAME_MAX_BYTES];

	for (unsigned words = 2; words > 0; words--) {
		size_t bytes = bar_words(text, words, name);
		unsigned found = 0;

		if (bytes == 0)
			continue;
		for (unsigned i = 0; i < count; i++) {
			if (strstr(rows[i], name))
				found |= 1u << i;
		}
		if (found != 0) {
			*ret_bytes = bytes;
			return found;
		}
	}
	return 0;
}

size_t
tw_month_read(struct tw_str text, unsigned *ret_month)
{
	size_t bytes;
	unsigned found = rows_with_name(months, 12, text, &bytes);

	if (found == 0)
		return 0;
	*ret_month = (unsigned)__builtin_ctz(found) + 1;
	return bytes;
}

size_t
tw_weekday_read(struct tw_str text, unsigned *ret_days)
{
	size_t bytes;
	unsigned found = rows_with_name(weekdays, 7, text, &bytes);

	if (found == 0)
		return 0;
	*ret_days = found;
	return bytes;
}

unsigned
tw_month_days(unsigned year, unsigned month)
{
	static const uint8_t days[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/* Sakamoto's congruence, shifted so that the week begins on Monday. */
unsigned
tw_weekday(unsigned year, unsigned month, unsigned day)
{
	static const uint8_t shift[12] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};

	if (month < 3)
		year--;
	return (year + year / 4 - year / 100 + year / 400 + shift[month - 1]
		+ day + 6) % 7;
}
