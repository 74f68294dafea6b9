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
gone = Just gone, sorry! You keep your place and hear from us first.
gone-nearest = Just gone, sorry! You keep your place. Nearest to it: { $alternative }.
later = All right, not now. You keep your place for next time.
stopped-restock = Done: no more messages about products that are back. Your order, if you have one, stays.
stopped-all = Done: we won't write to you any more. Write to us whenever you like.
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
