/* stop_words.c: the stop words themselves, language by language. */
/* SPDX-License-Identifier: MIT */
#include "text/stop.h"

#include "text/language.h"

/*
 * Function words: articles, pronouns, prepositions, conjunctions, auxiliary
 * and modal verbs in their forms, and the commonest adverbs. No word that
 * somebody might search for by itself is worth the gain. Folded: lower case,
 * straight apostrophes; ss for sharp s. Each with its accents and without
 * them, in the order of their bytes. test_stop_words tells what the sieve of
 * other words is.
 */
#define LIST(code, sieve, words) {code, {{words, sizeof(words) - 1}, sieve}}
#define SIEVE(...) {__VA_ARGS__}

static const struct {
	char code[4];
	struct tw_stop_list list;
} lists[] = {
LIST("da",
	SIEVE(0x0002902000404293, 0x4015880500161507, 0x0e2000011840c100,
		0x002008c030404000, 0x31c4122008911300, 0x5932013e49018884,
		0x100044801615184a, 0x00002ae00488a888),
	"af alle alt anden at blev blive bliver da de deg dem den denne der "
	"deres det dette dig din dine disse dit dog du efter eller en end er "
	"et fa for fordi fra få gennem ham han hans har havde have hende "
	"hendes her hos hun hvad hvem hver hvilken hvis hvor hvordan hvorfor i "
	"ikke ind ingen jeg jer jo kan kunne ma man mange med meget men mens "
	"mere mig min mine mit mod må nar ned nej nogen noget nogle nok nu ny "
	"når og ogsa også om op os over pa på sa sadan selv sig sin sine sit "
	"skal skulle som så sådan til ud under vaere vaeret var ved vi vil "
	"ville vor vores være været"),
LIST("de",
	SIEVE(0x2810842140000a9a, 0x068082c1d2860a0b, 0x964040a1bda03c08,
		0x541428682060a82c, 0x01c210b000b03640, 0x568438b201490604,
		0x0848002407434290, 0x018124098055ffbc),
	"aber alle allem allen aller alles als also am an ander andere anderen "
	"anderer anderes auch auf aus bei beim bin bis bist da damit dann das "
	"dass dein deine deinem deinen deiner dem den denn der deren des "
	"dessen dich die dies diese diesem diesen dieser dieses dir doch dort "
	"du durch ein eine einem einen einer eines er es etwas euch euer eure "
	"fur für gegen gewesen hab habe haben hat hatte hatten hier hin hinter "
	"ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja "
	"jede jedem jeden jeder jedes jene jener kann kannst kein keine keinem "
	"keinen keiner konnen konnte können könnte machen man manche mein "
	"meine meinem meinen meiner mich mir mit muss mussen musste müssen "
	"nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem "
	"seinen seiner seit selbst sich sie sind so solche soll sollen sollte "
	"sondern sonst uber um und uns unser unsere unter viel vom von vor "
	"wahrend war waren warst was weg weil welche welcher wenn wer werde "
	"werden wie wieder will wir wird wirst wo wollen worden wurde wurden "
	"während würde würden zu zum zur zwar zwischen über"),
LIST("en",
	SIEVE(0x840076560008c412, 0x205c8b820a424f84, 0x50549d08d25ab495,
		0xa5eb6a62a49c61a0, 0x1103d438106833b1, 0xea6007025180a02e,
		0x0a401264528df320, 0x80841048a5b01552),
	"a about above across after again against ain't all also am among an "
	"and any are aren't arent as at be because been before being below "
	"between both but by can can't cannot could couldn't couldnt did "
	"didn't didnt do does doesn't doesnt doing don't dont down during "
	"each either else ever few for from further had hadn't hadnt has "
	"hasn't hasnt have haven't havent having he he'd he'll he's hence her "
	"here here's hers herself him himself his how how's however i i'd "
	"i'll i'm i've if im in into is isn't isnt it it'd it'll it's its "
	"itself ive just let's may me might more most much must my myself "
	"neither no nor not of off on once only onto or other our ours "
	"ourselves out over own per rather same shall shan't she she'd she'll "
	"she's should shouldn't shouldnt since so some such than that that'll "
	"that's thats the their theirs them themselves then there there's "
	"these they they'd they'll they're they've theyre this those though "
	"through thus to too toward towards under until up upon very via was "
	"wasn't wasnt we we'd we'll we're we've were weren't werent what "
	"what's when when's where where's whether which while who who's whom "
	"whose why why's will with within without won't would wouldn't "
	"wouldnt yet you you'd you'll you're you've your youre yours yourself "
	"yourselves"),
LIST("es",
	SIEVE(0x04a10020e0010260, 0x28104044007a5aa0, 0x25108925e015ad01,
		0x21a5381800202b0a, 0xa41010d3480212c0, 0xbc2080016c42d1c0,
		0x1021c5c3012e0200, 0x802114828140ac4e),
	"a al algo algunas algunos ante antes aquel aquella aquellas aquellos "
	"aqui aquí asi así aun aunque aún bajo bien cada casi como con contra "
	"cual cuales cualquier cuando cuya cuyo cuál cuándo cómo de del desde "
	"donde durante dónde e el ella ellas ellos en entre era eran eres es "
	"esa esas ese eso esos esta estaba estaban estan estas este esto estos "
	"estoy está están fue fueron ha haber habia habian había habían han "
	"has hasta hay he hemos la las le les lo los mas me mi mientras mis "
	"muy más mí nada ni no nos nosotros nuestra nuestras nuestro nuestros "
	"nunca o os otra otras otro otros para pero poco por porque pues que "
	"quien quienes quién qué se sea sean segun según ser sera será si sido "
	"siempre siendo sin sino sobre son soy su sus suya suyo sí tambien "
	"también tampoco tan tanto te tener tiene tienen todo todos tu tus tú "
	"un una unas uno unos usted ustedes vosotros y ya yo él"),
LIST("fi",
	SIEVE(0x0005021c20306012, 0x341501683080c005, 0x3090420048010a10,
		0x00c11890a4a53001, 0x5008340846001020, 0x060000018440080a,
		0x11442842e0506100, 0xfc4008e014d18990),
	"ehka ehkä ei eika eikä eivat eivät emme en ennen et etta ette että "
	"han hanelle hanen hanta he heidan heidän heille heita heitä hän "
	"hänelle hänen häntä ilman itse ja jo johon joiden joita joka jonka "
	"jos jossa josta jota jotka jotta kaikki kanssa koska kuin kuka kun "
	"kuten me meidan meidän meille meita meitä mihin mika miksi mikä mina "
	"minka minkä minua minulle minun minä missa missä mista mistä mita "
	"mitä mukaan mutta myos myös naiden naita nama ne niiden niin niita "
	"niitä nuo nyt näiden näitä nämä ole olen olet oli olimme olin olisi "
	"olit olivat olla olleet ollut on ovat paitsi se seka sekä sen siihen "
	"siina siinä siis siita siitä silla sillä sina sinua sinulle sinun "
	"sinä sita sitten sitä tai tama taman tassa tasta tata te teidan "
	"teidän teille teita teitä tuo tuolla tämä tämän tässä tästä tätä vaan "
	"vai vaikka vain viela vielä voi voivat"),
LIST("fr",
	SIEVE(0x2603808282088046, 0xcc8d006c50da00a9, 0x40021251ae110a02,
		0x022528029c14a186, 0x4240808190220da0, 0x7900c2a318042094,
		0x002605da48c7f188, 0x02880a648410c200),
	"a afin ai ainsi alors apres après au aucun aucune aussi autre autres "
	"aux avaient avait avant avec avez avoir avons ayant c ce ceci cela "
	"celle celles celui cependant ces cet cette ceux chaque chez comme "
	"comment contre d dans de depuis des donc dont du elle elles en encore "
	"entre es est et etaient etais etait etant ete etes etre eu eux fait "
	"furent fut il ils j je l la le les leur leurs lors lorsque lui là m "
	"ma mais me meme memes mes moi moins mon même mêmes n ne ni non nos "
	"notre nous on ont ou où par parce pas pendant peu peut peuvent plus "
	"pour pourquoi puis puisque qu quand que quel quelle quelles quels qui "
	"quoi s sa sans se sera seront ses si sinon soi soit sommes son sont "
	"sous suis sur t ta tandis tant te tes toi ton tous tout toute toutes "
	"tres trop très tu un une vers voici voila voilà vos votre vous y à "
	"étaient étais était étant été êtes être"),
LIST("it",
	SIEVE(0xe1b1140a8005170c, 0x8840c866006b1c21, 0x018046003a510abc,
		0x03002800801c2d00, 0x09108888043ac480, 0x002890610a541906,
		0x1233000140931a04, 0x0611320a31600ced),
	"a abbia abbiamo abbiano ad agli ai al alla alle allo altra altre "
	"altri altro anche ancora avere avete aveva avevano c che chi ci coi "
	"col come con contro cosi così cui d da dagli dai dal dalla dalle "
	"dallo degli dei del della delle dello dentro di dopo dove e ed ella "
	"era erano essere essi fa fino fra fu furono gia già gli ha hai hanno "
	"ho i il in io l la le lei li lo loro lui ma me mentre mi mia mie miei "
	"mio ne negli nei nel nella nelle nello no noi non nostra nostre "
	"nostri nostro o ogni oppure per perche perché pero però piu più poi "
	"prima puo può qual quale quali quando quanto quella quelle quelli "
	"quello questa queste questi questo qui quindi se sei senza si sia "
	"siamo siano siete sono sta stata state stati stato su sua sue sugli "
	"sui sul sulla sulle sullo suo suoi sì tra tu tua tue tuo tuoi tutta "
	"tutte tutti tutto un una uno vi voi vostra vostre vostri vostro è"),
LIST("nl",
	SIEVE(0x202a005809700213, 0x0004000100500582, 0x48218585001c0000,
		0x811303a200242120, 0x01831004080c4298, 0x5200140200650202,
		0x204210a806190205, 0x2480e68aa6089400),
	"aan al alle als altijd ander andere ben bij binnen daar dan dat de "
	"der deze die dit doch door dus een eens elk elke en er ge geen "
	"geweest haar had hadden heb hebben heeft hem hen het hier hij hoe hun "
	"iemand iets ik in indien is ja je jij jou jouw jullie kan kon konden "
	"kunnen maar me meer men met mij mijn moet moeten na naar niet niets "
	"nog nu of om omdat onder ons onze ook op over reeds sinds te tegen "
	"ten ter terwijl toch toe toen tot tussen u uit uw van veel voor waar "
	"want waren was wat we wel welke werd werden wie wij wil worden wordt "
	"zal ze zelf zich zij zijn zo zoals zonder zou zouden"),
LIST("no",
	SIEVE(0x0a0390200004b231, 0x01110805010c1503, 0x060008210050e800,
		0x0800408020404800, 0xb18412a008311301, 0x1f3205391a419c04,
		0x10004c809213184a, 0x008028800488a80a),
	"a alle andre annen at av bare ble bli blir blitt da de deg dei dem "
	"den denne der deres det dette din dine disse ditt du eg eit eller en "
	"er et etter fa for fordi fra få gjennom ha hadde han hans har henne "
	"hennes her hos hun hva hvem hver hvilken hvis hvor hvordan hvorfor i "
	"ikke ingen inn ja jeg kan kunne kvar ma man mange med meg meget "
	"mellom men mens mer min mine mitt mot må na nar ned nei noe noen nok "
	"nå når og ogsa også om opp oss over pa på sa sann seg selv si sin "
	"sine sitt skal skulle slik som så sånn til under ut uten vaere vaert "
	"var vare ved vi vil ville vår våre være vært å"),
LIST("pt",
	SIEVE(0x2b0010d180250220, 0x62ca804c00f398a0, 0x334d488110110b45,
		0x0021182201d4202a, 0x07b814c3302b8040, 0xaa600e01e65310ca,
		0x51246145e90a5080, 0x2400080a82102168),
	"a ainda alem algo alguem algum alguma algumas alguns alguém além "
	"antes ao aos apenas apos após aquela aquelas aquele aqueles aqui "
	"aquilo as assim ate até bem cada com como contra cuja cujo da das de "
	"dela delas dele deles depois desde dessa desse desta deste do dos "
	"durante e ela elas ele eles em enquanto entre era eram essa essas "
	"esse esses esta estao estas estava estavam este estes está estão eu "
	"foi foram ha há isso isto ja já la lhe lhes lo logo mais mas me mesmo "
	"meu meus minha minhas muito na nada nao nas nem nenhum nessa nesse "
	"nesta neste no nos nossa nossas nosso nossos num numa não nós o onde "
	"os ou outra outras outro outros para pela pelas pelo pelos per pode "
	"podem pois por porque quais qual quando quanto que quem quê sao se "
	"sem sempre sendo ser sera será seu seus so sob sobre sua suas são só "
	"tambem também tao te tem ter teu teus tinha tinham toda todas todo "
	"todos tu tua tuas tudo tão têm um uma umas uns voce voces você vocês "
	"à às é"),
LIST("ru",
	SIEVE(0x840a000b40aa1042, 0x0001002003180201, 0x180848504a49c884,
		0x294020021b780220, 0x083580211cc00480, 0x03194a0051002522,
		0x8121120402527420, 0x80181dc80163d480),
	"а без более бы был была были было быть в вам вами вас весь во вот все "
	"всего всей всем всех всю всё вы где да даже для до его ее ей ему если "
	"есть еще ещё её же за здесь и из или им ими их к как какая какие "
	"какой когда кого кому которая которого которое которой которые "
	"который которым которых кто ли либо лишь меня мне много мной может "
	"можно мои мой моя мы на над надо нам нами нас наш наша наши не него "
	"нее ней нем нет неё ни никто них ничего но ну нём о об один однако он "
	"она они оно от очень перед по под после потому почему почти при про с "
	"сам сама сами само своего своей свои своих свой своя себе себя со так "
	"такая также такие такой там те тебе тебя тем теперь то тобой тогда "
	"того тоже той только том тот ту тут ты у уже хотя чего чей чем через "
	"что чтобы эта эти этим этих это этого этой этом этот эту я"),
LIST("sv",
	SIEVE(0x8e4e000100101010, 0x082590c4518000a1, 0x1d40003114216813,
		0x0000020020406800, 0x23d49a2809111120, 0x1e3401101a53188c,
		0x0802e0901a80904a, 0x00c1204c0585ba20),
	"alla allt an andra annan ar at att av bara bland blev bli blir blivit "
	"da dar de dem den denna deras dess dessa det detta dig din dina ditt "
	"du där då efter ej eller en er era ett fa for fran från få för genom "
	"ha hade han hans har henne hennes hon honom hos hur här i icke in "
	"ingen inget inom inte ja jag kan kunde kunna man maste med medan "
	"mellan men mer mig min mina mitt mot mycket måste nagon nagot nagra "
	"nar ned nej ni nog nu när någon något några och ocksa också om oss "
	"over pa på sa sadan samma sedan sig sin sina sitt sjalv själv ska "
	"skall skulle som så sådan till under upp ut utan vad var vara varfor "
	"varför varit varje vars vem vi vid vilka vilken vilket vill än är åt "
	"över"),
};

const struct tw_stop_list *
tw_stop_list(const char *code)
{
	static const struct tw_stop_list none;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (tw_language_is(lists[i].code, code))
			return &lists[i].list;
	}
	return &none;
}

struct tw_str
tw_stop_words(const char *code)
{
	return tw_stop_list(code)->words;
}
