"""Every word the full screen shows. Logical order; names say where a text stands."""

TITLE = "نبأ"

FACETS = {
    "person": "الأشخاص",
    "place": "الأماكن",
    "org": "الجهات",
    "source": "المصادر",
    "category": "الأقسام",
    "tag": "الوسوم",
    "date": "الأشهر",
}
SORTS = {"relevance": "الأوثق صلة", "newest": "الأحدث", "oldest": "الأقدم"}

SEARCH_PLACEHOLDER = "ابحث في الأخبار"
RESULTS_TITLE = "النتائج"
FACETS_TITLE = "التصفية"
READER_TITLE = "المقالة"
UNTITLED = "بلا عنوان"
LOADING = "…"

OR = " أو "
DATE_FROM = "من"
DATE_TO = "إلى"

SEARCHING = "يجري البحث…"
PARTIAL = "مطابقة جزئية"
TOTAL = "{total} نتيجة"
TOOK = "في {ms} م.ث"
MATCH_POSITION = "{position} من {total}"
NO_MATCHES = "لا مطابقات"

NO_INDEX = "لا يوجد فهرس بعد. أنشئه في نافذة أخرى بالأمر:"
NO_INDEX_DEMO = "أو جرّب أولًا أخبارًا جاهزة:"
INDEX_COMMAND = "naba index PATH --index {directory}"
DEMO_COMMAND = "naba demo"
BAD_INDEX = "تعذّر فتح الفهرس:"
REBUILD = "أعد بناءه بالأمر:"
REBUILD_COMMAND = "naba index PATH --rebuild --index {directory}"
EMPTY_INDEX = "لا مقالات بعد. أضفها في نافذة أخرى بالأمر:"
THEN_REFRESH = "ثم اضغط F5"
REFRESHED = "تغيّر الفهرس، وهذه نتائجه الجديدة"
NO_HITS = "لا نتائج."
NO_HITS_FILTERED = "لا نتائج مع هذه التصفية: اضغط Esc ثم x لإزالتها."
DID_YOU_MEAN = "هل تقصد: {suggestion}؟"
ACCEPT_SUGGESTION = "اضغط Ctrl+Y لقبوله"
GONE = "لم تعد هذه المقالة في الفهرس."
NOT_A_TERMINAL = "naba: the full screen needs a terminal; use 'naba query' in files and pipes"

KEY_SEARCH = "بحث"
KEY_RESULTS = "النتائج"
KEY_OPEN = "فتح"
KEY_FACETS = "تصفية"
KEY_TOGGLE = "اختيار"
KEY_MORE = "المزيد"
KEY_CLEAR = "مسح"
KEY_SORT = "ترتيب"
KEY_MATCHES = "المطابقات"
KEY_NEXT = "المطابقة التالية"
KEY_PREVIOUS = "المطابقة السابقة"
KEY_PANES = "تنقّل"
KEY_REFRESH = "تحديث"
KEY_BACK = "رجوع"
KEY_SUGGESTION = "قبول الاقتراح"
KEY_THEME = "ألوان"
KEY_BIDI = "اتجاه"
KEY_HELP = "مساعدة"
PALETTE_PLACEHOLDER = "ابحث في الأوامر"
KEY_QUIT = "خروج"
KEY_COPY = "نسخ"

COPIED = "نُسخ النص"
BIDI_MODE = "عرض العربية: {mode}"
THEME = "الألوان: {theme}"

HELP_TITLE = "مساعدة"
HELP = (
    ("/", "اكتب بحثًا، والنتائج تتبعك"),
    ("Tab", "انتقل بين البحث والنتائج والتصفية والمقالة"),
    ("↑ ↓ j k", "تنقّل بين السطور"),
    ("PgUp PgDn Home End", "صفحة، البداية، النهاية"),
    ("Enter", "افتح المقالة، أو اختر قيمة للتصفية"),
    ("f", "التصفية؛ يمكن اختيار عدة قيم معًا"),
    ("Space", "اختر قيمة أو ألغها"),
    ("m", "قيم أكثر في كل قسم"),
    ("[ ]", "القسم السابق، القسم التالي"),
    ("x", "أزل كل تصفية"),
    ("s", "غيّر الترتيب: الصلة، الأحدث، الأقدم"),
    ("n N", "المطابقة التالية والسابقة في المقالة"),
    ("y", "انسخ المقالة"),
    ("Ctrl+Y", "اقبل الاقتراح «هل تقصد»"),
    ("F5", "ابحث من جديد في ما أضيف إلى الفهرس"),
    ("b", "غيّر عرض العربية: visual، words، logical"),
    ("t", "غيّر الألوان"),
    ("Ctrl+P", "كل الأوامر"),
    ("Esc", "رجوع"),
    ("q Ctrl+C", "خروج"),
)
HELP_QUERY = (
    ('"وزير الخارجية"', "عبارة تامة"),
    ("وزير* ~", "أول الكلمة، أو كلمة تقاربها"),
    ("+غزة -مصر", "لا بد منها، ولا تكون"),
    ("شخص: مكان: جهة: مصدر:", "في حقل بعينه"),
    ("=كتب", "الكلمة كما هي"),
)
HELP_SAMPLE = "سطر للفحص: قال (أحمد) في 2024/11/30 لوكالة Reuters إن السلام لا يزال ممكنًا."
