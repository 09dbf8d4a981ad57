# SPDX-License-Identifier: MIT
# t300-eval.sh: run and eval, against figures worked out by hand.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

# Query 1: relevant a (2), b (1), c (1). Answers: x a b y, c missing.
#   DCG = 2/log2(3) + 1/log2(4) = 1.261860 + 0.5 = 1.761860
#   ideal = 2/log2(2) + 1/log2(3) + 1/log2(4) = 3.130930: nDCG 0.562727
#   AP = (1/2 + 2/3) / 3 = 0.388889, RR = 1/2
# Query 2: relevant a. Answers tie; equal scores fall by name: b before a.
#   nDCG = 1/log2(3) = 0.630930, AP = RR = 0.5
# Query 3 is judged and not answered, query 4 answered and not judged.
cat >qrels <<'EOF'
1 0 a 2
1 0 b 1
1 0 c 1
1 0 x 0
2 0 a 1
3 0 a 1
EOF
cat >run <<'EOF'
1 Q0 x 1 9 t
1 Q0 a 2 8 t
1 Q0 b 3 7 t
1 Q0 y 4 6 t
2 Q0 a 1 1 t
2 Q0 b 2 1 t
4 Q0 a 1 1 t
EOF
figures=$($trawl eval qrels run 2>err)
is 'queries' "$(echo "$figures" | grep num_q)" 'num_q        all 2'
like 'nDCG@10' "$figures" '^ndcg_cut_10  all 0\.596829$'
like 'MAP' "$figures" '^map          all 0\.444444$'
like 'MRR' "$figures" '^recip_rank   all 0\.500000$'
like 'P@5' "$figures" '^P_5          all 0\.300000$'
like 'recall' "$figures" '^recall_10    all 0\.833333$'
like 'unanswered queries are told' "$(cat err)" '1 of 3 judged queries'
like 'figures by query' "$($trawl eval --queries qrels run 2>/dev/null)" \
	'^ndcg_cut_10  1 0\.562727$'
sed 's/^2 Q0 a 1 1 t/2 Q0 a 1 2 t/' run >better
like 'two runs' "$($trawl eval --compare better qrels run 2>/dev/null)" \
	'^recip_rank +0\.500000 +0\.750000 \+0\.250000 +1 +0 '
echo '1 0 a' >bad
fails 'queries that cannot be read' 2 "$trawl" run .
fails 'a bad line' 2 "$trawl" eval bad run
like 'is named' "$($trawl eval bad run 2>&1)" 'bad, line 1'

cat >docs.ndjson <<'EOF'
{"id":"d1","title":"wing","text":"the lift of a wing in a slipstream"}
{"id":"d2","title":"plate","text":"heat in a flat plate"}
EOF
printf '7\tlift of wings\n8\t-plate\n9\tnothing like it\n' >queries.tsv
"$trawl" index docs.ndjson 2>/dev/null
like 'a run has six columns' "$($trawl run --plain queries.tsv)" \
	'^7 Q0 d1 1 [0-9.]+ trawl$'
like '--plain takes signs as no operators' "$($trawl run --plain queries.tsv)" \
	'^8 Q0 d2 1 '
like 'without it they are' "$($trawl run queries.tsv)" '^8 Q0 d1 1 '
is 'depth' "$(printf '1\twing plate\n' | $trawl run --depth 1 - | wc -l)" 1

like 'the best may tell what else to look for' \
	"$(printf '1\twing plate\n' | $trawl run --expand -)" '^1 Q0 d[12] 1 '

# Pinned figures on the collections of TRAWL_SHARED: no worse than these.
at_least() {
	"$trawl" run -i "$1.trawl" --plain $3 "$collection/queries.tsv" \
		>"$1.run"
	found=$($trawl eval "$collection/qrels.txt" "$1.run" 2>/dev/null |
		awk '$1 == "ndcg_cut_10" { print $3 }')
	ok "ranking on $1 $3: nDCG@10 $found is at least $2" \
		awk "BEGIN { exit !($found >= $2) }"
}
floor() {
	collection=$TRAWL_SHARED/data/relevance/$1
	if ! [ -f "$collection/docs.ndjson" ]; then
		for way in '' ' --rerank 50' ' --expand'; do
			skip "ranking on $1$way" \
				'TRAWL_SHARED has no collections'
		done
		return
	fi
	"$trawl" index -i "$1.trawl" "$collection/docs.ndjson" 2>/dev/null
	at_least "$1" "$2" ''
	at_least "$1" "$3" '--rerank 50'
	at_least "$1" "$4" --expand
}
floor cranfield 0.39 0.40 0.40
floor cisi 0.39 0.41 0.41
floor cacm 0.50 0.53 0.52
floor lisa 0.46 0.51 0.51

done_testing
