# ग्राहक जो पढ़ते हैं, हिन्दी में।
restock-free = खुशखबरी{ $name }! { $product } फिर आ गया है: { $price }। { $left ->
    [one] { $left } बचा है।
   *[other] { $left } बचे हैं।
    }
restock-body = खुशखबरी { "{{1}}" }: { "{{2}}" } दुकान में फिर आ गया है। अभी बचे हैं: { "{{3}}" }। आपने बताने को कहा था।
restock-hello = आपके लिए
restock-footer = आपने बताने को कहा था
button-keep = मेरे लिए रखें
button-later = अभी नहीं
button-stop = ये संदेश बंद करें
kept = यह आपका हुआ: { $items }। कुल { $total }, लेते समय भुगतान करें। { $store } में { $until } तक रखेंगे। ऑर्डर { $order }।
kept-on-request = यह आपका हुआ: { $items }। { $store } में { $until } तक रखेंगे। ऑर्डर { $order }।
kept-already = यह आपके लिए { $store } में { $until } तक रखा है। ऑर्डर { $order }।
order-pay = ऑर्डर { $order } स्वीकार हो गया। भुगतान के लिए: { $link }
gone = माफ़ कीजिए, अभी-अभी बिक गया! आपकी जगह बनी है, सबसे पहले आपको बताएँगे।
gone-nearest = माफ़ कीजिए, अभी-अभी बिक गया! आपकी जगह बनी है। सबसे मिलता-जुलता: { $alternative }।
later = ठीक है, अभी नहीं। अगली बार के लिए आपकी जगह बनी है।
stopped-restock = हो गया: वापस आए सामान के संदेश अब नहीं आएँगे। आपका ऑर्डर, अगर है, बना रहेगा।
stopped-all = हो गया: अब हम आपको नहीं लिखेंगे। आप जब चाहें लिखें।
stopped-promotions = हो गया: अब कोई ऑफ़र या समाचार नहीं। बाकी सब वैसा ही रहेगा।
stopped-reminders = हो गया: अब कोई रिमाइंडर नहीं। बाकी सब वैसा ही रहेगा।
stopped-follow-up = हो गया: अब हम नहीं पूछेंगे कि कैसा रहा।
started = फिर से स्वागत है! बताइए आपको किसके बारे में जानना है; अपने-आप कुछ शुरू नहीं होगा।
expired = हम { $items } और नहीं रख सके। अगर अब भी चाहिए तो हमें लिखें।
ask = { $product } आए तो मुझे बताएँ
by-hand-answer = “रखो” लिखें तो हम एक आपके लिए रखेंगे, अभी नहीं तो “बाद में”, ये संदेश बंद करने के लिए STOP।
hello-heard = चल रहा है: { $shop } आपको सुनता है। अब ग्राहकों को जवाब दिया जा सकता है, और STOP भी सुना जाता है।
tell-noted = लिख लिया: { $product } वापस आने पर हम एक बार बताएंगे। STOP से बंद।
tell-here = { $product } अभी यहाँ है: { $price }। { $left ->
    [one] एक बचा है।
   *[other] { $left } बचे हैं।
    } देर हो जाए तो आपकी जगह बनी रहती है।
