/* words_fr.c: what the site says in French. */
/* SPDX-License-Identifier: MIT */
#include "site/words.h"

const struct words words_fr = {
	.code = "fr",
	.dir = "ltr",
	.thousands = " ",
	.behind_day = "",
	.first_day = "1er",
	.months = {"janvier", "février", "mars", "avril", "mai", "juin",
		"juillet", "août", "septembre", "octobre", "novembre",
		"décembre"},
	.text = {
		[SAY_NOTHING] = "",
		[SAY_SEARCH] = "Rechercher",
		[SAY_LABEL] = "Rechercher dans les articles",
		[SAY_FOUND_ONE] = "1 article trouvé",
		[SAY_FOUND] = "%1 articles trouvés",
		[SAY_FOUND_PART] = "Articles %1 à %2 sur %3",
		[SAY_FOUND_ALIKE] =
			"Articles %1 à %2 sur %3, les semblables une seule "
			"fois",
		[SAY_LAST_ALIKE] =
			"Articles %1 à %2, les derniers ; les autres des %3 "
			"ressemblent à l’un de ceux affichés",
		[SAY_NO_MORE] =
			"Il n’y en a pas d’autres : le reste des %1 articles "
			"ressemble à ceux affichés.",
		[SAY_BEYOND] = "Il n’y a que %1 articles.",
		[SAY_PARTIAL] =
			"Tous les articles n’ont pas été examinés, cela "
			"aurait pris trop de temps : cherchez des mots "
			"plus rares.",
		[SAY_NONE] = "Aucun résultat.",
		[SAY_NONE_HELP] =
			"Vérifiez l’orthographe, ou essayez d’autres mots, ou "
			"moins de mots.",
		[SAY_THESE_FIND] = "Ces recherches donnent des résultats :",
		[SAY_ARTICLE] = "1 article",
		[SAY_ARTICLES] = "%1 articles",
		[SAY_DID_YOU_MEAN] = "Vouliez-vous dire",
		[SAY_PASSAGE] = "Voir dans l’article",
		[SAY_ALIKE] = "%1 autres du même texte",
		[SAY_FILTERS] = "Filtrer et trier",
		[SAY_SORT] = "Ordre",
		[SAY_BY_SCORE] = "Plus pertinents d’abord",
		[SAY_NEWEST] = "Plus récents d’abord",
		[SAY_OLDEST] = "Plus anciens d’abord",
		[SAY_BY_TITLE] = "Par titre",
		[SAY_CATEGORY] = "Rubrique",
		[SAY_AUTHOR] = "Auteur",
		[SAY_ANY] = "Tous",
		[SAY_DATE] = "Date",
		[SAY_YEARS] = "Années",
		[SAY_ANY_YEAR] = "Toutes",
		[SAY_FROM] = "Du",
		[SAY_TO] = "Au",
		[SAY_APPLY] = "Appliquer",
		[SAY_CLEAR] = "Supprimer tous les filtres",
		[SAY_PAGES] = "Pages",
		[SAY_PREVIOUS] = "Précédente",
		[SAY_NEXT] = "Suivante",
		[SAY_PAGE] = "Page %1",
		[SAY_PAGE_OF] = "Page %1 sur %2",
		[SAY_FEED] = "Flux de cette recherche",
		[SAY_EMPTY] = "Écrivez ce que vous cherchez.",
		[SAY_UNAVAILABLE] =
			"La recherche n’est pas disponible pour le moment. "
			"Veuillez réessayer dans une minute.",
		[SAY_FAILED] =
			"La recherche a échoué. Veuillez réessayer dans une "
			"minute.",
		[SAY_METHOD] = "Cette page ne peut être que lue.",
		[SAY_NOT_FOUND] = "Cette page n’existe pas.",
		[SAY_LONG_QUERY] = "La recherche dépasse 512 octets.",
		[SAY_LONG_ADDRESS] = "L’adresse est trop longue.",
		[SAY_MANY_WORDS] = "Une recherche a au plus 32 mots.",
		[SAY_MANY_PATTERNS] =
			"Une recherche a au plus 4 mots avec * ou ? "
			"à l’intérieur ou ~ à la fin.",
		[SAY_BAD_PAGE] = "La page doit être un nombre de 1 à 100.",
		[SAY_BAD_FORMAT] = "Ce format n’existe pas.",
		[SAY_BAD_DATE] =
			"Une date est comme 2019-12-17, 2019-12 ou 2019.",
		[SAY_BAD_SORT] =
			"L’ordre doit être score, newest, oldest ou title.",
		[SAY_BAD_OPTION] = "Un paramètre n’a pas cette valeur.",
		[SAY_LONG_FILTER] = "La rubrique ou l’auteur est trop long.",
	},
	.warnings = {
		[WARNING_BYTES] =
			"octets qui ne sont pas du texte (UTF-8), omis : %1",
		[WARNING_QUOTE_OUT] =
			"guillemet non fermé à la position %1, omis",
		[WARNING_QUOTE_READ] =
			"guillemet non fermé à la position %1, lu comme "
			"« %t »",
		[WARNING_PATTERN] =
			"le motif à la position %1 demande deux lettres, omis",
		[WARNING_FUZZY] =
			"le ~ à la position %1 demande trois lettres avant "
			"lui, omis",
		[WARNING_PREFIX] =
			"le * à la position %1 demande deux lettres avant "
			"lui, omis",
		[WARNING_QUOTED] =
			"le * à la position %1 est entre guillemets, omis",
		[WARNING_BEGUN] =
			"le * à la position %1 est entre guillemets : ce qui "
			"commence ainsi peut être n’importe où",
		[WARNING_FIELD] =
			"%t à la position %1 n’est suivi de rien, lu comme un "
			"mot",
		[WARNING_DATE] =
			"pas de date à la position %1, lu comme des mots : %t",
		[WARNING_DEPTH] =
			"plus de %1 groupes imbriqués : ce qui est plus "
			"profond a été omis",
		[WARNING_FLAT] =
			"plus de %1 parenthèses imbriquées : celles à partir "
			"de la position %2 ont été omises, non leur contenu",
		[WARNING_PLUS] =
			"+ n’a pas de sens à côté de OR, à la position %1",
		[WARNING_CLOSE] =
			"la parenthèse à la position %1 ne ferme rien",
		[WARNING_OPEN] =
			"parenthèse non fermée à la position %1, lue comme "
			"fermée à la fin",
		[WARNING_NEAR] =
			"NEAR à la position %1 demande un mot de chaque côté, "
			"lu comme AND",
		[WARNING_TERMS] =
			"plus de %1 mots : ce qui commence à la position %2 a "
			"été omis",
		[WARNING_MANY] =
			"%t à la position %1 remplace beaucoup de mots : les "
			"%2 plus fréquents sont cherchés",
	},
};
