/* stop.c: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#include "text/stop.h"

#include "text/fold.h"

static bool
add(struct tw_map *set, struct tw_str word)
{
	return tw_map_insert(set, word, 0, NULL, NULL, NULL);
}

static bool
add_both(struct tw_map *set, struct tw_str word)
{
	struct tw_buf bare = {0};

	if (tw_fold_is_ascii(word))
		return add(set, word);
	tw_fold_accents(word, &bare);
	bool done = !tw_buf_failed(&bare) && add(set, word) &&
		add(set, tw_buf_str(&bare));

	tw_buf_done(&bare);
	return done;
}

bool
tw_stop_set(const char *words, struct tw_map *set)
{
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (n > 0 && !add_both(set, tw_str(words, n)))
			return false;
		words += n + (words[n] == ' ');
	}
	return true;
}
