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

    // A section's page and its notes.
    judgment_before = "Judgment ";
    first_of(name, count) = "{name}: first of {count} on this page";
    words_searched_for = "Words searched for";
    for_words = " for ";
    in_this_section = " in this section";
    and_more(count) = "and {count} more";
    hits_in_section_before = "Hits in the section before: ";
    hits_in_section_after = "Hits in the section after: ";
    all_results = "All results";
    clear = "Clear";
    is_marked(name) = "{name} is marked in the text.";
    go_to_it = "Go to it";
    whole_section = "Whole section, unmarked";
    cite_it = "Cite it";
    about_the_link = "About the link";
    when_link_was_made = "When the link was made";
    now = "Now";
    taken_out_before = "(taken out: ";
    put_in_before = "(put in: ";
    bracket_after = ")";
    mark_certainty = "Mark how sure the author says he is";
    place_in_report = "Place in the report";
    only_glosses = "The source text has the markers, not the notes. What stands here is the editor’s gloss, from the sentence alone.";
    has_left(name) = "{name} has left this place.";
    see_what_became = "See what became of it";
    previous_and_next_section = "Previous and next section";
    previous = "Previous";
    next = "Next";
    more(#count) = "{count} more";
    you_were_at = "You were at ¶";
    go_on = "Go on";
    dismiss = "Dismiss";
    its_own_page = "its own page";
    note_word = "Note";
    note_before = "Note ";
    back_to_marker(number) = "Back to the marker of note {number}";
    source_lacks_note = "the source text does not include this note";
    see_before = "; see ";
    publishers_report = "the publisher’s report";
    its_page = "its page";

    // The menu of a point.
    selected_words = "The selected words";
    copy_failed = "That did not work. The words and citations stand on the pages below.";
    copy_link = "Copy link";
    link_copied = "The link is copied.";
    copy_citation = "Copy citation";
    citation_copied = "The citation is copied.";
    copy_quotation = "Copy quotation";
    quotation_copied = "The quotation is copied.";
    add_to_basket = "Add to basket";
    is_in_basket = "It is in the basket.";
    cited_as = "Cited as";
    chicago_note = "Chicago note";
    chicago_bibliography = "Chicago bibliography";
    own_page = "Its own page";
    all_citations = "All citations";

    // The front page, its map, the library.
    begin_reading = "Begin reading";
    judgments_at_a_glance(#count) = "The {count} judgment at a glance" | "The {count} judgments at a glance";
    themes_by_judgment = "Themes by judgment";
    themes_map_about = "Percent of each judgment’s words that carry a theme; a cell leads to the first passage.";
    themes_map_caption = "Share of each judgment’s words, in percent, that carry a theme. Each cell leads to the first such passage.";
    theme_in_judgment(theme, number, percent) = "{theme} in judgment {number}: {percent}% of its words";
    editor = "Editor";
    ways_in = "Ways in";
    shelf_is_empty = "No report is on the shelf yet.";

    // Notes, entities, themes.
    previous_and_next_note = "Previous and next note";
    previous_note = "Previous";
    next_note = "Next";
    notes_lede = "Each note with the sentence that calls it.";
    notes_are_glosses = "The source text of this edition has the markers, not the notes’ own texts: what stands here is the editor’s gloss, drawn from the sentence alone.";
    entities_lede(mentions) = "Who and what the report names, in {mentions} mentions. Descriptions are the editor’s.";
    names_with = "Names with";
    show = "Show";
    all = "All";
    order = "Order";
    shown_of(shown, all) = "Shown: {shown} of {all}";
    first_in_before = ", first in ";
    first_in_after = "";
    also = "also";
    in_text_as = "In the text as ";
    bracket_before = "(";
    semicolon = "; ";
    strip_about = "Where in the report it is named, from its first word to its last.";
    what_leans_on_it = "What leans on it";
    in_same_sentences = "In the same sentences";
    mentions_title(#count) = "{count} mention" | "{count} mentions";
    text_does_not_name_it = "The text of this edition does not name it.";
    as_name(name) = "as {name}";
    themes_lede = "The editor’s subjects, each with the paragraphs that carry it.";
    not_here_before = "Not here: ";
    passages(#count) = "{count} passage" | "{count} passages";

    // What is computed from the words.
    found_by_rule = "Found by rule";
    unit = "Unit";
    no_unit = "no unit";
    figures_about(title) = "Every number in {title}, with its unit, in its sentence.";
    figures_lede = "The numbers of the report, each in its sentence.";
    money = "Money";
    shares = "Shares";
    counts = "Counts";
    nodes = "Process nodes";
    measures = "Measures";
    ranks = "Ranks";
    dates = "Dates";
    timeline_about(title) = "Every date in {title}, in order, each in its sentence.";
    timeline_lede(#count) = "{count} date of the report, by the first day that the words can mean. A ring is a date known to a year or less exactly." | "{count} dates of the report, by the first day that the words can mean. A ring is a date known to a year or less exactly.";
    timeline_picture = "Picture of the dates; the list below says the same";
    evidence_lede = "Which claims carry a note, and which source their sentence itself names. What the notes cite is told only where the source text includes them.";
    kinds_by_editor = "Kinds by the editor";
    at_a_glance = "At a glance";
    with_a_note = "With a note";
    without = "Without";
    what_leans_on_documents = "What leans on each document";
    sentences_with_and_without(number, all, others) = "{number} of {all} sentences carry a note, {others} carry none";
    certainty_about(title) = "The words by which the author of {title} says how sure he is, in their sentences.";
    certainty_lede(number) = "How sure the author says he is: {number} words of certainty in his own sentences; quotations are left out.";
    certainty_by = "Found by rule, graded by the editor’s list";
    words_by_grade = "The words, by grade";
    grade = "Grade";
    meaning = "Meaning";
    times = "Times";
    certain = "Certain";
    likely = "Likely";
    believed = "Believed";
    inferred = "Inferred";
    reported = "Reported";
    possible = "Possible";
    doubtful = "Doubtful";
    certain_means = "taken as fact, or as bound to come";
    likely_means = "more probable than not";
    believed_means = "held as somebody’s view";
    inferred_means = "read from signs";
    reported_means = "told by others";
    possible_means = "possible, no more";
    doubtful_means = "less probable than not, or not known";
    of_grade(count, grade) = "{count}\u{a0}{grade}";

    // The receipt.
    receipt_lede = "How this edition was made from its source: what came in, what went out, and every change on the way. Lines are those of the source.";
    what_came_in = "What came in";
    what_went_out = "What went out";
    file = "File";
    file_size = "Size";
    size_of(octets, lines, words) = "{octets} bytes, {lines} lines, {words} words";
    converted = "Converted";
    in_this_edition = "In this edition";
    edited_since = "edited since";
    dropped = "Dropped";
    nothing_dropped = "Nothing was dropped.";
    line = "Line";
    line_number(number) = "line {number}";
    stood_there = "What stood there";
    why = "Why";
    repaired = "Repaired";
    nothing_repaired = "Nothing was repaired.";
    before = "Before";
    after = "After";
    in_doubt = "Decided in doubt";
    nothing_in_doubt = "No decision was in doubt.";
    decision = "Decision";
    what_told_it = "What told it";

    // What became of a link, and what does not exist.
    words_of_link_stand_at(name) = "The words of the link stand at {name}";
    link_is_none_of_ours = "The ?v= of this link is none of ours, so whether the words have changed cannot be told. This is what stands here now.";
    link_was_made_when(point) = "The link was made when this was {point}. ";
    words_unchanged = "The words are as they were when the link was made.";
    words_changed = "The words have changed since the link was made.";
    they_stand_at = "They stand at";
    other_words_stand_here = "Other words stand here than those that the link was made from.";
    words_never_stood_here = "The link was made from words that never stood here, as far as is known. This is what stands here now.";
    address_was_anothers(edition, title) = "Until the edition “{edition}” this address was that of “{title}”.";
    that_is_now = "That is now";
    no_section(id) = "the report has no section “{id}”";
    no_block(section, id) = "{section} has no block “{id}”";
    section_called(id) = "section “{id}”";
    block_of_section(block, section) = "block {block} of {section}";
    sentence_of_block(number, block, section) = "sentence {number} of block {block} of {section}";
    was_removed(name) = "{name} was removed from this edition";
    no_sentence(block, number) = "{block} has no sentence {number}";
    no_note(number) = "the report has no note {number}";
    no_entity(id) = "the register has no entity “{id}”";
    no_theme(id) = "the report has no theme “{id}”";
    no_page_of(label, first, last) = "this edition has no printed page {label}; it has {first} to {last}";
    no_page(label) = "this edition has no printed page {label}";

    // The search page.
    search_lede = "Words, names in any of their forms, numbers, questions; a judgment, note or page by its number.";
    narrowed_to = "Narrowed to";
    take_away_before = "Take away ";
    searched_besides = "Searched besides or instead";
    switch_off = "switch off";
    switch_on = "switch on";
    how_this_was_read = "How this was read";
    go_to = "Go to";
    hits_title = "Hits";
    narrow = "Narrow";
    lines_about = "Each keyword with the words before and after it";
    line_before = "Before";
    keyword = "Keyword";
    line_after = "After";
    line_place = "Place";
    on_page(label) = "page {label}";
    more_hits = "More hits";
    previous_hits = "Previous hits";
    what_you_can_do = "What you can do";
    what_you_can_type = "What you can type";
    chosen_take_away = "(chosen; take away)";
    names_no(text, what) = "“{text}” names no {what}, so it limits nothing.";
    small_report = "report";
    small_section = "section";
    small_kind = "kind of hit";
    small_entity = "entity";
    small_theme = "theme";

    // References, quotations, citations.
    go_about = "Judgments, notes, pages and names.";
    a_judgment = "A judgment (";
    a_paragraph = "a paragraph (";
    a_note = "a note (";
    a_page = "a printed page (";
    a_name = "a name";
    nothing_is_called = "Nothing is called ";
    search_for_it = "Search for it";
    or_try = ", or try a judgment (";
    nothing_is_called_after = ".";
    may_mean_these = " may mean one of these. Or ";
    search_for_it_too = "search for it";
    where_to = "Where to";
    go = "Go";
    check_quotation = "Check a quotation";
    check_quotation_about = "Whether a quotation is verbatim, where it stands, how it differs.";
    may_differ_before = "Quotation marks, dashes, line breaks, note numbers, ";
    brackets = "brackets";
    may_differ_after = " and ellipses may differ; words may not.";
    quotation_label = "Quotation";
    check = "Check";
    stands_word_for_word = "It stands there word for word";
    nearly_these_words = "Nearly these words stand there";
    stands_nowhere = "It stands nowhere here";
    neither_these_words = "Neither these words nor any close to them.";
    search_for_them = "Search for them";
    or_check_shorter = ", or check a shorter part.";
    the_quotation = "The quotation";
    what_stands_there = "What stands there";
    not_there_before = "(not there: ";
    instead_before = "(instead: ";
    same_words_stand_at = "The same words stand at ";
    the_report = "the report";
    cite_point = "Cite this point";
    cite_report = "Cite this report";
    cite_named(name) = "Cite {name}";
    cite_about(name) = "{name} in Chicago, APA, MLA and Harvard style, and as files for reference managers.";
    the_report_large = "The report";
    day_of_reading = "Day on which you read it";
    put_it_in = "Put it in";
    day_of_reading_about = "Harvard asks for it, and the others where a work has no date. The server does not know your day.";
    leave_it_out = "Leave it out";
    in_the_text = "In the text";
    for_reference_managers = "For reference managers";
    files_hold_report = "They hold the report; the point stands in a note to yourself.";
    cite_whole_report = "Cite the whole report";
    words_are_editors = "These words are the editor’s, not the author’s.";
    read_on = "Read on";

    // The basket.
    basket_about = "Points that you collect, in your order and with your words; kept in this browser alone.";
    basket_lede = "Points that you collect, in your order and with your words. They are kept in this browser and nowhere else.";
    basket_needs_script = "The basket needs JavaScript, because the server keeps nothing about its readers. Without it, every paragraph’s own page has its words, and its citations stand one link away.";
    basket_is_empty = "The basket is empty.";
    basket_cannot_be_read = "What this browser keeps as the basket cannot be read.";
    gloss_on_note = "Editor’s gloss on note";
    removed = "Removed.";
    moved_to_place = "Moved to place";
    words_of_now_taken = "The words of now are taken.";
    basket_changed = "These words have changed since you took them. Now it says:";
    basket_gone = "These words no longer stand in the report. They are kept as you took them.";
    basket_away = "The report could not be asked whether these words still stand, nor for their citation.";
    basket_how_before = "Read a ";
    basket_how_report = "report";
    basket_how_after = ", choose the number beside a paragraph or select some words, and “Add to basket”.";
    save_as_markdown = "Save as Markdown";
    save_as_html = "Save as HTML";
    print = "Print";
    put_it_back = "Put it back";
    take_these_words = "Take these words";
    your_words = "Your words";
    move_up = "Move up";
    move_down = "Move down";
    remove = "Remove";

    // Problems.
    what_stood_here = "What stood here";
    what_is_near = "What is near";
    malformed = "This request cannot be read";
    unknown = "Nothing is here";
    gone = "This is gone";
    no_such_form = "There is no such form";
    only_reading = "Sidenote is for reading";
    has_a_body = "This request has a body";
    too_long = "This address is too long";
    header_too_large = "This request's header is too large";
    too_many_connections = "Too many connections";
    too_busy = "Too busy for a moment";
    took_too_long = "This took too long";
    something_broke = "Something broke";
    no_page_here = "no page has this address";
    method_detail = "only GET and HEAD are answered; use one of them";
    body_detail = "a body is not read here; send the request without one";
    too_long_detail = "use a shorter address; 8 KiB is more than any page has";
    header_detail = "send fewer and shorter header fields";
    crowd_detail = "close some of your connections to this server, then try again";
    busy_detail = "more searches are waiting than can be answered; try again soon";
    late_detail = "the answer was not ready in time; try again, or ask for less";
    failed_detail = "the fault is ours and has been noted; other pages still work";
    no_report(slug) = "the library has no report “{slug}”";
}
