/* test_mail.c: a message of mail, to an article. */
/* SPDX-License-Identifier: MIT */
#include "page/mail.h"

#include "form_help.h"

#define FROM "From: Ann Lee <ann@a.example>\nSubject: Lamps\n"

/* The fields of the article, as form_help.h has them. */
static void
assert_mail_of(struct tw_str message, const char *fields, const char *wanted)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.now = "2026-11-22"};
	struct told told = {.fields = fields};
	struct trawl_article *article = tw_article_new(NULL);

	assert_non_null(article);
	assert_int_equal(tw_mail_read(message, &options, article, NULL),
		TRAWL_OK);
	assert_int_equal(take_told(&told, article, NULL), TRAWL_OK);
	told.lines.n--;
	assert_str(tw_buf_str(&told.lines), wanted);
	tw_buf_done(&told.lines);
	tw_article_free(article);
}

static void
assert_mail(const char *message, const char *fields, const char *wanted)
{
	assert_mail_of(tw_str_of(message), fields, wanted);
}

/* ------------------------------------------------------------------ */

static void
test_headers_are_fields(void **state)
{
	(void)state;
	assert_mail("From: Ann Lee <ann@a.example>\r\nSubject: Lamps and\r\n"
		" streets\r\nDate: Tue, 17 Dec 2019 10:00:00 +0000\r\n"
		"Message-ID: <17@a.example>\r\nContent-Language: en\r\n\r\n"
		"They are lit.\r\n", "itadlx", "17@a.example | Lamps and "
		"streets | Ann Lee | 2019-12-17 | en | They are lit.");
}

static void
test_who_it_is_from_is_a_name_or_nobody(void **state)
{
	(void)state;
	assert_mail("From: \"Lee, Ann\" <ann@a.example>\n\nx", "a",
		"Lee, Ann");
	assert_mail("From: ann@a.example (Ann Lee)\n\nx", "a", "Ann Lee");
	assert_mail("From: ann@a.example\n\nx", "a", "");
	assert_mail("From: <ann@a.example>\n\nx", "a", "");
}

static void
test_words_of_headers_may_be_encoded(void **state)
{
	(void)state;
	assert_mail("Subject: =?utf-8?q?Caf=C3=A9_?= =?UTF-8?B?w7xiZXI=?= "
		"all\n\nx", "t", "Caf\xc3\xa9 \xc3\xbc" "ber all");
	assert_mail("Subject: =?iso-8859-1?Q?Caf=E9?=\n\nx", "t",
		"Caf\xc3\xa9");
	assert_mail("Subject: =?utf-8?x?abc?= =?broken\n\nx", "t",
		"=?utf-8?x?abc?= =?broken");
}

static void
test_a_body_may_be_encoded(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: text/plain; charset=iso-8859-1\n"
		"Content-Transfer-Encoding: quoted-printable\n\n"
		"Caf=E9 on a line =\nthat goes on =3D", "x",
		"Caf\xc3\xa9 on a line that goes on =");
	assert_mail(FROM "Content-Type: text/plain; charset=\"utf-8\"\n"
		"Content-Transfer-Encoding: BASE64\n\nQ2Fm\nw6kh\n", "x",
		"Caf\xc3\xa9!");
	assert_mail(FROM "Content-Type: text/plain; charset=nonesuch\n"
		"Content-Transfer-Encoding: quoted-printable\n\nbad =ZZ =", "x",
		"bad =ZZ =");
}

static void
test_html_is_read_as_a_page(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: text/html\n\n<p>One &amp; two</p>"
		"<p>Three.</p>", "x", "One & two//Three.");
}

static void
test_of_parts_the_plain_text_is_taken(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: Multipart/Alternative; "
		"boundary=\"b\"\n\nno part\n--b\nContent-Type: text/html\n\n"
		"<p>HTML\n--b\nContent-Type: text/plain\n\nPlain.\n--b--\n"
		"no part either\n", "x", "Plain.");
}

/* What stands behind the last boundary is for who cannot read parts. */
static void
test_what_is_behind_the_parts_is_none(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: multipart/alternative; boundary=b\n\n"
		"--b\nContent-Type: text/html\n\n<p>HTML.\n--b--\n\n"
		"no part at all\n", "x", "HTML.");
}

static void
test_a_boundary_that_begins_like_another_is_not_that(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\nContent-Type: multipart/alternative; boundary=b2\n\n"
		"--b2\nContent-Type: text/html\n\n<p>HTML.\n"
		"--b2\nContent-Type: text/plain\n\nPlain.\n--b2--\n"
		"--b\nContent-Type: text/x-other\n\nother\n--b--\n", "x",
		"Plain.");
}

static void
test_what_is_attached_is_no_text(void **state)
{
	(void)state;
	assert_mail(FROM "Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\nContent-Type: text/plain\n"
		"Content-Disposition: attachment\n\nAttached.\n"
		"--b\n\nPlain.\n--b--\n", "x", "Plain.");
	assert_mail(FROM "Content-Type: application/pdf\n\n%PDF", "tx",
		"Lamps | ");
}

static void
test_a_signature_is_cut_off(void **state)
{
	(void)state;
	assert_mail(FROM "\nText.\n-- \nAnn Lee\n", "x", "Text.");
	assert_mail(FROM "\r\nText.\r\n-- \r\nAnn Lee\r\n", "x", "Text.");
	assert_mail(FROM "\nText.\n--\nnone\n", "x", "Text./--/none");
}

static void
test_parts_within_parts_come_to_an_end(void **state)
{
	struct tw_buf message = {0};

	(void)state;
	tw_buf_add_str(&message, TW_STR(FROM));
	for (int i = 0; i < 1000; i++)
		tw_buf_addf(&message, "Content-Type: multipart/mixed; "
			"boundary=b%d\n\n--b%d\n", i, i);
	assert_mail_of(tw_buf_str(&message), "tx", "Lamps | ");
	tw_buf_done(&message);
}

static void
test_a_message_of_nothing_is_refused(void **state)
{
	struct trawl_extract_options options = {.size = sizeof(options)};
	struct trawl_article *article = tw_article_new(NULL);

	(void)state;
	assert_int_equal(tw_mail_read(TW_STR("From: Ann\n\n \n"), &options,
		article, NULL), TRAWL_EEMPTY);
	assert_int_equal(tw_mail_read(TW_STR(""), &options, article, NULL),
		TRAWL_EEMPTY);
	tw_article_free(article);
}

/* Of mail that names no charset, or lies. */
static void
test_bytes_that_are_no_utf8_are_replaced(void **state)
{
	(void)state;
	assert_mail("Subject: Caf\xe9\n\nOne \xff two", "tx",
		"Caf\xef\xbf\xbd | One \xef\xbf\xbd two");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_are_fields),
		cmocka_unit_test(test_who_it_is_from_is_a_name_or_nobody),
		cmocka_unit_test(test_words_of_headers_may_be_encoded),
		cmocka_unit_test(test_a_body_may_be_encoded),
		cmocka_unit_test(test_html_is_read_as_a_page),
		cmocka_unit_test(test_of_parts_the_plain_text_is_taken),
		cmocka_unit_test(test_what_is_behind_the_parts_is_none),
		cmocka_unit_test(
			test_a_boundary_that_begins_like_another_is_not_that),
		cmocka_unit_test(test_what_is_attached_is_no_text),
		cmocka_unit_test(test_a_signature_is_cut_off),
		cmocka_unit_test(test_parts_within_parts_come_to_an_end),
		cmocka_unit_test(test_a_message_of_nothing_is_refused),
		cmocka_unit_test(test_bytes_that_are_no_utf8_are_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
