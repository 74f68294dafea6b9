# What customers read, in English. Keys are the same in every language.
restock-free = Good news{ $name }! { $product } is back: { $price }. { $left ->
    [one] One is left.
   *[other] { $left } are left.
    }
restock-body = Good news { "{{1}}" }: { "{{2}}" } is back in the shop. Pieces left right now: { "{{3}}" }. You asked us to tell you.
restock-hello = to you
restock-footer = You asked to be told
button-keep = Keep mine
button-later = Not now
button-stop = Stop these
kept = It's yours: { $items }. Total { $total }, you pay when you collect. We keep it until { $until } at { $store }. Order { $order }.
kept-on-request = It's yours: { $items }. We keep it until { $until } at { $store }. Order { $order }.
kept-already = We already keep it for you until { $until } at { $store }. Order { $order }.
order-pay = Order { $order } is accepted. To pay: { $link }
gone = Just gone, sorry! You keep your place and hear from us first.
gone-nearest = Just gone, sorry! You keep your place. Nearest to it: { $alternative }.
later = All right, not now. You keep your place for next time.
stopped-restock = Done: no more messages about products that are back. Your order, if you have one, stays.
stopped-all = Done: we won't write to you any more. Write to us whenever you like.
stopped-promotions = Done: no more offers or news. Everything else stays as it is.
stopped-reminders = Done: no more reminders. Everything else stays as it is.
stopped-follow-up = Done: we won't ask any more how it went.
started = Welcome back! Tell us what you would like to hear about; nothing starts by itself.
expired = We could not keep { $items } any longer. Write to us if you still want it.
ask = Tell me when { $product } is back
by-hand-answer = Answer “keep” and we keep one for you, “later” if not now, STOP for no more of these.
hello-heard = It works: { $shop } hears you. From now on customers can be answered, and STOP is heard too.
tell-noted = Noted: we tell you when { $product } is back, once. STOP ends it.
tell-here = { $product } is here now: { $price }. { $left ->
    [one] One is left.
   *[other] { $left } are left.
    } If you come too late you keep your place.
tell-which = Which one do you mean?
view-product = View
view-products = View items
choose = Choose
order-waiting = Your order { $order } has arrived, but nobody here has seen it yet. It stays yours until { $until }; we write as soon as somebody has.
card-title = Sold out?
card-lead = Scan, send the message, and we tell you when it is back.
card-small = You get one message about this product, nothing else. Write STOP and it ends.
spare-title = Spare key of { $shop }
spare-what = These words open your shop on another computer: customers, stock, orders, everything. Whoever has them and a copy of the shop's folder can read all of it.
spare-where = Keep this page where you keep the lease: not in the shop, not on the computer, not in a photo.
spare-how = On the other computer: start Vitrine, choose “Open with the spare key”, and type the words in order. The connection to WhatsApp has to be made again there.
day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = Yes, send me offers and news
yes-title-promotions = Offers and news first?
yes-noted-promotions = Noted: offers and news, now and then. STOP ends it.
yes-ask-reminders = Yes, remind me
yes-title-reminders = Shall we remind you?
yes-noted-reminders = Noted: we remind you. STOP ends it.
yes-ask-follow-up = Yes, you may ask how it went
yes-title-follow-up = May we ask how it went?
yes-noted-follow-up = Noted: we may ask how it went. STOP ends it.
yes-lead = Scan and send the message: that is your yes.
yes-small = Only what you said yes to. Write STOP and it ends.

# The page with one person's consent.
purpose-restock = Back in stock
purpose-promotions = Offers and news
purpose-follow-up = Asking how it went
purpose-reminders = Reminders
purpose-everything = Everything
consent-now = Where it stands
consent-acts = What was said, latest first