tell-which = आपका मतलब कौन सा है?
view-product = देखें
view-products = सामान देखें
choose = चुनें
order-waiting = आपका ऑर्डर { $order } आ गया है, पर यहाँ अभी किसी ने देखा नहीं। { $until } तक यह आपका है; देखते ही हम लिखेंगे।
card-title = ख़त्म हो गया?
card-lead = स्कैन करें, संदेश भेजें, वापस आने पर हम बताएंगे।
card-small = इस चीज़ के बारे में बस एक संदेश मिलेगा, और कुछ नहीं। STOP लिखें तो बंद।
spare-title = { $shop } की अतिरिक्त चाबी
spare-what = ये शब्द आपकी दुकान दूसरे कंप्यूटर पर खोलते हैं: ग्राहक, स्टॉक, ऑर्डर, सब कुछ। जिसके पास ये और दुकान के फ़ोल्डर की नकल हो, वह सब पढ़ सकता है।
spare-where = यह पन्ना किराए के काग़ज़ों के साथ रखें: दुकान में नहीं, कंप्यूटर पर नहीं, फ़ोटो में नहीं।
spare-how = दूसरे कंप्यूटर पर: Vitrine खोलें, “अतिरिक्त चाबी से खोलें” चुनें और शब्द क्रम से लिखें। WhatsApp का कनेक्शन वहाँ फिर से बनाना होगा।
day-1 = सोमवार
day-2 = मंगलवार
day-3 = बुधवार
day-4 = गुरुवार
day-5 = शुक्रवार
day-6 = शनिवार
day-7 = रविवार

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = हाँ, मुझे ऑफ़र और नई चीज़ें भेजें
yes-title-promotions = ऑफ़र सबसे पहले?
yes-noted-promotions = ठीक है: कभी-कभी ऑफ़र और नई चीज़ें। रोकने के लिए STOP।
yes-ask-reminders = हाँ, मुझे याद दिलाएँ
yes-title-reminders = याद दिलाएँ?
yes-noted-reminders = ठीक है: हम याद दिलाएँगे। रोकने के लिए STOP।
yes-ask-follow-up = हाँ, आप पूछ सकते हैं कि कैसा रहा
yes-title-follow-up = पूछ लें कैसा रहा?
yes-noted-follow-up = ठीक है: हम पूछ सकते हैं कि कैसा रहा। रोकने के लिए STOP।
yes-lead = स्कैन करें और संदेश भेजें: यही आपकी हाँ है।
yes-small = सिर्फ़ वही जिसके लिए आपने हाँ कहा। STOP लिखें और बंद।

# The page with one person's consent.
purpose-restock = फिर से उपलब्ध
purpose-promotions = ऑफ़र और नई चीज़ें
purpose-follow-up = कैसा रहा पूछना
purpose-reminders = याद दिलाना
purpose-everything = सब कुछ
consent-now = अभी की स्थिति
consent-acts = क्या कहा गया, नया पहले

