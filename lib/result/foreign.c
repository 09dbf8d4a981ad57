/* foreign.c: words that say nothing in another language of the index. */
/* SPDX-License-Identifier: MIT */
#include "result/foreign.h"

#include "index/values.h"
#include "text/analyzer.h"
#include "text/stop.h"

int
tw_is_common_in_any(struct tw_reader *reader, struct tw_str word, bool *ret,
	trawl_error *err)
{
	*ret = false;
	for (uint32_t i = 0; i < reader->root.count && !*ret; i++) {
		const struct tw_values *values;
		int status = tw_values_get(&reader->segments[i],
			TW_VALUES_LANGUAGE, &values, err);

		if (status != TRAWL_OK)
			return status;
		for (uint32_t j = 0; j < values->count && !*ret; j++) {
			const char *code = tw_language_find(values->texts[j]);

			*ret = code &&
				tw_stop_list_has(tw_stop_list(code), word);
		}
	}
	return TRAWL_OK;
}
