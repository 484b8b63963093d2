"""What people say in every conversation, whatever it is about: no theme is called by it.

Courtesies, yes and no, forms of address, days and months, and words such as 'thing' that stand
for others; and the small words that tell a noun from a verb where no trained pipeline does.
Known for English, German, Spanish and French; elsewhere nothing is held to be everyday.
"""

from __future__ import annotations

from dataclasses import dataclass


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Everyday:
    """The everyday words of a language, in lower case unless said otherwise.

    Attributes:
        said: courtesies, yes and no, vague words, the calendar.
        address: titles, and words by which somebody is addressed; everyday only with a capital,
            so that 'Miss' goes and 'miss' stays.
        units: nouns that say something only with others: a year, but not the school year.
        before_noun: words after which a noun comes, perhaps with others before it.
        before_verb: words after which a verb comes.
        capital_nouns: whether nouns, and only they, are written with a capital.
    """

    said: frozenset[str] = frozenset()
    address: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    before_noun: frozenset[str] = frozenset()
    before_verb: frozenset[str] = frozenset()
    capital_nouns: bool = False

    @property
    def knows_nouns(self) -> bool:
        """Whether nouns can be told from other words."""
        return self.capital_nouns or bool(self.before_noun)


EVERYDAY = {
    "en": Everyday(
        said=_listed(
            "sorry thanks thank please welcome hello hi hey bye goodbye cheers pardon excuse "
            "yes no yep yup nope nah aye sure thing things stuff bit bits lot lots way ways "
            "sort kind monday tuesday wednesday thursday friday saturday sunday mondays "
            "tuesdays wednesdays thursdays fridays saturdays sundays january february march "
            "april may june july august september october november december today yesterday "
            "tomorrow somebody everybody anybody nobody someone everyone anyone"
        ),
        address=_listed("mr mrs ms miss mx dr prof sir madam dame mister mum dad"),
        units=_listed(
            "year month week day hour minute second moment time term half quarter person "
            "people man woman"
        ),
        before_noun=_listed(
            "a an the my your his her its our their this that these those some any no each "
            "every another of in on at for with from by about into over under without between "
            "through during and more many few several such what whose which"
        ),
        before_verb=_listed(
            "i you he she it we they who to can could shall should will would may might must "
            "do does did n't not 'll 'd 've 're just never always"
        ),
    ),
    "de": Everyday(
        said=_listed(
            "entschuldigung sorry danke bitte hallo tschüss ja nein doch jawohl nö klar genau "
            "sache sachen ding dinge dingen montag dienstag mittwoch donnerstag freitag "
            "samstag sonnabend sonntag januar februar märz april mai juni juli august "
            "september oktober november dezember heute gestern morgen"
        ),
        address=_listed("herr herrn frau fräulein dr prof"),
        units=_listed(
            "jahr monat woche tag stunde minute moment zeit mal hälfte mensch mann frau leute "
            "person"
        ),
        capital_nouns=True,
    ),
    "es": Everyday(
        said=_listed(
            "perdón perdona perdone gracias favor hola adiós sí no vale claro cosa cosas "
            "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril "
            "mayo junio julio agosto septiembre octubre noviembre diciembre hoy ayer mañana"
        ),
        address=_listed("señor señora señorita don doña dr dra"),
        units=_listed(
            "año mes semana día hora minuto momento tiempo vez mitad persona gente hombre mujer"
        ),
        before_noun=_listed(
            "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros "
            "nuestras este esta estos estas ese esa esos esas aquel aquella cada otro otra de "
            "del al en con por para sin sobre entre"
        ),
        before_verb=_listed(
            "yo él ella usted nosotros ellos ellas ustedes no me te se nos lo le les"
        ),
    ),
    "fr": Everyday(
        said=_listed(
            "pardon désolé désolée excusez merci bonjour bonsoir salut oui non si chose "
            "choses truc trucs lundi mardi mercredi jeudi vendredi samedi dimanche janvier "
            "février mars avril mai juin juillet août septembre octobre novembre décembre "
            "aujourd'hui hier demain"
        ),
        address=_listed("monsieur madame mademoiselle m. mme mlle dr"),
        units=_listed(
            "an année mois semaine jour heure minute moment temps fois moitié personne gens "
            "homme femme"
        ),
        before_noun=_listed(
            "le la les l' un une des du de d' au aux mon ma mes ton ta tes son sa ses notre "
            "nos votre vos leur leurs ce cet cette ces chaque quelques plusieurs en dans sur "
            "avec pour sans par"
        ),
        before_verb=_listed("je j' tu il elle on nous vous ils elles qui ne n' me m' te t' se s'"),
    ),
}
"""By language code."""


def everyday(language: str) -> Everyday:
    """The everyday words of a language, none where they are not known."""
    return EVERYDAY.get(language.split("-")[0], Everyday())
