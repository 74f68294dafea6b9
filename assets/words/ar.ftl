# ما يقرؤه الزبائن بالعربية.
restock-free = خبر سار{ $name }! عاد { $product }: { $price }. { $left ->
    [one] بقيت قطعة واحدة.
    [two] بقيت قطعتان.
   *[other] القطع المتبقية: { $left }.
    }
restock-body = خبر سار { "{{1}}" }: عاد { "{{2}}" } إلى المتجر. المتبقي الآن: { "{{3}}" }. أنت طلبت أن نخبرك.
restock-hello = لك
restock-footer = أنت طلبت أن نخبرك
button-keep = احجزه لي
button-later = ليس الآن
button-stop = أوقفوا هذه
kept = أصبح لك: { $items }. المجموع { $total }، والدفع عند الاستلام. نحجزه حتى { $until } في { $store }. الطلب { $order }.
kept-on-request = أصبح لك: { $items }. نحجزه حتى { $until } في { $store }. الطلب { $order }.
kept-already = هو محجوز لك حتى { $until } في { $store }. الطلب { $order }.
order-pay = قُبل الطلب { $order }. للدفع: { $link }
gone = نعتذر، نفد للتو! مكانك محفوظ وسنخبرك أولاً.
gone-nearest = نعتذر، نفد للتو! مكانك محفوظ. الأقرب إليه: { $alternative }.
later = حسناً، ليس الآن. مكانك محفوظ للمرة القادمة.
stopped-restock = تم: لا رسائل بعد الآن عن عودة المنتجات. طلبك، إن وجد، باقٍ.
stopped-all = تم: لن نكتب إليك بعد الآن. اكتب لنا متى شئت.
stopped-promotions = تم: لا مزيد من العروض والأخبار. كل ما عداها يبقى كما هو.
stopped-reminders = تم: لا مزيد من التذكيرات. كل ما عداها يبقى كما هو.
stopped-follow-up = تم: لن نسأل بعد الآن كيف كان الأمر.
started = أهلاً بعودتك! أخبرنا بما يهمك؛ لا شيء يبدأ وحده.
expired = لم نستطع حجز { $items } أكثر. اكتب لنا إن كنت ما زلت تريده.
ask = أخبروني عندما يعود { $product }
by-hand-answer = أجيبوا «احجز» فنحجز لكم قطعة، «لاحقًا» إن لم يكن الآن، وSTOP لإيقاف هذه الرسائل.
hello-heard = يعمل: { $shop } يسمعكم. من الآن يمكن الرد على الزبائن، وكلمة STOP مسموعة أيضًا.
tell-noted = سجّلنا ذلك: نخبركم مرة واحدة عندما يعود { $product }. STOP يلغيه.
tell-here = { $product } متوفر الآن: { $price }. { $left ->
    [one] بقيت قطعة واحدة.
   *[other] بقي { $left }.
    } إن تأخرتم تحتفظون بمكانكم.
tell-which = أيّها تقصدون؟
view-product = عرض
view-products = عرض المنتجات
choose = اختيار
order-waiting = وصل طلبكم { $order } لكن لم يره أحد هنا بعد. يبقى لكم حتى { $until }؛ نكتب لكم فور أن يراه أحد.
card-title = نفدت الكمية؟
card-lead = امسحوا الرمز وأرسلوا الرسالة، ونخبركم عند عودته.
card-small = تصلكم رسالة واحدة عن هذا المنتج لا غير. اكتبوا STOP فتتوقف.
spare-title = المفتاح الاحتياطي لـ { $shop }
spare-what = هذه الكلمات تفتح متجركم على حاسوب آخر: الزبائن والمخزون والطلبات وكل شيء. من يملكها مع نسخة من مجلد المتجر يمكنه قراءة كل شيء.
spare-where = احفظوا هذه الصفحة مع عقد الإيجار: لا في المتجر ولا على الحاسوب ولا في صورة.
spare-how = على الحاسوب الآخر: شغّلوا Vitrine واختاروا «الفتح بالمفتاح الاحتياطي» واكتبوا الكلمات بالترتيب. يجب إعادة الاتصال بواتساب هناك.
day-1 = الاثنين
day-2 = الثلاثاء
day-3 = الأربعاء
day-4 = الخميس
day-5 = الجمعة
day-6 = السبت
day-7 = الأحد

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = نعم، أرسلوا لي العروض والجديد
yes-title-promotions = العروض أولاً؟
yes-noted-promotions = تم: العروض والجديد من حين لآخر. STOP للإيقاف.
yes-ask-reminders = نعم، ذكّروني
yes-title-reminders = هل نذكّرك؟
yes-noted-reminders = تم: سنذكّرك. STOP للإيقاف.
yes-ask-follow-up = نعم، يمكنكم سؤالي كيف كان
yes-title-follow-up = هل نسألك كيف كان؟
yes-noted-follow-up = تم: قد نسألك كيف كان. STOP للإيقاف.
yes-lead = امسح الرمز وأرسل الرسالة: هذه هي موافقتك.
yes-small = فقط ما وافقت عليه. اكتب STOP وينتهي.