# What the shop answers by itself, from its own rows.
know-here = { $product }: { $price }। हमारे पास है, { $asof } गिना गया।
know-today = { $product }: { $price }। आज हमारे पास है।
know-options = { $product }: { $price }। अभी यहाँ: { $options }। { $asof } गिना गया।
know-options-today = { $product }: { $price }। अभी यहाँ: { $options }।
know-to-order = { $product }: { $price }। हम इसे ऑर्डर पर बनाते हैं।
know-on-request = { $product }: दाम पूछने पर। हममें से कोई आपको लिखेगा।
know-check = { $product }: { $price }। हम देखते हैं कि अभी है या नहीं, और आपको बताते हैं।
know-still-here = हाँ, { $product } यहाँ है: { $price }।
know-sold-out = { $product } खत्म हो गया है। वापस आने पर बताएँ?
know-sold-out-nearest = { $product } खत्म हो गया है। इसके सबसे पास, और यहाँ: { $alternative }। आपका वापस आने पर बताएँ?
know-not-in = { $product }: { $wanted } में नहीं है। अभी यहाँ: { $options }।
know-none-within = { $limit } में ऐसा कुछ नहीं है। दाम में सबसे पास { $product } है: { $price }।
know-none-such = { $wanted } में इनमें से कोई नहीं है। हमारे पास यह है:
know-at = { $product } यहाँ है: { $store }। दाम: { $price }।
know-not-at = { $product } अभी { $named } में नहीं है, यहाँ है: { $store }। दाम: { $price }।
know-details = { $product }: { $details } अगर इससे जवाब न मिले, तो हम में से कोई जवाब देगा।
price-from = { $price } से
price-on-request = दाम पूछने पर
go-open = { $store }: अभी खुला है, { $until } तक।
go-closed = { $store }: अभी बंद है। { $opens } खुलेगा।
go-closed-long = { $store }: अभी बंद है।
go-always = { $store }: अभी खुला है।
go-day = { $store }, { $day }: { $hours }।
go-day-closed = { $store }, { $day }: बंद।
go-then-open-until = { $store }: उस समय ({ $at }) खुला है, { $until } तक।
go-then-open = { $store }: उस समय ({ $at }) खुला है।
go-then-closed-opens = { $store }: उस समय ({ $at }) बंद है। { $opens } खुलेगा।
go-then-closed = { $store }: उस समय ({ $at }) बंद है।
go-holiday = उस दिन सार्वजनिक अवकाश है: समय अलग हो सकता है।
go-unknown = { $store }।
go-appointment = { $store }: { $hours }।
go-where = आप कहाँ हैं? अपनी जगह भेजें, हम सबसे पास की दुकान बताएँगे।
go-today = आज: { $hours }
go-service = जी हाँ। { $service }: { $store }।
go-service-elsewhere = { $named } में यह नहीं लिखा है। { $service }: { $store }।
service-collection = दुकान से ले जाना
service-delivery = घर पहुँचाना
service-repairs = मरम्मत
service-made_to_measure = नाप के अनुसार
service-gift_wrapping = उपहार पैकिंग
service-fitting_room = ट्रायल रूम
service-parking = पार्किंग
service-wheelchair = व्हीलचेयर की सुविधा
service-toilet = शौचालय
service-wifi = वाई-फ़ाई
service-card_payment = कार्ड से भुगतान
service-dogs = कुत्ते ला सकते हैं
button-way = रास्ता
button-tell = मुझे बताएँ
button-open = खोलें
automation-solved = बहुत अच्छा। जब भी ज़रूरत हो, यहाँ लिखिए।
button-keep-one = एक रख लीजिए
button-keep-them = इन्हें रख लीजिए
buy-offer = { $product }: { $price }। आपके लिए रख लें?
order-kept = ऑर्डर { $order }: { $items }। हम इसे { $until } तक { $store } पर रखते हैं।
order-handed-over = ऑर्डर { $order }: { $items }। यह ले लिया गया है।
order-ended = ऑर्डर { $order }: { $items }। यह अब रखा हुआ नहीं है।
order-none = यहाँ आपका कोई ऑर्डर नहीं मिला। हममें से कोई देखेगा।
person = हममें से कोई यहीं जवाब देगा।
person-opens = हममें से कोई यहीं जवाब देगा। हम { $opens } खुलते हैं।
unclear = यह हमें साफ़ नहीं हुआ। किस बारे में है?
choice-product = कोई सामान
choice-shop = दुकान, समय
choice-person = किसी से बात
machine = हाँ, यह जवाब एक प्रोग्राम देता है: वह देखता है कि { $shop } में क्या है, दाम और समय। यहाँ लोग भी पढ़ते हैं।
which-product = कौन सा सामान? उसका नाम लिखें।
greeting = नमस्ते! यह { $shop } है। सामान, समय या किसी से बात के लिए पूछें।
guide-needs = आपको चाहिए: { $items }
button-tools = सामान खरीदें
button-help = मदद चाहिए
guide-tools-all = सब कुछ
guide-worked = क्या काम बन गया? ({ $product })
button-worked = हाँ
button-worked-not = नहीं
guide-worked-thanks = बहुत अच्छा!
guide-which = आप इनमें से क्या करना चाहते हैं?
guide-unclear = हम कैसे मदद करें? दूसरे शब्दों में बताइए कि आप क्या करना चाहते हैं।
guide-tools = आपको यह चाहिए:
    { $items }
    जो हम आपके लिए रखें, उसे छुएँ।
guide-tools-some = आपको यह चाहिए:
    { $items }
    अभी खत्म है:
    { $options }
    जो हम रखें, या जिसके वापस आने पर बताएँ, उसे छुएँ।
