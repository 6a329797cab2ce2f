"""Carrying interviews between laptops: packs on sticks and in folders, receipts back.

Owns: what goes into packs, the outbox, the layout of a stick, safe copying, manifests, looking at what
somebody brings without changing anything, taking it in, taking it back, receipts. Does not: decide
conflicts (`review`), know the bytes of packs (`packs`), hold SQL (`store`).
May import: store, merge, packs, keys, files, wording, problems.

::

    sent = send(place, stick)                     # copies what is not there, manifest last
    sent = send_file(place, path)                 # all packs in one file, for a mail or a messenger
    waiting(place)                                # finished interviews that are on no stick yet
    offers = look(place, source)                  # a folder, a stick or such a file; nothing is changed
    taken = take(place, offers)                   # all or nothing for each pack; can be repeated
    take_back(place)                              # the last import, while nothing was built upon it
    delivered(place)                              # who has received how much, by their receipts
    send(place, stick, everything=True)           # for a lost stick, for a supervisor who is new
    updates.offer(place, path); updates.available(place); updates.save(place, target)    # never run
    all_reports(place)                            # what came of each merge, from whom, the last first
    tell(report).table, text(told), html(told)    # the same in words (told_report)

    team.add(place, cards.read(place, text), "E07")   # on the roster; then only its laptops count
    members.load(place)                           # which roster rules here, and what it says
    look(place, quarantine_of(place))             # what came from laptops that were not on it

`place` is an open study (`Place`). Each laptop numbers its bundles; that bundle 14 of a laptop is missing
follows from the chain of its manifests and of its log (`series`): `missing(place)` -> `Gap`s.
"""

from fieldapp.transfer import updates
from fieldapp.transfer.counting import Counts
from fieldapp.transfer.look import Damage, Offer, look
from fieldapp.transfer.out import Sent, Waiting, send, send_file, waiting
from fieldapp.transfer.place import Place
from fieldapp.transfer.quarantine import folder as quarantine_of
from fieldapp.transfer.receipts import Receipt, delivered
from fieldapp.transfer.report import Report, all_reports
from fieldapp.transfer.series import Gap, missing
from fieldapp.transfer.take import Taken, take
from fieldapp.transfer.undoing import take_back
from fieldapp.transfer.words import damage_words, gap_words, gaps_told, laptop_words, standing_words

__all__ = [
    "Counts",
    "Damage",
    "Gap",
    "Offer",
    "Place",
    "Receipt",
    "Report",
    "Sent",
    "Taken",
    "Waiting",
    "all_reports",
    "damage_words",
    "delivered",
    "gap_words",
    "gaps_told",
    "laptop_words",
    "look",
    "missing",
    "quarantine_of",
    "send",
    "send_file",
    "standing_words",
    "take",
    "take_back",
    "updates",
    "waiting",
]