# The page with one person's consent.
purpose-restock = متوفر من جديد
purpose-promotions = العروض والجديد
purpose-follow-up = السؤال كيف كان
purpose-reminders = التذكيرات
purpose-everything = كل شيء
consent-now = الوضع الحالي
consent-acts = ما قيل، الأحدث أولاً

# What the shop answers by itself, from its own rows.
know-here = { $product }: { $price }. متوفر عندنا، عُدّ { $asof }.
know-today = { $product }: { $price }. متوفر عندنا اليوم.
know-options = { $product }: { $price }. المتوفر الآن: { $options }. عُدّ { $asof }.
know-options-today = { $product }: { $price }. المتوفر الآن: { $options }.
know-to-order = { $product }: { $price }. نصنعه حسب الطلب.
know-on-request = { $product }: السعر عند الطلب. سيكتب لك أحدنا.
know-check = { $product }: { $price }. ننظر هل ما زال موجودًا ونخبرك.
know-still-here = نعم، { $product } موجود: { $price }.
know-sold-out = { $product } نفد. هل نخبرك عندما يعود؟
know-sold-out-nearest = { $product } نفد. الأقرب إليه والموجود هنا: { $alternative }. هل نخبرك عندما يعود ما تريد؟
know-not-in = { $product }: غير متوفر بـ { $wanted }. المتوفر الآن: { $options }.
know-none-within = لا يوجد من ذلك بسعر { $limit }. الأقرب سعرًا هو { $product }: { $price }.
know-none-such = لا يوجد من ذلك بـ { $wanted }. هذا ما لدينا:
know-at = { $product } موجود في: { $store }. السعر: { $price }.
know-not-at = { $product } ليس الآن في { $named }، بل في: { $store }. السعر: { $price }.
know-details = { $product }: { $details } إن لم يكن هذا جوابًا، سيجيبك أحدنا.
price-from = من { $price }
price-on-request = السعر عند الطلب
go-open = { $store }: مفتوح الآن حتى { $until }.
go-closed = { $store }: مغلق الآن. يفتح { $opens }.
go-closed-long = { $store }: مغلق الآن.
go-always = { $store }: مفتوح الآن.
go-day = { $store }، { $day }: { $hours }.
go-day-closed = { $store }، { $day }: مغلق.
go-then-open-until = { $store }: مفتوح في ذلك الوقت ({ $at }) حتى { $until }.
go-then-open = { $store }: مفتوح في ذلك الوقت ({ $at }).
go-then-closed-opens = { $store }: مغلق في ذلك الوقت ({ $at }). يفتح { $opens }.
go-then-closed = { $store }: مغلق في ذلك الوقت ({ $at }).
go-holiday = إنه يوم عطلة رسمية: قد تختلف المواعيد.
go-unknown = { $store }.
go-appointment = { $store }: { $hours }.
go-where = أين أنت؟ أرسل لنا موقعك ونخبرك بأقرب متجر.
go-today = اليوم: { $hours }
go-service = نعم. { $service }: { $store }.
go-service-elsewhere = { $named } لا يذكر ذلك. { $service }: { $store }.
service-collection = الاستلام من المتجر
service-delivery = التوصيل
service-repairs = التصليح
service-made_to_measure = تفصيل حسب المقاس
service-gift_wrapping = تغليف الهدايا
service-fitting_room = غرف القياس
service-parking = موقف سيارات
service-wheelchair = دخول بالكرسي المتحرك
service-toilet = مراحيض
service-wifi = واي فاي
service-card_payment = الدفع بالبطاقة
service-dogs = الكلاب مرحب بها
button-way = الاتجاهات
button-tell = أخبرني
button-open = افتح
automation-solved = حسنًا. راسلونا هنا متى احتجتم إلينا.
button-keep-one = احجز لي واحدًا
button-keep-them = احجزها لي
buy-offer = { $product }: { $price }. هل نحجزه لك؟
order-kept = الطلب { $order }: { $items }. نحتفظ به حتى { $until } في { $store }.
order-handed-over = الطلب { $order }: { $items }. تم استلامه.
order-ended = الطلب { $order }: { $items }. لم يعد محجوزًا.
order-none = لا نجد طلبًا لك هنا. سينظر أحدنا.
person = سيجيبك أحدنا هنا.
person-opens = سيجيبك أحدنا هنا. نفتح { $opens }.
unclear = لم يتضح لنا ذلك. بخصوص ماذا؟
choice-product = منتج
choice-shop = المتجر والمواعيد
choice-person = شخص من فضلك
machine = نعم، هذا الجواب من برنامج: يقرأ ما لدى { $shop } وأسعاره ومواعيده. ويقرأ هنا أشخاص أيضًا.
which-product = أي منتج؟ اكتب اسمه.
greeting = مرحبًا! هنا { $shop }. اسألنا عن منتج أو عن مواعيدنا، أو اطلب شخصًا.
guide-needs = تحتاج إلى: { $items }
button-tools = شراء الأدوات
button-help = أحتاج مساعدة
guide-tools-all = كل شيء
guide-worked = هل نجح الأمر؟ ({ $product })
button-worked = نعم
button-worked-not = لا
guide-worked-thanks = سعدنا بذلك!
guide-which = أي من هذه تريد أن تفعل؟
guide-unclear = كيف نساعدك أفضل؟ أخبرنا بكلمات أخرى ماذا تريد أن تفعل.
guide-tools = هذا ما تحتاج إليه:
    { $items }
    اضغط على ما نحتفظ به لك.
