# Ce que lisent les clients, en français.
restock-free = Bonne nouvelle{ $name } ! { $product } est de retour : { $price }. { $left ->
    [one] Il en reste { $left }.
   *[other] Il en reste { $left }.
    }
restock-body = Bonne nouvelle { "{{1}}" } : { "{{2}}" } est de retour en boutique. Il en reste en ce moment : { "{{3}}" }. Vous aviez demandé à être prévenu.
restock-hello = pour vous
restock-footer = Vous aviez demandé à être prévenu
button-keep = Gardez-le-moi
button-later = Pas maintenant
button-stop = Arrêter ces avis
kept = C'est à vous : { $items }. Total { $total }, à régler au retrait. Nous vous le gardons jusqu'à { $until }, { $store }. Commande { $order }.
kept-on-request = C'est à vous : { $items }. Nous vous le gardons jusqu'à { $until }, { $store }. Commande { $order }.
kept-already = Nous vous le gardons déjà jusqu'à { $until }, { $store }. Commande { $order }.
order-pay = La commande { $order } est acceptée. Pour payer : { $link }
gone = Il vient de partir, désolés ! Vous gardez votre place et serez prévenu en premier.
gone-nearest = Il vient de partir, désolés ! Vous gardez votre place. Le plus proche : { $alternative }.
later = D'accord, pas maintenant. Vous gardez votre place pour la prochaine fois.
stopped-restock = C'est fait : plus de messages sur les retours en stock. Votre commande, s'il y en a une, est conservée.
stopped-all = C'est fait : nous ne vous écrirons plus. Écrivez-nous quand vous voulez.
stopped-promotions = C'est fait : plus d'offres ni de nouveautés. Le reste ne change pas.
stopped-reminders = C'est fait : plus de rappels. Le reste ne change pas.
stopped-follow-up = C'est fait : nous ne prendrons plus de nouvelles.
started = Heureux de vous revoir ! Dites-nous ce qui vous intéresse ; rien ne commence tout seul.
expired = Nous n'avons pas pu garder { $items } plus longtemps. Écrivez-nous si vous le voulez encore.
ask = Prévenez-moi quand { $product } est de retour
by-hand-answer = Répondez « garder » et nous vous en gardons un, « plus tard » si ce n'est pas le moment, STOP pour ne plus recevoir ces messages.
hello-heard = Ça marche : { $shop } vous entend. Désormais vos clients reçoivent une réponse, et STOP est entendu aussi.
tell-noted = C'est noté : nous vous écrivons une fois quand { $product } est de retour. STOP l'annule.
tell-here = { $product } est là : { $price }. { $left ->
    [one] Il en reste un.
   *[other] Il en reste { $left }.
    } Si vous arrivez trop tard, vous gardez votre place.
tell-which = Lequel voulez-vous dire ?
view-product = Voir
view-products = Voir les articles
choose = Choisir
order-waiting = Votre commande { $order } est bien arrivée, mais personne ici ne l'a encore vue. Elle reste à vous jusqu'à { $until } ; nous vous écrivons dès que quelqu'un l'a vue.
card-title = Épuisé ?
card-lead = Scannez, envoyez le message, et nous vous écrivons à son retour.
card-small = Vous recevez un seul message sur ce produit, rien d'autre. STOP l'annule.
spare-title = Clé de secours de { $shop }
spare-what = Ces mots ouvrent votre boutique sur un autre ordinateur : clients, stock, commandes, tout. Qui les possède avec une copie du dossier de la boutique peut tout lire.
spare-where = Gardez cette page avec le bail : ni en boutique, ni sur l'ordinateur, ni en photo.
spare-how = Sur l'autre ordinateur : lancez Vitrine, choisissez « Ouvrir avec la clé de secours » et tapez les mots dans l'ordre. La connexion à WhatsApp y est à refaire.
day-1 = lundi
day-2 = mardi
day-3 = mercredi
day-4 = jeudi
day-5 = vendredi
day-6 = samedi
day-7 = dimanche

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = Oui, envoyez-moi vos offres et nouveautés
yes-title-promotions = Les offres en premier ?
yes-noted-promotions = C'est noté : offres et nouveautés, de temps en temps. STOP pour arrêter.
yes-ask-reminders = Oui, rappelez-le-moi
yes-title-reminders = On vous le rappelle ?
yes-noted-reminders = C'est noté : nous vous le rappelons. STOP pour arrêter.
yes-ask-follow-up = Oui, vous pouvez me demander si tout va bien
yes-title-follow-up = On prend des nouvelles ?
yes-noted-follow-up = C'est noté : nous pourrons prendre de vos nouvelles. STOP pour arrêter.
yes-lead = Scannez et envoyez le message : c'est votre oui.
yes-small = Seulement ce que vous avez accepté. Écrivez STOP et c'est fini.

