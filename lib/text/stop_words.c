/* stop_words.c: the stop words themselves, language by language. */
/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "text/stop.h"

/*
 * Function words: articles, pronouns, prepositions, conjunctions, auxiliary
 * and modal verbs in their forms, and the commonest adverbs. No word that
 * somebody might search for by itself is worth the gain. Folded: lower case,
 * straight apostrophes; ss for sharp s.
 */
static const struct {
	const char *code;
	const char *words;
} lists[] = {
{"da",
	"af alle alt anden at blev blive bliver da de deg dem den denne der "
	"deres det dette dig din dine disse dit dog du efter eller en end er "
	"et for fordi fra få gennem ham han hans har havde have hende hendes "
	"her hos hun hvad hvem hver hvilken hvis hvor hvordan hvorfor i ikke "
	"ind ingen jeg jer jo kan kunne man mange med meget men mens mere mig "
	"min mine mit mod må når ned nej noget nogle nogen nok nu ny og også "
	"om op os over på selv sig sin sine sit skal skulle som så sådan til "
	"ud under var ved vi vil ville vor vores være været"},
{"de",
	"aber alle allem allen aller alles als also am an ander andere "
	"anderen anderer anderes auch auf aus bei beim bin bis bist da damit "
	"dann das dass dein deine deinem deinen deiner dem den denn der deren "
	"des dessen dich die dies diese diesem diesen dieser dieses dir doch "
	"dort du durch ein eine einem einen einer eines er es etwas euch euer "
	"eure für gegen gewesen hab habe haben hat hatte hatten hier hin "
	"hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins "
	"ist ja jede jedem jeden jeder jedes jene jener kann kannst kein "
	"keine keinem keinen keiner können könnte machen man manche mein "
	"meine meinem meinen meiner mich mir mit muss musste müssen nach "
	"nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen "
	"seiner seit selbst sich sie sind so solche soll sollen sollte "
	"sondern sonst über um und uns unser unsere unter viel vom von vor "
	"war waren warst was weg weil welche welcher wenn wer werde werden "
	"wie wieder will wir wird wirst wo wollen worden wurde wurden während "
	"würde würden zu zum zur zwar zwischen"},
{"en",
	"a about above across after again against ain't all also am among an "
	"and any are aren't arent as at be because been before being below "
	"between both but by can can't cannot could couldn't couldnt did "
	"didn't didnt do does doesn't doesnt doing don't dont down during "
	"each either else ever few for from further had hadn't hadnt has "
	"hasn't hasnt have haven't havent having he he'd he'll he's hence her "
	"here here's hers herself him himself his how how's however i i'd "
	"i'll i'm i've if im in into is isn't isnt it it'd it'll it's its "
	"itself ive just let's may me might mine more most much must my "
	"myself neither no nor not of off on once only onto or other our ours "
	"ourselves out over own per rather same shall shan't she she'd she'll "
	"she's should shouldn't shouldnt since so some such than that that'll "
	"that's thats the their theirs them themselves then there there's "
	"these they they'd they'll they're they've theyre this those though "
	"through thus to too toward towards under until up upon us very via "
	"was wasn't wasnt we we'd we'll we're we've were weren't werent what "
	"what's when when's where where's whether which while who who's whom "
	"whose why why's will with within without won't would wouldn't "
	"wouldnt yet you you'd you'll you're you've your youre yours yourself "
	"yourselves"},
{"es",
	"a al algo algunas algunos ante antes aquel aquella aquellas aquellos "
	"aquí así aún aunque bajo bien cada casi como cómo con contra cual "
	"cuál cuales cualquier cuando cuándo cuyo cuya de del desde donde "
	"dónde durante e el él ella ellas ellos en entre era eran eres es esa "
	"esas ese eso esos esta está estaba estaban están estas este esto "
	"estos estoy fue fueron ha había habían haber han has hasta hay he "
	"hemos la las le les lo los más me mi mí mis mientras muy nada ni no "
	"nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras "
	"otro otros para pero poco por porque pues que qué quien quién "
	"quienes se sea sean según ser será si sí sido siempre siendo sin "
	"sino sobre son soy su sus suya suyo también tampoco tan tanto te "
	"tener tiene tienen todo todos tu tú tus un una unas uno unos usted "
	"ustedes vosotros y ya yo"},
{"fi",
	"ehkä ei eikä eivät emme en et ette että ennen he heidän heille "
	"heitä hän häntä hänelle hänen ilman itse ja jo jos joka jonka jossa "
	"jota jotka jotta joita joiden johon josta kaikki kanssa koska kuin "
	"kuka kun kuten me meidän meille meitä mikä missä mitä mihin mistä "
	"miksi minkä minun minua minulle minä mukaan mutta myös ne niiden "
	"niin niitä nuo nyt nämä näiden näitä ole olen olet oli olimme olin "
	"olisi olit olivat olla olleet ollut on ovat paitsi se sekä sen siis "
	"siinä siitä sillä sinua sinulle sinun sinä sitten sitä siihen tai "
	"te teidän teille teitä tuo tuolla tämä tämän tässä tästä tätä vaan "
	"vai vaikka vain vielä voi voivat"},
{"fr",
	"à afin ai ainsi alors après au aucun aucune aussi autre autres aux "
	"avaient avait avant avec avez avoir avons ayant c ce ceci cela celle "
	"celles celui cependant ces cet cette ceux chaque chez comme comment "
	"contre d dans de depuis des donc dont du elle elles en encore entre "
	"es est et étaient étais était étant êtes être été eu eux fait fut "
	"furent il ils j je l la là le les leur leurs lors lorsque lui m ma "
	"mais me même mêmes mes moi moins mon n ne ni non nos notre nous on "
	"ont ou où par parce pas pendant peu peut peuvent plus pour pourquoi "
	"puis puisque qu quand que quel quelle quelles quels qui quoi s sa "
	"sans se sera seront ses si sinon soi soit sommes son sont sous suis "
	"sur t ta tandis tant te tes toi ton tous tout toute toutes très trop "
	"tu un une vers voici voilà vos votre vous y"},
{"it",
	"a abbia abbiamo abbiano ad agli ai al alla alle allo altra altre "
	"altri altro anche ancora avere aveva avevano avete c che chi ci coi "
	"col come con contro così cui d da dagli dai dal dalla dalle dallo "
	"degli dei del della delle dello dentro di dopo dove e è ed ella era "
	"erano essere essi fa fino fra fu furono già gli ha hai hanno ho i il "
	"in io l la le lei li lo loro lui ma me mentre mi mia mie miei mio ne "
	"negli nei nel nella nelle nello no noi non nostra nostre nostri "
	"nostro o ogni oppure per perché però più poi prima può qual quale "
	"quali quando quanto quella quelle quelli quello questa queste questi "
	"questo qui quindi se sei senza si sì sia siamo siano siete sono sta "
	"stata state stati stato su sua sue sugli sui sul sulla sulle sullo "
	"suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto un una uno "
	"vi voi vostra vostre vostri vostro"},
{"nl",
	"aan al alle als altijd ander andere ben bij binnen daar dan dat de "
	"der deze die dit doch door dus een eens elk elke en er ge geen "
	"geweest haar had hadden heb hebben heeft hem hen het hier hij hoe "
	"hun iemand iets ik in indien is ja je jij jou jouw jullie kan kon "
	"konden kunnen maar me meer men met mij mijn moet moeten na naar niet "
	"niets nog nu of om omdat onder ons onze ook op over reeds sinds "
	"tegen ten ter terwijl te toch toe toen tot tussen u uit uw van veel "
	"voor waar want waren was wat we wel welke werd werden wie wij wil "
	"worden wordt zal ze zelf zich zij zijn zo zonder zou zouden zoals"},
{"no",
	"alle andre annen at av bare ble bli blir blitt da de deg dei dem den "
	"denne der deres det dette din dine disse ditt du eg eit eller en er "
	"et etter for fordi fra få gjennom ha hadde han hans har henne hennes "
	"her hos hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke "
	"inn ingen ja jeg kan kunne kvar man mange med meg meget mellom men "
	"mens mer min mine mitt mot må ned nei noe noen nok nå når og også om "
	"opp oss over på seg selv si sin sine sitt skal skulle slik som så "
	"sånn til under ut uten var ved vi vil ville vår våre vært være å"},
{"pt",
	"a à ainda além algo alguém algum alguma algumas alguns antes ao aos "
	"apenas após aquela aquelas aquele aqueles aquilo aqui as às assim "
	"até bem cada com como contra cuja cujo da das de dela delas dele "
	"deles depois desde dessa desse desta deste do dos durante e é ela "
	"elas ele eles em enquanto entre era eram essa essas esse esses esta "
	"está estão estas estava estavam este estes eu foi foram há isso isto "
	"já la lhe lhes lo logo mais mas me mesmo meu meus minha minhas muito "
	"na nada não nas nem nenhum nessa nesse nesta neste no nos nós nossa "
	"nossas nosso nossos num numa o onde os ou outra outras outro outros "
	"para pela pelas pelo pelos per pode podem pois por porque quais qual "
	"quando quanto que quê quem se sem sempre sendo ser será seu seus só "
	"sob sobre sua suas são também tão te tem têm ter teu teus tinha "
	"tinham toda todas todo todos tu tua tuas tudo um uma umas uns você "
	"vocês"},
{"ru",
	"а без более бы был была были было быть в вам вами вас весь во вот "
	"все всё всего всей всем всех всю вы где да даже для до его ее её ей "
	"ему если есть еще ещё же за здесь и из или им ими их к как какая "
	"какие какой когда кого кому который которая которое которые которых "
	"которого которой которым кто ли либо лишь меня мне мной много может "
	"можно мой моя мои мы на над надо нам нами нас наш наша наши не него "
	"нее неё ней нем нём нет ни никто них ничего но ну о об один однако "
	"он она они оно от очень перед по под после потому почему почти при "
	"про с сам сама сами само свой своя свои своего своей своих себе себя "
	"со так такая также такие такой там те тебе тебя тем теперь то тобой "
	"тогда того тоже той только том тот ту тут ты у уже хотя чего чей чем "
	"через что чтобы эта эти этим этих это этого этой этом этот эту я"},
{"sv",
	"alla allt andra annan att av bara blev bli blir blivit bland de dem "
	"den denna deras dess dessa det detta dig din dina ditt du där då "
	"efter ej eller en er era ett från för få genom ha hade han hans har "
	"henne hennes hon honom hos hur här i icke in ingen inget inom inte "
	"ja jag kan kunde kunna man med medan mellan men mer mig min mina "
	"mitt mot mycket måste ned nej ni nog nu när någon något några och "
	"också om oss på samma sedan sig sin sina sitt själv ska skall skulle "
	"som så sådan till under upp ut utan vad var vara varför varit varje "
	"vars vem vi vid vilka vilken vilket vill än är åt över"},
};

const char *
tw_stop_words(const char *code)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(lists[i].code, code) == 0)
			return lists[i].words;
	}
	return NULL;
}
