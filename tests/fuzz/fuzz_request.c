/* fuzz_request.c: any bytes as the query string of a web request. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "site/request.h"
#include "site/searched.h"
#include "site/utf8.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/seeds/request", NULL
};

/* UTF-8, which ends in its room. */
static void
check_text(const char *text, size_t room)
{
	const char *end = memchr(text, 0, room);

	FUZZ_CHECK(end != NULL);
	while (text < end) {
		size_t length = utf8_length(text, end);

		FUZZ_CHECK(length > 0);
		text += length;
	}
}

/* None, or a day that has one behind it. */
static void
check_day(const char day[11])
{
	char behind[11];

	if (day[0] == '\0')
		return;
	FUZZ_CHECK(strlen(day) == 10);
	day_after(day, behind);
	FUZZ_CHECK(strcmp(day, behind) < 0 || strcmp(day, "9999-12-31") == 0);
}

/* One form, whichever it was before; or none. */
static void
check_searched(const char *query)
{
	char text[SEARCHED_TEXT_MAX + 1];
	char again[SEARCHED_TEXT_MAX + 1];

	searched_text(query, text);
	check_text(text, sizeof(text));
	searched_text(text, again);
	FUZZ_CHECK(strcmp(text, again) == 0);
	FUZZ_CHECK(strpbrk(text, "\t\r\n\x7f@") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct request request;
	char id[REQUEST_TEXT_ROOM];
	enum message problem = SAY_COUNT;
	char *text = malloc(length + 1);

	if (text == NULL)
		return 0;
	if (length > 0)
		memcpy(text, bytes, length);
	text[length] = '\0';
	bool understood = request_read(text, &request, &problem);
	FUZZ_CHECK(understood == (problem == SAY_NOTHING));
	FUZZ_CHECK(problem < SAY_COUNT);
	FUZZ_CHECK(request.page >= 1 && request.page <= REQUEST_PAGE_MAX);
	FUZZ_CHECK(request.face < FACE_COUNT);
	/* What is refused still shows what was typed. */
	FUZZ_CHECK(!understood || request.has_query
		|| request.query[0] == '\0');
	check_text(request.query, sizeof(request.query));
	check_text(request.category, sizeof(request.category));
	check_text(request.author, sizeof(request.author));
	check_searched(request.query);
	if (request_read_id(text, id))
		check_text(id, sizeof(id));
	check_day(request.from);
	check_day(request.to);
	free(text);
	return 0;
}
