"""What was understood of a message."""

from tools.reply.contract import Channel, Frozen, Intent, Language, Mood


class Mentions(Frozen):
    """What a message names, as written there.

    Attributes:
        order_ids: Ids that look like an order of some platform.
        skus, asins: Of products.
        dates: ISO days that are written out with day and month.
        amounts: Such as `19.99 EUR`, the currency left out where none is written.
        share: Of the price, when the buyer names one (`20 %`, half).
        attachments: Photos, videos, files the buyer says are attached.
        tracking_numbers: Of parcels.
        emails, phones, links: Contact data and addresses of pages.
        name: With which the buyer signs.
    """

    order_ids: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    asins: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    share: str | None = None
    attachments: tuple[str, ...] = ()
    tracking_numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    name: str | None = None


class Cue(Frozen):
    """Words of the message that led to an intent or an alarm."""

    name: str
    text: str


class Understood(Frozen):
    """A message as understood.

    Attributes:
        language: Of the buyer's own words, quoted earlier mails and signatures aside.
        languages: All that are written in it, the main one first.
        channel: As given, else as the text shows.
        intents: Most pressing first, each once; never empty.
        alarms: Reasons to hand over to a person at once: `injury`, `fire`, `child`, `regulator`, `lawyer`, `press`,
            `chargeback`, `self_harm`, `personal_data`.
        instructs: The text tries to instruct a machine; it changes nothing and is told.
        missing: Names of what a complete answer needs and the message does not say: `order_id`, `photo`, `model`, …
        cues: Why, for the reader.
        text: The buyer's own words that were judged.
    """

    language: Language
    languages: tuple[Language, ...]
    channel: Channel
    intents: tuple[Intent, ...]
    mood: Mood
    alarms: tuple[str, ...] = ()
    instructs: bool = False
    mentions: Mentions = Mentions()
    missing: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    text: str = ""
