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
}