# What the shop answers by itself, from its own rows.
know-here = { $product }: { $price }. We have it, counted { $asof }.
know-today = { $product }: { $price }. We have it today.
know-options = { $product }: { $price }. Here now: { $options }. Counted { $asof }.
know-options-today = { $product }: { $price }. Here now: { $options }.
know-to-order = { $product }: { $price }. We make it to order.
know-on-request = { $product }: the price is on request. One of us will write to you.
know-check = { $product }: { $price }. We look whether it is still here and tell you.
know-still-here = Yes, { $product } is here: { $price }.
know-sold-out = { $product } is sold out. Shall we tell you when it is back?
know-sold-out-nearest = { $product } is sold out. Nearest to it, and here: { $alternative }. Shall we tell you when yours is back?
know-not-in = { $product }: there is none in { $wanted }. Here now: { $options }.
know-none-within = Nothing of that for { $limit }. The nearest in price is { $product }: { $price }.
know-none-such = There is none of these in { $wanted }. This is what we have:
know-at = { $product } is at { $store }: { $price }.
know-not-at = { $product } is not at { $named } now. It is at { $store }: { $price }.
know-details = { $product }: { $details } If that does not answer it, one of us will.
price-from = from { $price }
price-on-request = price on request
go-open = { $store }: open now, until { $until }.
go-closed = { $store }: closed now. It opens { $opens }.
go-closed-long = { $store }: closed now.
go-always = { $store }: open now.
go-day = { $store }, { $day }: { $hours }.
go-day-closed = { $store }, { $day }: closed.
go-then-open-until = { $store }: open then ({ $at }), until { $until }.
go-then-open = { $store }: open then ({ $at }).
go-then-closed-opens = { $store }: closed then ({ $at }). It opens { $opens }.
go-then-closed = { $store }: closed then ({ $at }).
go-holiday = It is a public holiday: the hours may be different.
go-unknown = { $store }.
go-appointment = { $store }: { $hours }.
go-where = Where are you? Send us your place and we tell you the nearest shop.
go-today = Today: { $hours }
go-service = Yes. { $service }: { $store }.
go-service-elsewhere = { $named } does not list this. { $service }: { $store }.
service-collection = Click and collect
service-delivery = Delivery
service-repairs = Repairs
service-made_to_measure = Made to measure
service-gift_wrapping = Gift wrapping
service-fitting_room = Fitting rooms
service-parking = Parking
service-wheelchair = Wheelchair access
service-toilet = Toilets
service-wifi = Wi-Fi
service-card_payment = Card payment
service-dogs = Dogs welcome
button-way = Directions
button-tell = Tell me
button-open = Open
automation-solved = Good. Write here whenever you need us.
button-keep-one = Keep one for me
button-keep-them = Keep them for me
buy-offer = { $product }: { $price }. Shall we keep it for you?
order-kept = Order { $order }: { $items }. We keep it until { $until } at { $store }.
order-handed-over = Order { $order }: { $items }. It has been collected.
order-ended = Order { $order }: { $items }. It is no longer kept.
order-none = We find no order of yours here. One of us will look.
person = One of us will answer you here.
person-opens = One of us will answer you here. We open { $opens }.
unclear = That is not clear to us. What is it about?
choice-product = A product
choice-shop = The shop, hours
choice-person = A person, please
machine = Yes, this answer comes from a program: it reads what { $shop } has, its prices and hours. People read here too.
which-product = Which product? Write its name.
greeting = Hello! This is { $shop }. Ask us for a product or our hours, or for a person.
guide-needs = You need: { $items }
button-tools = Buy the tools
button-help = I need help
guide-tools-all = All of it
guide-worked = Did it work? ({ $product })
button-worked = Yes
button-worked-not = No
guide-worked-thanks = Glad to hear it!
guide-which = Which of these do you want to do?
guide-unclear = How can we help best? Tell us in other words what you want to do.
guide-tools = Here is what you need:
    { $items }
    Tap what we shall keep for you.
guide-tools-some = Here is what you need:
    { $items }
    Sold out at the moment:
    { $options }
    Tap what we shall keep for you, or tell you of when it is back.
guide-tools-none = Sold out at the moment:
    { $options }
    Tap it, and we tell you when it is back.

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product }: which one?
buy-none = So nothing is put aside.
changed = Order { $order } was { $before }. Now: { $items }. Total { $total }. We keep it until { $until } at { $store }.
cancelled = Order { $order } is cancelled: { $items }. Nothing is kept any longer.
change-person = Order { $order }: { $items }. One of us looks at what you want to change and answers you here.
held = Put aside for you: { $items }. Total { $total }. We keep it until { $until } at { $store }. Say { $code } at the counter. Order { $order }.
held-closing = Put aside for you: { $items }. Total { $total }. We close before that, so we keep it until { $until } at { $store }. Say { $code } at the counter. Order { $order }.
differs-fewer = { $product }: only { $count } left.
differs-gone = { $product }: sold out.
differs-price = { $product }: the price has changed since, from { $before } to { $price }.
differs-unknown = { $product }: we do not have this any more.
usual = Your usual: { $items }. { $price } today. Shall we put it aside?
usual-none = We know no usual of yours yet: nothing was collected twice the same way. Write what you would like.
button-usual = Yes, put it aside
button-cancel = Cancel order

# How an order comes to her.
brought = It's yours: { $items }. We bring it to { $address }. Delivery: { $fee }. Total { $total }. Somebody confirms it here. Order { $order }.
brought-on-request = It's yours: { $items }. We bring it to { $address }. Somebody confirms it here. Order { $order }.
brought-changed = Order { $order } was { $before }. Now: { $items }. We bring it to { $address }. Delivery: { $fee }. Total { $total }.
order-brought = Order { $order }: { $items }. We bring it to { $address }.
deliver-yes = Yes, we deliver. It costs: { $fee }.
deliver-yes-area = Yes, we deliver: { $area }. It costs: { $fee }.
deliver-yes-from = Yes, we deliver. It costs { $fee }, nothing from { $from } on.
deliver-yes-area-from = Yes, we deliver: { $area }. It costs { $fee }, nothing from { $from } on.
deliver-where = Where shall we bring order { $order }? Please write street, number and town, or share your place. Delivery: { $fee }.
deliver-where-area = Where shall we bring order { $order }? We deliver: { $area }. Please write street, number and town, or share your place. Delivery: { $fee }.
deliver-there = Shall we bring order { $order } to { $address } again? Delivery: { $fee }.
delivery-free = free
button-bring = Bring it to me
button-collect = I collect it
button-there = Yes, there
button-elsewhere = Another address
# Who has waited long is asked whether she still wants it.
still-free = You asked us to tell you when { $product } is back. It is not here yet. Do you still want to hear from us when it is?
still-body = You asked us to tell you when { "{{1}}" } is back. It is not here yet. Do you still want to hear from us when it is?
button-still-yes = Yes, keep my place
button-still-no = No
still-kept = Good: you keep your place, and hear from us when { $product } is back.
still-ended = All right: you no longer wait for { $product }. Everything else stays as it is.
button-still-back = Keep it after all
by-hand-yes-or-no = Answer “yes” or “no”; STOP for no more of these.