# The page with one person's consent.
purpose-restock = Retour en stock
purpose-promotions = Offres et nouveautés
purpose-follow-up = Prendre des nouvelles
purpose-reminders = Rappels
purpose-everything = Tout
consent-now = Où on en est
consent-acts = Ce qui a été dit, le plus récent d'abord

# What the shop answers by itself, from its own rows.
know-here = { $product } : { $price }. Nous l’avons, compté { $asof }.
know-today = { $product } : { $price }. Nous l’avons aujourd’hui.
know-options = { $product } : { $price }. Ici en ce moment : { $options }. Compté { $asof }.
know-options-today = { $product } : { $price }. Ici en ce moment : { $options }.
know-to-order = { $product } : { $price }. Nous le faisons sur commande.
know-on-request = { $product } : le prix est sur demande. Quelqu’un de la boutique vous écrit.
know-check = { $product } : { $price }. Nous regardons s’il y en a encore et vous le disons.
know-still-here = Oui, { $product } est là : { $price }.
know-sold-out = { $product } est épuisé. Voulez-vous être prévenu quand il revient ?
know-sold-out-nearest = { $product } est épuisé. Le plus proche, et ici : { $alternative }. Voulez-vous être prévenu quand le vôtre revient ?
know-not-in = { $product } : il n’y en a pas en { $wanted }. Ici en ce moment : { $options }.
know-none-within = Rien de tel pour { $limit }. Le plus proche en prix est { $product } : { $price }.
know-none-such = Il n’y en a pas en { $wanted }. Voici ce que nous avons :
know-at = { $product } est à : { $store }. Prix : { $price }.
know-not-at = { $product } n’est pas à { $named } en ce moment, mais à : { $store }. Prix : { $price }.
know-details = { $product } : { $details } Si cela ne répond pas à votre question, l’un de nous y répondra.
price-from = à partir de { $price }
price-on-request = prix sur demande
go-open = { $store } : ouvert maintenant, jusqu’à { $until }.
go-closed = { $store } : fermé maintenant. Ouvre { $opens }.
go-closed-long = { $store } : fermé maintenant.
go-always = { $store } : ouvert maintenant.
go-day = { $store }, { $day } : { $hours }.
go-day-closed = { $store }, { $day } : fermé.
go-then-open-until = { $store } : ouvert à cette heure-là ({ $at }), jusqu’à { $until }.
go-then-open = { $store } : ouvert à cette heure-là ({ $at }).
go-then-closed-opens = { $store } : fermé à cette heure-là ({ $at }). Ouvre { $opens }.
go-then-closed = { $store } : fermé à cette heure-là ({ $at }).
go-holiday = C'est un jour férié : les horaires peuvent changer.
go-unknown = { $store }.
go-appointment = { $store } : { $hours }.
go-where = Où êtes-vous ? Envoyez-nous votre position et nous vous disons la boutique la plus proche.
go-today = Aujourd’hui : { $hours }
go-service = Oui. { $service } : { $store }.
go-service-elsewhere = { $named } ne l'indique pas. { $service } : { $store }.
service-collection = Retrait en magasin
service-delivery = Livraison
service-repairs = Réparations
service-made_to_measure = Sur mesure
service-gift_wrapping = Paquets cadeaux
service-fitting_room = Cabines d’essayage
service-parking = Parking
service-wheelchair = Accès en fauteuil roulant
service-toilet = Toilettes
service-wifi = Wi-Fi
service-card_payment = Paiement par carte
service-dogs = Chiens bienvenus
button-way = Itinéraire
button-tell = Prévenez-moi
button-open = Ouvrir
automation-solved = Très bien. Écrivez-nous ici quand vous voulez.
button-keep-one = Gardez-m’en un
button-keep-them = Gardez-les-moi
buy-offer = { $product } : { $price }. Nous vous le gardons ?
order-kept = Commande { $order } : { $items }. Nous la gardons jusqu’à { $until } à { $store }.
order-handed-over = Commande { $order } : { $items }. Elle a été retirée.
order-ended = Commande { $order } : { $items }. Elle n’est plus gardée.
order-none = Nous ne trouvons pas de commande à vous ici. Quelqu’un va regarder.
person = Quelqu’un de la boutique vous répond ici.
person-opens = Quelqu’un de la boutique vous répond ici. Nous ouvrons { $opens }.
unclear = Ce n’est pas clair pour nous. C’est à quel sujet ?
choice-product = Un produit
choice-shop = Boutique, horaires
choice-person = Une personne
machine = Oui, cette réponse vient d’un programme : il lit ce que { $shop } a, ses prix et ses horaires. Des personnes lisent ici aussi.
which-product = Quel produit ? Écrivez son nom.
greeting = Bonjour ! Ici { $shop }. Demandez-nous un produit, nos horaires, ou une personne.
guide-needs = Il vous faut : { $items }
button-tools = Acheter les outils
button-help = J’ai besoin d’aide
guide-tools-all = Tout
guide-worked = Est-ce que ça a marché ? ({ $product })
button-worked = Oui
button-worked-not = Non
guide-worked-thanks = Tant mieux !
guide-which = Que voulez-vous faire ?
guide-unclear = Comment vous aider au mieux ? Dites-nous autrement ce que vous voulez faire.
guide-tools = Voici ce qu’il vous faut :
    { $items }
    Touchez ce que nous devons vous garder.
