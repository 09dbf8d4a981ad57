/* mail.h: a message of mail, to an article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_MAIL_H
#define PAGE_MAIL_H

#include "page/article.h"

/*
 * Sets the article from a message (RFC 5322, MIME): its subject is the title,
 * who it is from the author, its Message-ID the id; its first part of plain
 * text, or else of HTML, the text. TRAWL_EEMPTY without subject and text.
 */
int tw_mail_read(struct tw_str message,
	const struct trawl_extract_options *options,
	struct trawl_article *article, trawl_error *err) TW_MUST_USE;

#endif
