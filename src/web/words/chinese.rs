//! Chinese in simplified characters.
//!
//! Words for translators, so that one thing has one name:
//!
//! | English | Chinese |     | English | Chinese |
//! |---|---|---|---|---|
//! | report | 报告 | | note | 注释 |
//! | part | 部分 | | gloss | 释文 |
//! | section | 章节 | | entity | 实体 |
//! | judgment | 判断 | | mention | 提及 |
//! | block | 块 | | theme | 主题 |
//! | paragraph | 段 | | evidence | 依据 |
//! | sentence | 句 | | figure (number) | 数据 |
//! | quotation | 引文 | | timeline | 时间线 |
//! | printed page | 原书页码 | | language of judgment | 判断用语 |
//! | hit | 结果 | | ledger | 地址簿 |
//! | basket | 摘录篮 | | receipt | 转换回单 |
//! | editor | 编者 | | cite, citation | 引用，引文格式 |
//! | highlight | 标记 | | note of the reader | 笔记 |
//!
//! Full-width punctuation; no blanks between characters and figures, since browsers set that room
//! themselves; no polite 您, no 请 where nothing is asked.

use std::fmt::Display;

use super::english::Phrases;
use super::{group, phrases, said, say};

phrases! { Chinese

    // Signs between words.
    comma = "，";
    list_comma = "、";
    colon = "：";
    stop = "。";
    and = "和";
    or = "或";
    quoted(words) = "“{words}”";
    /* As `strftime` writes dates. */
    date_form = "%Y年%-m月%-d日";

    // Names of points.
    judgment(number) = "判断{number}";
    paragraph(number) = "第{number}段";
    quotation(number) = "引文{number}";
    item(number) = "列表项{number}";
    heading(number) = "小标题{number}";
    table(number) = "表格{number}";
    figure(number) = "图{number}";
    code(number) = "代码{number}";
    block(number) = "第{number}块";
    sentence(number) = "第{number}句";
    note(number) = "注释{number}";
    page(label) = "第{label}页";
    link_to(name) = "{name}的链接";

    // Counts and small facts.
    judgments(#count) = "{count}条判断";
    words(#count) = "{count}词";
    notes(#count) = "{count}条注释";
    entities(#count) = "{count}个实体";
    themes(#count) = "{count}个主题";
    minutes(#count) = "{count}分钟";
    printed_page(label) = "原书第{label}页";
    judgment_of(number, all) = "判断{number}，共{all}条";

    // Around every page.
    skip = "跳到正文";
    this_report = "本报告";
    the_library = "全库";
    search_this_report = "检索本报告";
    search_the_library = "检索全库";
    words_to_search_for = "检索词";
    search = "检索";
    basket = "摘录篮";
    contents = "目录";
    contents_of_report = "报告目录";
    reports = "报告";
    all_on_one_page = "全文单页";
    notes_title = "注释";
    notes_as_list = "以列表查看本节注释";
    entities_title = "实体";
    themes_title = "主题";
    evidence_title = "依据";
    figures_title = "数据";
    timeline_title = "时间线";
    certainty_title = "判断用语";
    receipt_way = "转换回单";
    source_at_publisher = "出版方原文";
    how_to_cite = "引用格式";
    this_page_as = "本页的其他格式：";
    editors_words_read_with = "释文、名称和主题出自编者，并非作者所写。阅读工具：";
    plain_text = "纯文本";

    // Settings.
    settings = "字体、颜色和按键";
    colour = "颜色";
    colour_system = "跟随系统";
    colour_light = "浅色";
    colour_sepia = "护眼";
    colour_dark = "深色";
    normal = "标准";
    size = "字号";
    size_small = "小";
    size_large = "大";
    size_largest = "特大";
    measure = "行宽";
    measure_narrow = "窄";
    measure_wide = "宽";
    leading = "行距";
    leading_tight = "紧凑";
    leading_loose = "宽松";
    face = "字体";
    face_serif = "衬线";
    face_sans = "无衬线";
    high_contrast = "高对比度";
    no_lines_under_names = "不标出名称";
    no_keys = "停用单键快捷键";
    keys = "按键";
    key_judgments = "下一条、上一条判断";
    key_hits = "下一处、上一处检索结果";
    key_search = "检索";
    key_theme = "浅色或深色";
    key_hold = "固定侧栏";
    key_help = "显示按键";
    key_escape = "关闭打开的内容";
    close = "关闭";

    // Kinds of entity, of source.
    person = "人物";
    organization = "组织";
    place = "地点";
    document = "文件";
    technology = "技术";
    product = "产品";
    event = "事件";
    group = "群体";
    people = "人物";
    organizations = "组织";
    places = "地点";
    documents = "文件";
    technologies = "技术";
    products = "产品";
    events = "事件";
    groups = "群体";
    speech = "讲话";
    study = "研究";
    news = "新闻";
    company = "企业";
    interview = "访谈";
    no_source = "句中未指明来源";
    none_named = "未指明";
    editors_gloss = "编者释文";
    editors_register = "编者名录";

    // A section.
    sentences_with_note(number, all) = "{all}句中有{number}句带注释";
    note_small(number) = "注释{number}";
    hits_first_marked(#count, most) = "{count}处结果（标出前{most}处）";

    // The front page and the library.
    minutes_to_read(#count) = "阅读约{count}分钟";
    printed_pages(#count) = "原书{count}页";
    page_short(label) = "第{label}页";
    report_about(title, authors, facts) = "{title}，作者{authors}。带注释的阅读版：{facts}。";
    all_about(title) = "{title}：全文连同注释列于一页。";
    library = "书库";
    library_about = "阅读报告，注释、名称和主题列于正文旁。";

    // Lists of a report.
    themes_about(#count, title) = "{title}的{count}个主题，各附相关段落。";
    entities_about(#count, title) = "{title}提到的{count}个实体，列出每次提及。";
    notes_about(#count, title) = "{title}的全部{count}条注释，各附所在句。";
    every_mention(name, title) = "{title}中对{name}的每次提及。";
    by_name = "按名称";
    most_mentioned = "提及最多";
    first_mentioned = "最先提及";
    mentions(#count) = "{count}次提及";
    evidence_about(title) = "{title}中哪些论断带注释，句中指明何种来源，以及哪些内容依据各份文件。";

    // The conversion receipt.
    receipt_title = "转换回单";
    receipt_about(title) = "{title}的文本如何转换：输入、输出和每处修复。";
    no_receipt = "本报告不是由源文件转换而来，没有转换回单";
    count_parts = "部分";
    count_sections = "章节";
    count_judgments = "判断";
    count_boxes = "专栏";
    count_headings = "小标题";
    count_paragraphs = "段落";
    count_quotations = "引文";
    count_items = "列表项";
    count_markers = "注释标记";
    count_note_texts = "有原文的注释";
    count_pages = "原书页";
    count_words = "词";

    // Search.
    search_about = "检索报告中的词语、名称和数字。";
    atom_feed = "Atom订阅";
    hits(#count) = "{count}处结果";
    no_hits = "没有结果";
    nothing_found = "未找到";
    also_as(words, others) = "{words}，另含{others}";
    instead_of(words, others) = "以{words}代替{others}";
    more_in(number, section) = "{section}中另有{number}处";
    others_in(section) = "{section}中的其他结果";
    facet_report = "报告";
    kind = "类别";
    facet_section = "章节";
    facet_entity = "实体";
    facet_theme = "主题";
    best_first = "最相关优先";
    in_order = "按报告顺序";
    as_sentences = "按句";
    as_lines = "按行";
    best_of_first(most, all) = "以上选自前{most}处；按顺序查看全部{all}处";
    all_hits_in_order(all) = "按报告顺序查看全部{all}处结果";
    without_filters(hits) = "不加筛选：{hits}";
    in_whole_library(hits) = "在全库中：{hits}";
    as_plain_words(hits) = "作为普通词语：{hits}";
    alone(hits) = "单独检索：{hits}";
    count_reports(#count) = "{count}份报告";
    sections(#count) = "{count}节";
    names(#count) = "{count}个名称";
    subjects(#count) = "{count}个主题";
    report_at_a_glance = "报告概览";
    example_words = "词语，含各种词形";
    example_name = "名称，含各种别名";
    example_phrase = "完全相同的连续词语";
    example_theme = "某一主题的段落";
    example_without = "词语，排除提到某个实体的段落";
    example_prefix = "以此开头的所有词";
    example_judgment = "跳到某条判断";
    example_page = "跳到原书某页";

    // A section's page and its notes.
    judgment_before = "判断";
    first_of(name, count) = "{name}：本页{count}处之首";
    words_searched_for = "检索词";
    for_words = "，检索词";
    in_this_section = "，在本节";
    and_more(count) = "另有{count}处";
    hits_in_section_before = "上一节的结果：";
    hits_in_section_after = "下一节的结果：";
    all_results = "全部结果";
    clear = "清除";
    is_marked(name) = "{name}已在正文中标出。";
    go_to_it = "跳到该处";
    whole_section = "查看全节，不标出";
    cite_it = "引用";
    about_the_link = "关于此链接";
    when_link_was_made = "链接生成时";
    now = "现在";
    taken_out_before = "（已删：";
    put_in_before = "（新增：";
    bracket_after = "）";
    mark_certainty = "标出作者的确定程度";
    place_in_report = "在报告中的位置";
    only_glosses = "源文本只有注释标记，没有注释原文。此处为编者仅据该句所写的释文。";
    has_left(name) = "{name}已不在此处。";
    see_what_became = "查看去向";
    previous_and_next_section = "上一节和下一节";
    previous = "上一节";
    next = "下一节";
    more(#count) = "另有{count}个";
    you_were_at = "上次读到¶";
    go_on = "继续阅读";
    dismiss = "不再提示";
    its_own_page = "单独页面";
    note_word = "注释";
    note_before = "注释";
    back_to_marker(number) = "返回注释{number}的标记";
    source_lacks_note = "源文本未收入此注释";
    see_before = "，见";
    publishers_report = "出版方的报告";
    its_page = "单独页面";

    // The menu of a point.
    selected_words = "所选文字";
    copy_failed = "未能完成。原文和引文格式见下列页面。";
    copy_link = "复制链接";
    link_copied = "链接已复制。";
    copy_citation = "复制引文格式";
    citation_copied = "引文格式已复制。";
    copy_quotation = "复制引文";
    quotation_copied = "引文已复制。";
    add_to_basket = "加入摘录篮";
    is_in_basket = "已加入摘录篮。";
    cited_as = "引用格式";
    chicago_note = "芝加哥注释";
    chicago_bibliography = "芝加哥书目";
    own_page = "单独页面";
    all_citations = "全部引文格式";

    // The front page, its map, the library.
    begin_reading = "开始阅读";
    judgments_at_a_glance(#count) = "{count}条判断一览";
    themes_by_judgment = "各判断的主题";
    themes_map_about = "每条判断中涉及某主题的词所占百分比；单元格通向首个相关段落。";
    themes_map_caption = "每条判断中涉及某主题的词所占百分比。每个单元格通向首个相关段落。";
    theme_in_judgment(theme, number, percent) = "{theme}，判断{number}：占其词数的{percent}%";
    editor = "编者";
    ways_in = "阅读入口";
    shelf_is_empty = "书库中还没有报告。";

    // Notes, entities, themes.
    previous_and_next_note = "上一条和下一条注释";
    previous_note = "上一条";
    next_note = "下一条";
    notes_lede = "每条注释及其所在句。";
    notes_are_glosses = "本版的源文本只有注释标记，没有注释原文：此处为编者仅据该句所写的释文。";
    entities_lede(mentions) = "报告提到的人和事物，共提及{mentions}次。说明为编者所写。";
    names_with = "名称包含";
    show = "显示";
    all = "全部";
    order = "排序";
    shown_of(shown, all) = "显示{shown}个，共{all}个";
    first_in_before = "，首见于";
    first_in_after = "";
    also = "又作";
    in_text_as = "文中写作";
    bracket_before = "（";
    semicolon = "；";
    strip_about = "在报告中从首至尾的提及位置。";
    what_leans_on_it = "以此为据的章节";
    in_same_sentences = "同句出现";
    mentions_title(#count) = "{count}次提及";
    text_does_not_name_it = "本版正文未提到。";
    as_name(name) = "写作{name}";
    themes_lede = "编者归纳的主题，各附相关段落。";
    not_here_before = "不包括：";
    passages(#count) = "{count}个段落";

    // What is computed from the words.
    found_by_rule = "按规则找出";
    unit = "单位";
    no_unit = "无单位";
    figures_about(title) = "{title}中的每个数字，附单位和所在句。";
    figures_lede = "报告中的数字，各附所在句。";
    money = "金额";
    shares = "比例";
    counts = "数量";
    nodes = "制程节点";
    measures = "度量";
    ranks = "排名";
    dates = "日期";
    timeline_about(title) = "{title}中的每个日期，依次列出，各附所在句。";
    timeline_lede(#count) = "报告中的{count}个日期，按文字所指的最早一天排列。空心圆表示只精确到年或更粗略的日期。";
    timeline_picture = "日期图示；下方列表内容相同";
    evidence_lede = "哪些论断带注释，句中自身指明何种来源。只有源文本收入注释时，才列出注释所引。";
    kinds_by_editor = "类别由编者判定";
    at_a_glance = "概览";
    with_a_note = "带注释";
    without = "不带注释";
    what_leans_on_documents = "各文件被何处引为依据";
    sentences_with_and_without(number, all, others) = "{all}句中{number}句带注释，{others}句不带";
    certainty_about(title) = "{title}的作者表明确定程度的用语，各附所在句。";
    certainty_lede(number) = "作者表明自己有多确定：其本人语句中有{number}处判断用语，引文不计。";
    certainty_by = "按规则找出，按编者词表分级";
    words_by_grade = "各级用语";
    grade = "级别";
    meaning = "含义";
    times = "次数";
    certain = "确定";
    likely = "很可能";
    believed = "认为";
    inferred = "推断";
    reported = "据称";
    possible = "可能";
    doubtful = "存疑";
    certain_means = "视为事实或必然";
    likely_means = "可能性大于一半";
    believed_means = "某人的看法";
    inferred_means = "由迹象推知";
    reported_means = "他人所述";
    possible_means = "仅为可能";
    doubtful_means = "可能性小于一半，或不得而知";
    of_grade(count, grade) = "{grade}{count}处";

    // The receipt.
    receipt_lede = "本版如何由源文件制成：输入、输出以及其间的每处改动。行号均指源文件。";
    what_came_in = "输入";
    what_went_out = "输出";
    file = "文件";
    file_size = "大小";
    size_of(octets, lines, words) = "{octets}字节，{lines}行，{words}词";
    converted = "转换时";
    in_this_edition = "本版";
    edited_since = "此后有编辑";
    dropped = "删去";
    nothing_dropped = "没有删去任何内容。";
    line = "行";
    line_number(number) = "第{number}行";
    stood_there = "原内容";
    why = "原因";
    repaired = "修复";
    nothing_repaired = "没有修复任何内容。";
    before = "修复前";
    after = "修复后";
    in_doubt = "存疑的决定";
    nothing_in_doubt = "没有存疑的决定。";
    decision = "决定";
    what_told_it = "判断依据";

    // What became of a link, and what does not exist.
    words_of_link_stand_at(name) = "链接中的文字位于{name}";
    link_is_none_of_ours = "此链接的?v=并非本站所生成，无法判断文字是否有变。以下是此处现在的内容。";
    link_was_made_when(point) = "生成链接时，此处为{point}。";
    words_unchanged = "文字与生成链接时相同。";
    words_changed = "生成链接以来，文字有改动。";
    they_stand_at = "原文字位于";
    other_words_stand_here = "此处的文字与生成链接时不同。";
    words_never_stood_here = "据现有记录，生成链接所用的文字从未在此处出现。以下是此处现在的内容。";
    address_was_anothers(edition, title) = "在“{edition}”之前，此地址属于“{title}”。";
    that_is_now = "现位于";
    no_section(id) = "报告中没有章节“{id}”";
    no_block(section, id) = "{section}中没有块“{id}”";
    section_called(id) = "章节“{id}”";
    block_of_section(block, section) = "{section}的块{block}";
    sentence_of_block(number, block, section) = "{section}的块{block}第{number}句";
    was_removed(name) = "{name}已从本版删去";
    no_sentence(block, number) = "{block}没有第{number}句";
    no_note(number) = "报告中没有注释{number}";
    no_entity(id) = "名录中没有实体“{id}”";
    no_theme(id) = "报告中没有主题“{id}”";
    no_page_of(label, first, last) = "本版没有原书第{label}页，只有第{first}页至第{last}页";
    no_page(label) = "本版没有原书第{label}页";

    // The search page.
    search_lede = "词语、各种写法的名称、数字、问句；或以编号查判断、注释和页。";
    narrowed_to = "筛选条件";
    take_away_before = "取消";
    searched_besides = "另外或改为检索";
    switch_off = "停用";
    switch_on = "启用";
    how_this_was_read = "检索说明";
    go_to = "前往";
    hits_title = "结果";
    narrow = "筛选";
    lines_about = "每个关键词及其前后文";
    line_before = "前文";
    keyword = "关键词";
    line_after = "后文";
    line_place = "位置";
    on_page(label) = "第{label}页";
    more_hits = "更多结果";
    previous_hits = "前面的结果";
    what_you_can_do = "可以试试";
    what_you_can_type = "可以输入";
    chosen_take_away = "（已选，点击取消）";
    names_no(text, what) = "没有名为“{text}”的{what}，未作筛选。";
    small_report = "报告";
    small_section = "章节";
    small_kind = "结果类别";
    small_entity = "实体";
    small_theme = "主题";

    // References, quotations, citations.
    go_about = "判断、注释、页和名称。";
    a_judgment = "判断（";
    a_paragraph = "段落（";
    a_note = "注释（";
    a_page = "原书页（";
    a_name = "名称";
    nothing_is_called = "没有名为";
    search_for_it = "检索它";
    or_try = "，或输入判断（";
    nothing_is_called_after = "的内容。";
    may_mean_these = "可能指以下各项。也可";
    search_for_it_too = "检索它";
    where_to = "去往";
    go = "前往";
    check_quotation = "核对引文";
    check_quotation_about = "核对引文是否逐字相符、出自何处、有何出入。";
    may_differ_before = "引号、破折号、换行、注释号、";
    brackets = "括号";
    may_differ_after = "和省略号可以不同，词语必须相同。";
    quotation_label = "引文";
    check = "核对";
    stands_word_for_word = "逐字相符";
    nearly_these_words = "原文与此相近";
    stands_nowhere = "未找到此引文";
    neither_these_words = "没有这段文字，也没有相近的文字。";
    search_for_them = "检索这些词";
    or_check_shorter = "，或核对较短的一段。";
    the_quotation = "引文";
    what_stands_there = "原文";
    not_there_before = "（原文没有：";
    instead_before = "（原文为：";
    same_words_stand_at = "相同文字还见于";
    the_report = "报告";
    cite_point = "引用此处";
    cite_report = "引用本报告";
    cite_named(name) = "引用{name}";
    cite_about(name) = "{name}的芝加哥、APA、MLA和哈佛引文格式，以及文献管理软件所用的文件。";
    the_report_large = "报告";
    day_of_reading = "阅读日期";
    put_it_in = "加入";
    day_of_reading_about = "哈佛格式需要此日期，其他格式在作品无日期时需要。服务器不知道你的日期。";
    leave_it_out = "去掉";
    in_chicago_note = "芝加哥，注释";
    in_chicago_bibliography = "芝加哥，书目";
    in_the_text = "文中引用";
    for_reference_managers = "供文献管理软件使用";
    files_hold_report = "文件内容为整份报告，具体位置写在附注中。";
    cite_whole_report = "引用整份报告";
    words_are_editors = "文字出自编者，并非作者所写。";
    read_on = "继续阅读";

    // The basket.
    basket_about = "你摘录的各处文字，按你的顺序，附你的批语；只保存在此浏览器中。";
    basket_lede = "你摘录的各处文字，按你的顺序，附你的批语。只保存在此浏览器中，别处没有。";
    basket_needs_script = "摘录篮需要JavaScript，因为服务器不保存读者的任何信息。没有它时，每段的单独页面有原文，引文格式也只隔一个链接。";
    basket_is_empty = "摘录篮是空的。";
    basket_cannot_be_read = "此浏览器保存的摘录篮无法读取。";
    gloss_on_note = "编者释文，注释";
    removed = "已移除。";
    moved_to_place = "已移到第";
    words_of_now_taken = "已采用现在的文字。";
    basket_changed = "摘录之后文字有改动。现为：";
    basket_gone = "报告中已没有这段文字。此处保留摘录时的文字。";
    basket_away = "未能向报告查询这段文字是否仍在，也未能取得引文格式。";
    basket_how_before = "阅读一份";
    basket_how_report = "报告";
    basket_how_after = "，点选段落旁的编号或选中文字，然后“加入摘录篮”。";
    save_as_markdown = "存为Markdown";
    save_as_html = "存为HTML";
    print = "打印";
    put_it_back = "恢复";
    take_these_words = "采用这段文字";
    your_words = "你的批语";
    move_up = "上移";
    move_down = "下移";
    remove = "移除";

    // Problems.
    what_stood_here = "此处原有内容";
    what_is_near = "相近内容";
    malformed = "无法读取此请求";
    unknown = "此处没有内容";
    gone = "此内容已删去";
    no_such_form = "没有这种格式";
    only_reading = "Sidenote只供阅读";
    has_a_body = "此请求带有正文";
    too_long = "地址过长";
    header_too_large = "请求头过大";
    too_many_connections = "连接过多";
    too_busy = "暂时繁忙";
    took_too_long = "耗时过长";
    something_broke = "出错了";
    no_page_here = "没有页面使用此地址";
    method_detail = "只接受GET和HEAD请求";
    body_detail = "此处不读取请求正文，发送请求时应去掉";
    too_long_detail = "应使用较短的地址；没有页面的地址超过8 KiB";
    header_detail = "应减少并缩短请求头字段";
    crowd_detail = "关闭与本服务器的部分连接后再试";
    busy_detail = "等待的检索过多，稍后再试";
    late_detail = "未能及时给出回答；可再试，或缩小范围";
    failed_detail = "错误在本站，已有记录；其他页面仍可使用";
    no_report(slug) = "没有报告“{slug}”";

    // Highlights and own notes.
    highlights = "标记与笔记";
    your_highlights = "我的标记";
    all_highlights = "全部标记";
    highlights_about = "你在报告中标记的文字，以及写下的笔记。它们只保存在这个浏览器里。";
    highlights_need_script = "标记需要 JavaScript，因为服务器不保存读者的任何信息：你标记的文字和写下的笔记不会离开你的浏览器。";
    highlight = "标记";
    your_highlight = "我的标记";
    your_note = "我的笔记";
    write_note = "写笔记";
    pen_yellow = "黄色";
    pen_green = "绿色";
    pen_blue = "蓝色";
    pen_rose = "玫红";
    with_note = "有笔记";
    not_placed = "未能定位";
    put_back = "放回去";
    highlight_kept = "已保存，只在这个浏览器里。";
    highlight_removed = "标记已移除。";
    highlights_full = "浏览器未能保存：存储空间已满或被禁用。已保存的内容没有丢失。";
    highlights_broken = "浏览器里保存的标记无法读取，因此没有添加新的标记。标记页可以把它们原样存为文件。";
    highlights_unreadable = "浏览器里保存的标记无法读取。";
    nothing_of_it_is_lost = "内容没有丢失：先原样存为文件，再重新开始。";
    save_as_it_is = "原样保存";
    begin_anew = "重新开始";
    narrow_words = "文字";
    all_of_them = "全部";
    by_place = "按位置";
    newest_first = "最新在前";
    oldest_first = "最早在前";
    no_highlights = "还没有标记。";
    how_to_highlight = "阅读报告时，选中一些文字，或点选段旁的数字，再选一种颜色。";
    save_annotations = "存为 Web Annotation";
    save_markdown = "存为 Markdown";
    take_in = "导入文件";
    annotation_file = "Web Annotation 文件";
    delete_all = "全部删除";
    keep_them = "保留";
    save_first = "如果以后还要用，请先存为文件。";
    delete_all_of(all) = "删除全部{all}处标记及其笔记？";
    no_such_report = "已不在书库中";
    words_reworded = "你标记之后，这些文字有改动。现在是：";
    words_moved = "你标记之后，这些文字移到了这里。";
    words_gone = "未能定位：你标记的文字已从报告中删去。";
    words_lost = "未能定位：这些文字已不在报告中，或者无法确定是哪一处。";
    words_away = "未能定位：书库中没有这份报告。";
    report_not_asked = "无法询问报告，因此位置是上次所知的。";
    nothing_taken = "文件中没有可以导入的批注。";
    taken_in(added, renewed, known, lost, bad) = "新增{added}，更新{renewed}，已有{known}，未能定位{lost}，略去{bad}。";
    annotation_fault(at, fault) = "批注{at}：{fault}。";
    fault_no_json(fault) = "文件不是 JSON：{fault}";
    fault_no_list = "文件不是 Web Annotation，也不是它们的页或集合";
    fault_elsewhere(value) = "集合中的批注在别处：{value}；请导入那一页的文件";
    fault_no_object = "它不是对象";
    fault_no_annotation(value) = "它的“type”是{value}，不是“Annotation”";
    fault_no_target = "它没有“target”";
    fault_no_source(value) = "它的目标{value}不是书库中报告的地址";
    fault_no_words = "它的目标没有带“exact”文字的 TextQuoteSelector";
    fault_many_reports = "它的目标分属多份报告";
    fault_no_date(name, value) = "它的“{name}”{value}不是日期";
    fault_no_body = "它的正文没有作为“value”的文字";

    // Reading without a connection.
    /* As browsers write dates. */
    day_locale = "zh-CN";
    kept_copy(day) = "保存的副本，{day}时的内容。现在无法连接服务器。";
    what_is_kept = "已保存的内容";
    keep_offer = "保存以便离线阅读";
    keep_done = "已保存，可离线阅读";
    keep_asking = "正在查询大小。";
    keep_unasked = "无法询问服务器。关闭后重新打开即可再试。";
    keep_size(fetched, stored) = "正文连同注释、名称和主题，以及简单检索：需下载{fetched}，在此浏览器中占{stored}。报告有变动且有网络时自动更新。";
    keep_as(day) = "此浏览器保存了{day}时的报告。报告有变动且有网络时自动更新。";
    keep_fetching(done, all) = "正在下载：{done}，共{all}。";
    keep_broken = "未能完整下载，因此什么也没有保存。网络好转后再试。";
    keep_full = "此浏览器空间不足，因此什么也没有保存。";
    keep_refused = "此浏览器不为本站保存内容；无痕窗口往往如此。";
    keep_now = "保存";
    kept_reports = "已保存的报告";
    kept_about = "此浏览器保存的报告，可离线阅读和检索。";
    kept_lede = "此浏览器保存的内容可离线阅读和检索。有网络时，每一页都来自服务器。";
    kept_here = "保存在此浏览器中";
    kept_none(offer) = "没有保存的报告。报告首页可以保存：“{offer}”。";
    kept_as_on(day) = "{day}时的内容";
    no_connection = "没有网络";
    not_kept = "现在无法连接服务器，此浏览器也没有保存这一页。";
    offline_found(count, words) = "“{words}”：{count}处";
    offline_simple = "现在无法连接服务器。这是对所保存副本的简单检索：段落须含全部词语，名称可以是报告使用的任何一个，结果按正文顺序排列。";
    offline_nothing = "所保存的副本中没有段落含全部这些词语。";
    offline_many(most) = "以上为前{most}处；再加一个词可缩小范围。";
    // What scripts say; `#` is where a number goes.
    suggestions = "检索建议";
    suggestions_count = "#条建议";
    search_for = "检索";
    more_in_section = "本节另有#个";
    out_of = "/";
    in_paragraph = "，¶";
    marks_cleared = "已清除标记";
    back_to = "返回";

    hold = "固定";
    hold_about = "继续阅读时侧栏不变";
    entities_and_themes = "实体和主题";

    // What a search tells about itself.
    told_empty = "没有可检索的词";
    told_too_long(most) = "只读取了前{most}个字符";
    told_too_many_terms(most) = "只检索了前{most}个词，其余略去";
    told_too_deep(most) = "超过{most}层的括号已略去";
    told_no_field(name) = "没有“{name}:”字段；可用字段为entity、theme、judgment、kind、report、page和exact";
    told_no_value(field, value) = "没有名为“{value}”的{field}，已按普通词语检索";
    told_no_filter(filter, name) = "没有名为“{name}”的{filter}，其中没有内容";
    told_short_prefix(word, least) = "“{word}*”至少需要{least}个字母，已按单词检索";
    told_many_expansions(prefix, all, most) = "有{all}个词以“{prefix}”开头，只检索了最常见的{most}个";
    told_stop_words = "这些词几乎每段都有，仍照样检索";
    told_phrase_not_found(words) = "没有文字包含“{words}”，已检索其中的词";
    told_unknown_words(words) = "没有文字包含{words}";
    told_relaxed = "没有文字包含所有这些词；以下为包含最多的";
    told_partial = "时间已到而检索未完，结果不全";
    told_index_fault = "索引未能完整读取";
    odd_closing = "右括号没有对应的左括号，已略去";
    odd_opening = "括号没有闭合，已在末尾补上";
    odd_or = "OR两边都须有词";
    odd_and = "AND两边都须有词";
    odd_quotation = "引号没有闭合，已逐词检索";
    odd_near = "短语后的“~”须跟数字，如\"trade war\"~5";
    odd_phrase = "没有词的短语已略去";
    odd_no_words(signs) = "“{signs}”中没有词，已略去";
    odd_plain(words) = "“{words}”已按普通词语读取";
    small_section_or_judgment = "章节或判断";
    small_kind_of_field = "类别";
    small_page = "页";
    reason_register(entity) = "名录中{entity}的名称";
    reason_text(words) = "文中有“{words}”";
    reason_meaning = "近义词";
    reason_unknown = "没有文字包含所输入的词";
    by_words = "原词";
    by_forms = "其他词形";
    by_beginning = "以此开头";
    by_spelling = "其他拼写";
    by_correction = "更正";
    by_names = "其他名称";
    by_meaning = "近义";
    by_mentions = "提及";
    kind_tables = "表格";
    kind_figures = "图";
    kind_code = "代码";
    kind_titles = "章节标题";
}