guide-tools-none = अभी खत्म है:
    { $options }
    छुएँ, वापस आने पर हम बताएँगे।

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product }: कौन सा?
buy-none = इसलिए कुछ भी अलग नहीं रखा गया।
changed = ऑर्डर { $order } पहले था: { $before }। अब: { $items }। कुल { $total }। हम इसे { $until } तक { $store } में रखेंगे।
cancelled = ऑर्डर { $order } रद्द हुआ: { $items }। अब कुछ भी नहीं रखा गया है।
change-person = ऑर्डर { $order }: { $items }। आप जो बदलना चाहते हैं, हममें से कोई देखकर यहीं जवाब देगा।
held = आपके लिए अलग रखा: { $items }। कुल { $total }। { $until } तक { $store } में रखेंगे। काउंटर पर { $code } बताइए। ऑर्डर { $order }।
held-closing = आपके लिए अलग रखा: { $items }। कुल { $total }। दुकान उससे पहले बंद होती है, इसलिए { $until } तक { $store } में रखेंगे। काउंटर पर { $code } बताइए। ऑर्डर { $order }।
differs-fewer = { $product }: केवल { $count } बचा है।
differs-gone = { $product }: खत्म हो गया।
differs-price = { $product }: तब से कीमत बदल गई है, { $before } से { $price }।
differs-unknown = { $product }: अब हमारे पास नहीं है।
usual = आपका हमेशा वाला: { $items }। आज { $price }। अलग रख दें?
usual-none = आपका हमेशा वाला हमें अभी पता नहीं: कुछ भी दो बार एक जैसा नहीं लिया गया। लिखिए आपको क्या चाहिए।
button-usual = हाँ, रख दें
button-cancel = ऑर्डर रद्द करें

# How an order comes to her.
brought = यह आपका है: { $items }। हम इसे { $address } पहुँचाएँगे। डिलीवरी: { $fee }। कुल { $total }। कोई यहीं पुष्टि करेगा। ऑर्डर { $order }।
brought-on-request = यह आपका है: { $items }। हम इसे { $address } पहुँचाएँगे। कोई यहीं पुष्टि करेगा। ऑर्डर { $order }।
brought-changed = ऑर्डर { $order } में था { $before }। अब: { $items }। हम इसे { $address } पहुँचाएँगे। डिलीवरी: { $fee }। कुल { $total }।
order-brought = ऑर्डर { $order }: { $items }। हम इसे { $address } पहुँचाएँगे।
deliver-yes = हाँ, हम डिलीवरी करते हैं। शुल्क: { $fee }।
deliver-yes-area = हाँ, हम डिलीवरी करते हैं: { $area }। शुल्क: { $fee }।
deliver-yes-from = हाँ, हम डिलीवरी करते हैं। शुल्क { $fee }, { $from } से ऊपर कुछ नहीं।
deliver-yes-area-from = हाँ, हम डिलीवरी करते हैं: { $area }। शुल्क { $fee }, { $from } से ऊपर कुछ नहीं।
deliver-where = ऑर्डर { $order } कहाँ पहुँचाएँ? गली, मकान नंबर और शहर लिखें, या अपनी जगह भेजें। डिलीवरी: { $fee }।
deliver-where-area = ऑर्डर { $order } कहाँ पहुँचाएँ? हम डिलीवरी करते हैं: { $area }। गली, मकान नंबर और शहर लिखें, या अपनी जगह भेजें। डिलीवरी: { $fee }।
deliver-there = क्या ऑर्डर { $order } फिर से { $address } पहुँचाएँ? डिलीवरी: { $fee }।
delivery-free = मुफ़्त
button-bring = घर पहुँचाएँ
button-collect = मैं ले जाऊँगा
button-there = हाँ, वहीं
button-elsewhere = दूसरा पता
# Who has waited long is asked whether she still wants it.
still-free = आपने कहा था कि { $product } वापस आए तो आपको बताएँ। वह अभी नहीं आया है। क्या आप अब भी चाहते हैं कि आने पर हम बताएँ?
still-body = आपने कहा था कि { "{{1}}" } वापस आए तो आपको बताएँ। वह अभी नहीं आया है। क्या आप अब भी चाहते हैं कि आने पर हम बताएँ?
button-still-yes = हाँ, जगह रखें
button-still-no = नहीं
still-kept = ठीक है: आपकी जगह बनी है, { $product } आने पर हम बताएँगे।
still-ended = ठीक है: अब आप { $product } की प्रतीक्षा में नहीं हैं। बाकी सब वैसा ही है।
button-still-back = जगह रखें
by-hand-yes-or-no = “हाँ” या “नहीं” लिखें, ये संदेश बंद करने के लिए STOP।
