//! English.
//!
//! A number with a noun keeps them on one line by a no-break space; sentences that an element
//! follows or begins end and begin with the blank that belongs there.

use std::fmt::Display;

use super::{Number, Words, first_phrases, group, phrases, said, say};

first_phrases! { English

    // Signs between words.
    comma = ", ";
    list_comma = ", ";
    colon = ": ";
    stop = ".";
    and = " and ";
    or = " or ";
    quoted(words) = "“{words}”";
    /* As `strftime` writes dates. */
    date_form = "%-d %B %Y";

    // Names of points.
    judgment(number) = "Judgment {number}";
    paragraph(number) = "paragraph {number}";
    quotation(number) = "quotation {number}";
    item(number) = "item {number}";
    heading(number) = "heading {number}";
    table(number) = "table {number}";
    figure(number) = "figure {number}";
    code(number) = "code {number}";
    block(number) = "block {number}";
    sentence(number) = "sentence {number}";
    note(number) = "Note {number}";
    page(label) = "Page {label}";
    link_to(name) = "Link to {name}";

    // Counts and small facts.
    judgments(#count) = "{count}\u{a0}judgment" | "{count}\u{a0}judgments";
    words(#count) = "{count}\u{a0}word" | "{count}\u{a0}words";
    notes(#count) = "{count}\u{a0}note" | "{count}\u{a0}notes";
    entities(#count) = "{count}\u{a0}entity" | "{count}\u{a0}entities";
    themes(#count) = "{count}\u{a0}theme" | "{count}\u{a0}themes";
    minutes(#count) = "{count}\u{a0}min";
    printed_page(label) = "printed page\u{a0}{label}";
    judgment_of(number, all) = "Judgment {number} of {all}";

    // Around every page.
    skip = "Skip to the text";
    this_report = "This report";
    the_library = "The library";
    search_this_report = "Search this report";
    search_the_library = "Search the library";
    words_to_search_for = "Words to search for";
    search = "Search";
    basket = "Basket";
    contents = "Contents";
    contents_of_report = "Contents of the report";
    reports = "Reports";
    all_on_one_page = "All on one page";
    notes_title = "Notes";
    entities_title = "Entities";
    themes_title = "Themes";
    evidence_title = "Evidence";
    figures_title = "Figures";
    timeline_title = "Timeline";
    certainty_title = "Language of judgment";
    receipt_way = "Receipt";
    source_at_publisher = "Source at the publisher";
    how_to_cite = "How to cite";
    this_page_as = "This page as ";
    editors_words_read_with = "Glosses, names and themes are the editor’s, not the author’s. Read with ";
    plain_text = "Plain text";

    // Settings.
    settings = "Type, colour and keys";
    colour = "Colour";
    colour_system = "System";
    colour_light = "Light";
    colour_sepia = "Sepia";
    colour_dark = "Dark";
    normal = "Normal";
    size = "Text";
    size_small = "Small";
    size_large = "Large";
    size_largest = "Largest";
    measure = "Measure";
    measure_narrow = "Narrow";
    measure_wide = "Wide";
    leading = "Lines";
    leading_tight = "Close";
    leading_loose = "Wide apart";
    face = "Face";
    face_serif = "Serif";
    face_sans = "Sans serif";
    high_contrast = "High contrast";
    no_lines_under_names = "No lines under names";
    no_keys = "No keys of one letter";
    keys = "Keys";
    key_judgments = "next, previous judgment";
    key_hits = "next, previous word found";
    key_search = "search";
    key_theme = "light or dark";
    key_hold = "hold the panel";
    key_help = "these keys";
    key_escape = "close what is open";
    close = "Close";

    // Kinds of entity, of source.
    person = "Person";
    organization = "Organization";
    place = "Place";
    document = "Document";
    technology = "Technology";
    product = "Product";
    event = "Event";
    group = "Group";
    people = "People";
    organizations = "Organizations";
    places = "Places";
    documents = "Documents";
    technologies = "Technologies";
    products = "Products";
    events = "Events";
    groups = "Groups";
    speech = "Speech";
    study = "Study";
    news = "News";
    company = "Company";
    interview = "Interview";
    no_source = "No source named in the sentence";
    none_named = "None named";
    editors_gloss = "Editor’s gloss";
    editors_register = "Editor’s register";

    // A section.
    sentences_with_note(number, all) = "{number} of {all} sentences carry a note";
    note_small(number) = "note {number}";
    hits_first_marked(#count, most) = "{count} hits, the first {most} marked,";

    // The front page and the library.
    minutes_to_read(#count) = "{count}\u{a0}min to read";
    printed_pages(#count) = "{count}\u{a0}printed page" | "{count}\u{a0}printed pages";
    page_short(label) = "p.\u{a0}{label}";
    report_about(title, authors, facts) = "{title}, by {authors}. An annotated reading edition: {facts}.";
    all_about(title) = "The whole of {title} on one page, with its notes.";
    library = "Library";
    library_about = "Reports to read with their notes, names and themes beside the text.";

    // Lists of a report.
    themes_about(#count, title) = "{count}\u{a0}theme of {title}, each with the paragraphs that carry it." | "{count}\u{a0}themes of {title}, each with the paragraphs that carry it.";
    entities_about(#count, title) = "{count}\u{a0}entity that {title} names, with every mention." | "{count}\u{a0}entities that {title} names, with every mention.";
    notes_about(#count, title) = "All {count}\u{a0}note of {title}, each with the sentence that calls it." | "All {count}\u{a0}notes of {title}, each with the sentence that calls it.";
    every_mention(name, title) = "Every mention of {name} in {title}.";
    by_name = "by name";
    most_mentioned = "most mentioned";
    first_mentioned = "first mentioned";
    mentions(#count) = "{count}\u{a0}mention" | "{count}\u{a0}mentions";
    evidence_about(title) = "Which claims of {title} carry a note, which source their sentences name, and what leans on each document.";

    // The conversion receipt.
    receipt_title = "Conversion receipt";
    receipt_about(title) = "How the text of {title} was converted: what came in, what went out, every repair.";
    no_receipt = "this report was not converted from a source, so it has no receipt";
    count_parts = "Parts";
    count_sections = "Sections";
    count_judgments = "Judgments";
    count_boxes = "Boxes";
    count_headings = "Sub-headings";
    count_paragraphs = "Paragraphs";
    count_quotations = "Quotations";
    count_items = "List items";
    count_markers = "Note markers";
    count_note_texts = "Notes with a text";
    count_pages = "Printed pages";
    count_words = "Words";

    // Search.
    search_about = "Search the words, names and numbers of a report.";
    atom_feed = "Atom feed";
    hits(#count) = "{count}\u{a0}hit" | "{count}\u{a0}hits";
    no_hits = "No hits";
    nothing_found = "Nothing found";
    also_as(words, others) = "{words} also as {others}";
    instead_of(words, others) = "{words} instead of {others}";
    more_in(number, section) = "{number} more in {section}";
    others_in(section) = "more in {section}";
    facet_report = "Report";
    kind = "Kind";
    facet_section = "Section";
    facet_entity = "Entity";
    facet_theme = "Theme";
    best_first = "Best first";
    in_order = "In the report’s order";
    as_sentences = "Sentences";
    as_lines = "Lines";
    best_of_first(most, all) = "These are the best of the first {most}; see all {all} in their order";
    all_hits_in_order(all) = "All {all} hits in the report’s order";
    without_filters(hits) = "without the filters: {hits}";
    in_whole_library(hits) = "in the whole library: {hits}";
    as_plain_words(hits) = "as plain words: {hits}";
    alone(hits) = "alone: {hits}";
    count_reports(#count) = "{count}\u{a0}report" | "{count}\u{a0}reports";
    sections(#count) = "{count}\u{a0}section" | "{count}\u{a0}sections";
    names(#count) = "{count}\u{a0}name" | "{count}\u{a0}names";
    subjects(#count) = "{count}\u{a0}subject" | "{count}\u{a0}subjects";
    report_at_a_glance = "The report at a glance";
    example_words = "words, in any of their forms";
    example_name = "a name, by all its names";
    example_phrase = "exactly these words, in a row";
    example_theme = "the passages on a theme";
    example_without = "words, without the passages that name somebody";
    example_prefix = "every word that begins so";
    example_judgment = "the way to a judgment";
    example_page = "the way to a printed page";
}
