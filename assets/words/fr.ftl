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
gone = Il vient de partir, désolés ! Vous gardez votre place et serez prévenu en premier.
gone-nearest = Il vient de partir, désolés ! Vous gardez votre place. Le plus proche : { $alternative }.
later = D'accord, pas maintenant. Vous gardez votre place pour la prochaine fois.
stopped-restock = C'est fait : plus de messages sur les retours en stock. Votre commande, s'il y en a une, est conservée.
stopped-all = C'est fait : nous ne vous écrirons plus. Écrivez-nous quand vous voulez.
started = Heureux de vous revoir ! Dites-nous ce qui vous intéresse ; rien ne commence tout seul.
expired = Nous n'avons pas pu garder { $items } plus longtemps. Écrivez-nous si vous le voulez encore.
ask = Prévenez-moi quand { $product } est de retour
day-1 = lundi
day-2 = mardi
day-3 = mercredi
day-4 = jeudi
day-5 = vendredi
day-6 = samedi
day-7 = dimanche
