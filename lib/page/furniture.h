/* furniture.h: lines that belong to the site, not to its articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FURNITURE_H
#define PAGE_FURNITURE_H

#include "base/str.h"

enum tw_furniture {
	TW_NO_FURNITURE,
	TW_LABEL,		/* "Share", "Read more", "Home" */
	TW_NOTICE,		/* cookies, copyright, registered office: by
				   some words in it, so an article may have
				   the like inside */
	TW_TWEET,
	TW_SECTION,		/* "Latest news": other articles follow */
	TW_COMMENTS		/* "Leave a comment": readers' text follows */
};

/* Tells by its words what a block of text is. O(length), bounded. */
enum tw_furniture tw_furniture(struct tw_str text, uint32_t words);

/* A name for a kind of text, not a title: "News", "Report", "Blog". */
bool tw_is_kind_name(struct tw_str text);

#endif
