/* test_xml.c: XML of one record after another, told by events. */
/* SPDX-License-Identifier: MIT */
#include "page/xml.h"

#include "page_help.h"

/* What was told: "<name attribute=value", text as it is, ">", and "!" with the
   place of what is broken. */
struct heard {
	struct tw_buf told;
	const char *stop;	/* at the beginning of this; NULL: never */
};

static int
begin(void *context, const char *name, const char **attributes)
{
	struct heard *heard = context;

	tw_buf_addf(&heard->told, "<%s", name);
	for (size_t i = 0; attributes[i]; i += 2)
		tw_buf_addf(&heard->told, " %s=%s", attributes[i],
			attributes[i + 1]);
	tw_buf_add_byte(&heard->told, ' ');
	return heard->stop && strcmp(heard->stop, name) == 0 ? TRAWL_END
		: TRAWL_OK;
}

static int
text(void *context, struct tw_str piece)
{
	struct heard *heard = context;

	tw_buf_add_str(&heard->told, piece);
	return TRAWL_OK;
}

static int
end(void *context, const char *name)
{
	struct heard *heard = context;

	assert_non_null(name);
	tw_buf_add_byte(&heard->told, '>');
	return TRAWL_OK;
}

static int
broken(void *context, const trawl_error *why)
{
	struct heard *heard = context;

	assert_true(why->text[0] != '\0');
	tw_buf_add_byte(&heard->told, '!');
	return TRAWL_OK;
}

static void
assert_heard_of(struct tw_str xml, const char *stop, int wanted_status,
	const char *wanted)
{
	static const char *const records[] = {"r", NULL};
	struct heard heard = {.stop = stop};
	struct tw_xml_events events = {.context = &heard, .records = records,
		.begin = begin, .text = text, .end = end, .broken = broken};
	struct tw_incoming in;
	trawl_error err = {0};

	assert_int_equal(tw_incoming_memory(&in, xml, &err), TRAWL_OK);
	assert_int_equal(tw_xml_read(&in, &events, &err), wanted_status);
	assert_str(tw_buf_str(&heard.told), wanted);
	tw_incoming_done(&in);
	tw_buf_done(&heard.told);
}

static void
assert_heard(const char *xml, const char *wanted)
{
	assert_heard_of(tw_str_of(xml), NULL, TRAWL_OK, wanted);
}

static void
test_elements_attributes_and_text_are_told(void **state)
{
	(void)state;
	assert_heard("<?xml version='1.0'?><!-- no --><a b='c' d='&lt;'>one"
		"<x:y/>two<![CDATA[<&]]></a>",
		"<a b=c d=< one<x:y >two<&>");
}

static void
test_entities_of_html_are_known(void **state)
{
	(void)state;
	assert_heard("<a>&eacute;&amp;&#8217;&nbsp;x</a>",
		"<a \xc3\xa9&\xe2\x80\x99\xc2\xa0x>");
}

/* In an element as the first was in: readers know where they are. */
static void
test_behind_a_fault_the_next_record_is_read(void **state)
{
	(void)state;
	assert_heard("<a><r>one</r><r>t<o</r><r>three</r></a>",
		"<a <r one><r t!<a <r three>>");
	assert_heard("<a><r>one</b></r><r>two</r></a>",
		"<a <r one!<a <r two>>");
	assert_heard("<a><r>one</r><rr>&</rr><r>two</r>",
		"<a <r one><rr !<a <r two>!");
}

static void
test_what_ends_too_early_is_told(void **state)
{
	(void)state;
	assert_heard("<a><r>one</r><r>tw", "<a <r one><r tw!");
	assert_heard("", "!");
	assert_heard("no XML", "!");
}

static void
test_charsets_are_read(void **state)
{
	(void)state;
	assert_heard("<?xml version='1.0' encoding='windows-1252'?>"
		"<a>\x93\xe9\x94</a>",
		"<a \xe2\x80\x9c\xc3\xa9\xe2\x80\x9d>");
	assert_heard_of(TW_STR("\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0"), NULL,
		TRAWL_OK, "<a \xc3\xa9>");
}

static void
test_entities_of_the_document_are_refused(void **state)
{
	(void)state;
	assert_heard("<!DOCTYPE a [<!ENTITY b 'boom'>]><a>&b;</a>", "!");
}

/* They would be read from a file, or the web. */
static void
test_entities_from_elsewhere_are_not_read(void **state)
{
	(void)state;
	assert_heard("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
		"<a>&b;</a>", "!");
}

static void
test_who_is_told_may_end_it(void **state)
{
	(void)state;
	assert_heard_of(TW_STR("<a><b>one</b><c/></a>"), "b", TRAWL_END,
		"<a <b ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_elements_attributes_and_text_are_told),
		cmocka_unit_test(test_entities_of_html_are_known),
		cmocka_unit_test(test_behind_a_fault_the_next_record_is_read),
		cmocka_unit_test(test_what_ends_too_early_is_told),
		cmocka_unit_test(test_charsets_are_read),
		cmocka_unit_test(test_entities_of_the_document_are_refused),
		cmocka_unit_test(test_entities_from_elsewhere_are_not_read),
		cmocka_unit_test(test_who_is_told_may_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