guide-tools-some = هذا ما تحتاج إليه:
    { $items }
    نفد الآن:
    { $options }
    اضغط على ما نحتفظ به لك، أو ما نخبرك عند عودته.
guide-tools-none = نفد الآن:
    { $options }
    اضغط عليه ونخبرك عند عودته.

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product }: أيّها؟
buy-none = لذلك لم يُحجز شيء.
changed = كان الطلب { $order }: { $before }. الآن: { $items }. المجموع { $total }. نحتفظ به حتى { $until } في { $store }.
cancelled = أُلغي الطلب { $order }: { $items }. لم يعد شيء محجوزًا.
change-person = الطلب { $order }: { $items }. ينظر أحدنا فيما تريد تغييره ويجيبك هنا.
held = محجوز لك: { $items }. المجموع { $total }. نحتفظ به حتى { $until } في { $store }. قل { $code } عند الصندوق. الطلب { $order }.
held-closing = محجوز لك: { $items }. المجموع { $total }. نغلق قبل ذلك، لذا نحتفظ به حتى { $until } في { $store }. قل { $code } عند الصندوق. الطلب { $order }.
differs-fewer = { $product }: لم يبقَ سوى { $count }.
differs-gone = { $product }: نفد.
differs-price = { $product }: تغيّر السعر منذ ذلك الحين، من { $before } إلى { $price }.
differs-unknown = { $product }: لم يعد لدينا.
usual = طلبك المعتاد: { $items }. { $price } اليوم. هل نحجزه لك؟
usual-none = لا نعرف طلبك المعتاد بعد: لم يُستلم شيء مرتين بالطريقة نفسها. اكتب ما تريد.
button-usual = نعم، احجزوه
button-cancel = إلغاء الطلب

# How an order comes to her.
brought = صار لك: { $items }. نوصله إلى { $address }. التوصيل: { $fee }. المجموع { $total }. سيؤكد لك أحدنا هنا. الطلب { $order }.
brought-on-request = صار لك: { $items }. نوصله إلى { $address }. سيؤكد لك أحدنا هنا. الطلب { $order }.
brought-changed = كان الطلب { $order }: { $before }. الآن: { $items }. نوصله إلى { $address }. التوصيل: { $fee }. المجموع { $total }.
order-brought = الطلب { $order }: { $items }. نوصله إلى { $address }.
deliver-yes = نعم، عندنا توصيل. التكلفة: { $fee }.
deliver-yes-area = نعم، عندنا توصيل: { $area }. التكلفة: { $fee }.
deliver-yes-from = نعم، عندنا توصيل. التكلفة { $fee }، ومجانًا من { $from }.
deliver-yes-area-from = نعم، عندنا توصيل: { $area }. التكلفة { $fee }، ومجانًا من { $from }.
deliver-where = إلى أين نوصل الطلب { $order }؟ اكتب الشارع والرقم والمدينة، أو شارك موقعك. التوصيل: { $fee }.
deliver-where-area = إلى أين نوصل الطلب { $order }؟ التوصيل عندنا: { $area }. اكتب الشارع والرقم والمدينة، أو شارك موقعك. التوصيل: { $fee }.
deliver-there = هل نوصل الطلب { $order } إلى { $address } مرة أخرى؟ التوصيل: { $fee }.
delivery-free = مجاني
button-bring = التوصيل إلي
button-collect = سأستلمه بنفسي
button-there = نعم، هناك
button-elsewhere = عنوان آخر
# Who has waited long is asked whether she still wants it.
still-free = طلبتم منا أن نخبركم عند عودة { $product }. لم يصل بعد. هل ما زلتم تريدون أن نخبركم عند وصوله؟
still-body = طلبتم منا أن نخبركم عند عودة { "{{1}}" }. لم يصل بعد. هل ما زلتم تريدون أن نخبركم عند وصوله؟
button-still-yes = نعم، أبقوا دوري
button-still-no = لا
still-kept = حسنًا: دوركم محفوظ، ونخبركم عند عودة { $product }.
still-ended = حسنًا: لم تعودوا في انتظار { $product }. وكل ما عدا ذلك يبقى كما هو.
button-still-back = أبقوا دوري
by-hand-yes-or-no = أجيبوا «نعم» أو «لا»، وSTOP لإيقاف هذه الرسائل.
