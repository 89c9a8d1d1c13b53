"""Words for the samples of the collection: letters of an office that does not exist, made of short pieces, so that documents differ where they
are to differ. Each set draws its pieces from its own shuffled decks; the same seed gives the same words everywhere."""
import hashlib

OPENERS = """Since the last report|After the meeting of the harbour board|In the second week of the month|As agreed at the quay|Before the ice had gone|At the request of the pilots
For the third time this season|On the advice of the surveyor|Until the new gate is ready|With the consent of the owners|In answer to your note|Against our first estimate
Under the old agreement|During the night watch|When the water fell|From the first day of the works|Without further notice|In the view of this office
Since nobody had signed for them|As the ledger shows|On the north side|In spite of the storm|At the end of the shift|According to the store
Once the buoys were counted|Along the eastern mole|By word of mouth only|For want of timber|Following the complaint of the ferrymen|In the absence of the foreman""".replace("\n", "|").split("|")
SUBJECTS = """the keeper of the lower lock|our clerk for tolls|the crew of the dredger|the house of Brisk and Torv|the widow of the last lessee|the inspector of weights|the rope maker of Ashmere
the ferry company of Oxmouth|a carpenter from the upper town|the night watchman|the board of pilots|the school for river boys|the owner of the grey barge|the master of the tug|the fish market
the steward of the granary|the surveyor of the marshes|the agent of the salt works|the oldest man of the ice guard|the bell founder|the parish of Saint Orrin|the lamplighter|our second crane
the repair shed|the tenant of the last quay house|the customs boat|the salvage party|the council of Little Brenn|the sailmaker|the engine house|the stone mason|the widow's fund
the coal merchant|the gauge reader|the carters' guild|the bridge toll office|the tar store|the lightship crew|the harbour physician|the miller""".replace("\n", "|").split("|")
VERBS = """has asked for forty sacks of lime|delivered nine barrels of pitch|counted the mooring rings anew|refuses to pay for the broken chain|found the tide table wrong by a day|painted the leading marks white
kept the key of the boat house|wants the lease drawn up afresh|returned six lanterns without glass|measured the depth at the steps|closed the sluice for one night|left the crates under the shed roof
has lost the book of moorings|promised the planks for Thursday|replaced the bolts of the winch|reported a crack in the south pier|hired a diver from the coast|bought the old pontoon at auction
sent back the bill unsigned|offers gravel at the former price|took soundings as far as the spit|moved the anchor chain to the yard|cleared the weeds from the basin|holds the receipts for the dues
weighed the cargo a second time|let the ferry pass without toll|has mended half of the fenders|drew a plan of the drains|objects to the hours of the bridge|read the gauge three times a day
brought the spare rudder ashore|seized a net of forbidden mesh|requests a stove for the guard room|sealed the hatches with lead|lowered the boom before dusk|kept no list of the visitors
charged the boatmen twice|repaired the stairs at the slip|stored the flags in the loft|lit the beacon an hour late""".replace("\n", "|").split("|")
CLAUSES = """because the wall had settled during the thaw|so that small craft may turn there again|although the guild had given its word in autumn|while the larger vessels wait outside the bar|and the cost falls upon the fund for repairs
which the board will hear at its next sitting|as nobody else would take the work|before the grain ships come up from the sea|until a better price is offered by the yard|since the former contract ran out in spring
and the cashier has made a note of it|whereas the upper lock was left as it stood|in order that the dues can be reckoned fairly|for which two witnesses put down their names|but the sum was never entered in the day book
unless the frost should come early this year|with the help of a crew lent by the railway|as soon as the road to the works is dry|and no claim was raised against us for it|where the current has eaten into the bank
though the drawings showed another course|because a barge had struck it in the fog|and we ask you to let us have your answer|so long as the market stays on the west bank|after which the gates were opened to all
which is more than the tariff allows|and the matter may rest there for the present|since the bell could not be heard beyond the point|as the regulation of the province demands|while the clerk was away with a fever
and the remainder shall be carted off by hand|in exchange for the use of the lower crane|lest the cellar of the mill be flooded again|because the measure had been filed down|provided that the lamps burn through the night
and this office will bear one half of it|as had been the custom under his father|until the dispute about the meadow is settled|with nothing but a rowing boat to reach it|so the men were paid for the idle day""".replace("\n", "|").split("|")
NAMES = ["Tessa Marl", "Odo Vance", "Pella Krone", "Hanno Brisk", "Lina Torv", "Ruth Alder", "Ivo Moll", "Gerta Quill", "Bram Soldane", "Nessa Pike", "Corin Hale", "Willa Dorn"]
PLACES = ["Brennick", "Ashmere", "Oxmouth", "Little Brenn", "Quernholm", "Saint Orrin"]


class Draw:
    """Numbers that a seed gives, the same in every version of Python."""

    def __init__(self, seed):
        self.seed, self.at = seed, 0

    def below(self, count):
        self.at += 1
        return int.from_bytes(hashlib.sha256(b"%s %d" % (self.seed.encode(), self.at)).digest()[:8], "big") % count

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def shuffled(self, items):
        left, out = list(items), []
        while left:
            out.append(left.pop(self.below(len(left))))
        return out


class Words(Draw):
    """Sentences of one set: no piece comes again before its deck is used up."""

    def __init__(self, seed):
        super().__init__(seed)
        self.decks = {}

    def piece(self, kind, items):
        if not self.decks.get(kind):
            self.decks[kind] = self.shuffled(items)
        return self.decks[kind].pop()

    def sentence(self):
        return "%s, %s %s, %s." % (self.piece("opener", OPENERS), self.piece("subject", SUBJECTS), self.piece("verb", VERBS), self.piece("clause", CLAUSES))

    def sentences(self, count):
        return [self.sentence() for _ in range(count)]

    def letter(self, head="", count=5, foot="", lead=()):
        """A letter of paragraphs of two sentences; five sentences have a hundred words and more."""
        said = list(lead) + self.sentences(count)
        body = [" ".join(said[i:i + 2]) for i in range(0, len(said), 2)]
        return ([head] if head else []) + body + ([foot] if foot else [])


def rsids(seed, count):
    """Numbers of saves as Word draws them: 24 bits."""
    draw = Draw("rsid " + seed)
    return ["00%06X" % draw.between(0x100000, 0xFFFFFF) for _ in range(count)]
