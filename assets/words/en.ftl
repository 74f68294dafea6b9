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
day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday
