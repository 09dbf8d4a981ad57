/* person.c: names of persons and of offices. */
/* SPDX-License-Identifier: MIT */
#include "page/person.h"

#include "page/plain.h"
#include "page/split.h"
#include "text/utf8.h"

static const char *const roles =
	"|head|director|chair|chairman|chairwoman|chairperson|chief|executive"
	"|ceo|manager|officer|editor|reporter|correspondent|writer|journalist"
	"|columnist|contributor|professor|lecturer|researcher|fellow|president"
	"|minister|secretary|leader|councillor|member|mayor|founder|co-founder"
	"|partner|consultant|adviser|advisor|analyst|coordinator|co-ordinator"
	"|lead|specialist|assistant|associate|senior|deputy|trustee|governor"
	"|commissioner|inspector|superintendent|principal|producer|blogger"
	"|administrator|webmaster|planner|teacher|nurse|doctor|engineer"
	"|designer|developer|practitioner|worker|strategist|librarian|lawyer"
	"|solicitor|economist|scientist|student|apprentice|volunteer|owner"
	"|trainer|surveyor|architect|accountant|author|photographer|";

/* Words of organisations: no part of a person's name. */
static const char *const organisations =
	"|team|staff|admin|editorial|newsroom|desk|office|department|council"
	"|university|institute|association|foundation|trust|agency|service"
	"|services|group|ltd|limited|inc|plc|news|press|media|communications"
	"|guest|blog|redaktion|redaction|redazione|redaccion|agence|reuters"
	"|associated|bureau|magazine|times|post|website|";

/* What may stand in a name in small letters. */
static const char *const particles =
	"|de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|al|el"
	"|bin|ibn|y|e|af|av|zu|zur|ap|ab|ferch|mac|o|ni|ui|";

static const char *const behind_names =
	"|for|at|via|from|in|on|is|-|--|\xc2\xb7|\xe2\x80\xa2|";

/* No name begins or ends with these. */
static const char *const no_names =
	"|the|a|an|this|that|it|we|you|our|your|all|more|read|view|share|new"
	"|and|or|to|for|from|with|at|in|on|of|monday|tuesday|wednesday|thursday"
	"|friday|saturday|sunday|january|february|march|april|june|july|august"
	"|september|october|november|december|comments|comment|categories|tags"
	"|latest|about|contact|home|follow|email|back|next|previous|no|not|what"
	"|how|why|when|who|where|is|are|last|updated|written|published|posted"
	"|reviewed|edited|by|";

bool
tw_person_has_role(struct tw_str text)
{
	struct tw_str left = text;

	while (left.n > 0) {
		struct tw_str word = tw_split_word(&left);

		while (word.n > 0 && memchr(",.;:()/", word.p[word.n - 1], 7))
			word.n--;
		if (tw_split_is_in(roles, word))
			return true;
	}
	return false;
}

/* A word of a name: letters, hyphens, apostrophes; "J." too. */
static bool
is_name_word(struct tw_str word, bool *ret_particle)
{
	const char *end = word.p + word.n;
	uint32_t first = 0;

	for (const char *p = word.p; p < end;) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		if (first == 0)
			first = c;
		if (!tw_plain_is_letter(c) && c != '-' && c != '\''
			&& c != 0x2019 && c != '.')
			return false;
	}
	if (!tw_plain_is_letter(first))
		return false;
	*ret_particle = tw_split_is_in(particles, word);
	return tw_plain_is_upper(first) || *ret_particle || first >= 0x590;
}

bool
tw_person_is_name(struct tw_str text)
{
	struct tw_str left = tw_plain_trim(text);
	unsigned words = 0;
	bool particle = false;

	if (left.n > 60)
		return false;
	while (left.n > 0) {
		struct tw_str word = tw_split_word(&left);

		if (word.n == 0)
			break;
		if (!is_name_word(word, &particle)
			|| tw_split_is_in(roles, word)
			|| tw_split_is_in(organisations, word))
			return false;
		if ((words == 0 || left.n == 0)
			&& tw_split_is_in(no_names, word))
			return false;
		if (words == 0 && particle && !tw_plain_is_upper(
			(unsigned char)word.p[0]))
			return false;
		words++;
	}
	return words >= 2 && words <= 5 && !particle;
}

/* Bytes before a word that parts names: "," ";" "/" "&" "and" "und" ... */
static size_t
name_end(struct tw_str text, size_t *ret_next)
{
	struct tw_str left = text;

	while (left.n > 0) {
		struct tw_str word = tw_split_word(&left);
		size_t start = (size_t)(word.p - text.p);
		size_t mark = 0;

		if (tw_split_is_in("|and|&|und|et|y|e|with|og|och|en|", word)
			&& start > 0 && word.n > 0
			&& !(word.n == 1 && word.p[0] == 'e')) {
			*ret_next = start + word.n;
			return start;
		}
		/* What follows is of the person, no other one. */
		if (start > 0 && word.n > 0
			&& (tw_split_is_in(behind_names, word)
				|| memchr("|0123456789", word.p[0], 11))) {
			*ret_next = text.n;
			return start;
		}
		while (mark < word.n && !memchr(",;/", word.p[mark], 3))
			mark++;
		if (mark < word.n) {
			*ret_next = start + mark + 1;
			return start + mark;
		}
	}
	*ret_next = text.n;
	return text.n;
}

/* The name without a title before it. */
static struct tw_str
without_honour(struct tw_str name)
{
	struct tw_str left = name;
	struct tw_str word = tw_split_word(&left);

	if (tw_split_is_in("|dr|dr.|mr|mr.|mrs|mrs.|ms|ms.|miss|prof|prof."
		"|professor|sir|dame|cllr|cllr.|councillor|rev|rev.|lord|lady"
		"|by|", word))
		return tw_plain_trim(left);
	return name;
}

unsigned
tw_person_names(struct tw_str text, struct tw_buf *out)
{
	unsigned count = 0;

	while (text.n > 0) {
		size_t next;
		size_t end = name_end(text, &next);
		struct tw_str name = without_honour(
			tw_plain_trim(tw_str(text.p, end)));

		while (name.n > 0 && memchr(".:|-", name.p[name.n - 1], 4))
			name.n--;
		if (tw_person_is_name(name)) {
			if (out->n > 0)
				tw_buf_add_byte(out, '\n');
			tw_buf_add_str(out, tw_plain_trim(name));
			count++;
		}
		text.p += next;
		text.n -= next;
	}
	return count;
}