guide-tools-some = Voici ce qu’il vous faut :
    { $items }
    Épuisé en ce moment :
    { $options }
    Touchez ce que nous devons vous garder, ou ce dont vous voulez savoir le retour.
guide-tools-none = Épuisé en ce moment :
    { $options }
    Touchez-le, et nous vous dirons quand il revient.

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product } : lequel ?
buy-none = Rien n’est donc mis de côté.
changed = Commande { $order } : c’était { $before }. Maintenant : { $items }. Total { $total }. On vous garde le tout jusqu’à { $until }, { $store }.
cancelled = Commande { $order } annulée : { $items }. Plus rien n’est gardé.
change-person = Commande { $order } : { $items }. L’un de nous regarde ce que vous voulez changer et vous répond ici.
held = Mis de côté pour vous : { $items }. Total { $total }. On le garde jusqu’à { $until }, { $store }. Dites { $code } à la caisse. Commande { $order }.
held-closing = Mis de côté pour vous : { $items }. Total { $total }. Nous fermons avant, on le garde donc jusqu’à { $until }, { $store }. Dites { $code } à la caisse. Commande { $order }.
differs-fewer = { $product } : il n’en reste que { $count }.
differs-gone = { $product } : épuisé.
differs-price = { $product } : le prix a changé depuis, de { $before } à { $price }.
differs-unknown = { $product } : nous ne l’avons plus.
usual = Comme d’habitude : { $items }. { $price } aujourd’hui. On vous le met de côté ?
usual-none = Nous ne connaissons pas encore vos habitudes : rien n’a été retiré deux fois à l’identique. Écrivez ce que vous souhaitez.
button-usual = Oui, de côté
button-cancel = Annuler la commande

# How an order comes to her.
brought = C'est à vous : { $items }. Nous livrons à { $address }. Livraison : { $fee }. Total { $total }. Quelqu'un vous le confirme ici. Commande { $order }.
brought-on-request = C'est à vous : { $items }. Nous livrons à { $address }. Quelqu'un vous le confirme ici. Commande { $order }.
brought-changed = La commande { $order } était { $before }. Maintenant : { $items }. Nous livrons à { $address }. Livraison : { $fee }. Total { $total }.
order-brought = Commande { $order } : { $items }. Nous livrons à { $address }.
deliver-yes = Oui, nous livrons. Prix : { $fee }.
deliver-yes-area = Oui, nous livrons : { $area }. Prix : { $fee }.
deliver-yes-from = Oui, nous livrons. Prix : { $fee }, offert dès { $from }.
deliver-yes-area-from = Oui, nous livrons : { $area }. Prix : { $fee }, offert dès { $from }.
deliver-where = Où livrer la commande { $order } ? Écrivez la rue, le numéro et la ville, ou partagez votre position. Livraison : { $fee }.
deliver-where-area = Où livrer la commande { $order } ? Nous livrons : { $area }. Écrivez la rue, le numéro et la ville, ou partagez votre position. Livraison : { $fee }.
deliver-there = Livrer la commande { $order } de nouveau à { $address } ? Livraison : { $fee }.
delivery-free = offerte
button-bring = Me livrer
button-collect = Je viens le prendre
button-there = Oui, là
button-elsewhere = Une autre adresse
# Who has waited long is asked whether she still wants it.
still-free = Vous nous avez demandé de vous prévenir du retour de { $product }. Ce n'est pas encore le cas. Voulez-vous toujours qu'on vous prévienne ?
still-body = Vous nous avez demandé de vous prévenir du retour de { "{{1}}" }. Ce n'est pas encore le cas. Voulez-vous toujours qu'on vous prévienne ?
button-still-yes = Oui, gardez ma place
button-still-no = Non
still-kept = C'est noté : vous gardez votre place, et nous vous écrivons au retour de { $product }.
still-ended = C'est noté : vous n'attendez plus { $product }. Le reste ne change pas.
button-still-back = La garder quand même
by-hand-yes-or-no = Répondez « oui » ou « non » ; STOP pour ne plus recevoir ces messages.
