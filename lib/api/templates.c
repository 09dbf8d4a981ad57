/* templates.c: the public function that tells templates of sites. */
/* SPDX-License-Identifier: MIT */
#include "index/templates.h"

#include "api/handles.h"

int
trawl_reader_templates(trawl_reader *reader, const char *url, size_t length,
	trawl_template_fn *fn, void *context, trawl_error *err)
{
	struct tw_templates templates = {.count = 0};
	struct tw_str of = tw_str(url, length);
	int status = tw_templates_read(&templates, reader->reader,
		url ? &of : NULL, err);

	for (uint32_t i = 0; i < templates.count && status == TRAWL_OK; i++) {
		const struct tw_template_told *told = &templates.list[i];
		const struct trawl_template line = {
			.size = sizeof(line),
			.site = tw_public(told->site),
			.text = tw_public(told->text),
			.articles = told->articles,
			.of = told->of,
		};

		status = fn(context, &line);
	}
	tw_templates_done(&templates);
	return status;
}
