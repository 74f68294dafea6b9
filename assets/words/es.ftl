# Lo que leen los clientes, en español.
restock-free = ¡Buenas noticias{ $name }! { $product } ha vuelto: { $price }. { $left ->
    [one] Queda uno.
   *[other] Quedan { $left }.
    }
restock-body = Buenas noticias { "{{1}}" }: { "{{2}}" } ha vuelto a la tienda. Quedan ahora mismo: { "{{3}}" }. Nos pediste que te avisáramos.
restock-hello = para ti
restock-footer = Nos pediste que te avisáramos
button-keep = Guárdamelo
button-later = Ahora no
button-stop = Parar estos avisos
kept = Es tuyo: { $items }. Total { $total }, pagas al recogerlo. Te lo guardamos hasta { $until } en { $store }. Pedido { $order }.
kept-on-request = Es tuyo: { $items }. Te lo guardamos hasta { $until } en { $store }. Pedido { $order }.
kept-already = Ya te lo guardamos hasta { $until } en { $store }. Pedido { $order }.
order-pay = El pedido { $order } está aceptado. Para pagar: { $link }
gone = ¡Se acaba de ir, lo sentimos! Conservas tu lugar y te avisaremos primero.
gone-nearest = ¡Se acaba de ir, lo sentimos! Conservas tu lugar. Lo más parecido: { $alternative }.
later = De acuerdo, ahora no. Conservas tu lugar para la próxima vez.
stopped-restock = Hecho: no más mensajes sobre productos que vuelven. Tu pedido, si lo hay, sigue en pie.
stopped-all = Hecho: no te escribiremos más. Escríbenos cuando quieras.
stopped-promotions = Hecho: no más ofertas ni novedades. Lo demás sigue igual.
stopped-reminders = Hecho: no más recordatorios. Lo demás sigue igual.
stopped-follow-up = Hecho: ya no preguntaremos qué tal fue.
started = ¡Qué bueno verte de nuevo! Dinos qué te interesa; nada empieza solo.
expired = No pudimos guardar { $items } más tiempo. Escríbenos si aún lo quieres.
ask = Avísame cuando vuelva { $product }
by-hand-answer = Responde «guardar» y te guardamos uno, «luego» si ahora no, STOP para no recibir más de estos.
hello-heard = Funciona: { $shop } te oye. Desde ahora se puede responder a los clientes, y STOP también se oye.
tell-noted = Anotado: te avisamos una vez cuando { $product } vuelva. STOP lo cancela.
tell-here = { $product } está aquí: { $price }. { $left ->
    [one] Queda uno.
   *[other] Quedan { $left }.
    } Si llegas tarde, conservas tu turno.
tell-which = ¿Cuál quieres decir?
view-product = Ver
view-products = Ver artículos
choose = Elegir
order-waiting = Tu pedido { $order } ha llegado, pero aquí nadie lo ha visto todavía. Es tuyo hasta { $until }; te escribimos en cuanto alguien lo vea.
card-title = ¿Agotado?
card-lead = Escanea, envía el mensaje y te avisamos cuando vuelva.
card-small = Recibes un solo mensaje sobre este producto, nada más. STOP lo cancela.
spare-title = Llave de repuesto de { $shop }
spare-what = Estas palabras abren tu tienda en otro ordenador: clientes, existencias, pedidos, todo. Quien las tenga con una copia de la carpeta de la tienda puede leerlo todo.
spare-where = Guarda esta hoja junto al contrato: ni en la tienda, ni en el ordenador, ni en una foto.
spare-how = En el otro ordenador: abre Vitrine, elige «Abrir con la llave de repuesto» y escribe las palabras en orden. La conexión con WhatsApp hay que hacerla de nuevo.
day-1 = lunes
day-2 = martes
day-3 = miércoles
day-4 = jueves
day-5 = viernes
day-6 = sábado
day-7 = domingo

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = Sí, envíenme ofertas y novedades
yes-title-promotions = ¿Las ofertas, antes?
yes-noted-promotions = Anotado: ofertas y novedades, de vez en cuando. STOP para terminar.
yes-ask-reminders = Sí, recuérdenmelo
yes-title-reminders = ¿Te lo recordamos?
yes-noted-reminders = Anotado: te lo recordamos. STOP para terminar.
yes-ask-follow-up = Sí, pueden preguntarme qué tal fue
yes-title-follow-up = ¿Te preguntamos qué tal?
yes-noted-follow-up = Anotado: podremos preguntarte qué tal fue. STOP para terminar.
yes-lead = Escanea y envía el mensaje: ese es tu sí.
yes-small = Solo aquello a lo que dijiste sí. Escribe STOP y se acaba.

# The page with one person's consent.
purpose-restock = De nuevo disponible
purpose-promotions = Ofertas y novedades
purpose-follow-up = Preguntar qué tal fue
purpose-reminders = Recordatorios
purpose-everything = Todo
consent-now = Cómo está ahora
consent-acts = Lo dicho, lo último primero

# What the shop answers by itself, from its own rows.
know-here = { $product }: { $price }. Lo tenemos, contado { $asof }.
know-today = { $product }: { $price }. Lo tenemos hoy.
know-options = { $product }: { $price }. Aquí ahora: { $options }. Contado { $asof }.
know-options-today = { $product }: { $price }. Aquí ahora: { $options }.
know-to-order = { $product }: { $price }. Lo hacemos por encargo.
know-on-request = { $product }: el precio es a consultar. Alguien de la tienda te escribe.
know-check = { $product }: { $price }. Miramos si todavía queda y te lo decimos.
know-still-here = Sí, { $product } está aquí: { $price }.
know-sold-out = { $product } está agotado. ¿Te avisamos cuando vuelva?
know-sold-out-nearest = { $product } está agotado. Lo más parecido, y aquí: { $alternative }. ¿Te avisamos cuando vuelva el tuyo?
know-not-in = { $product }: no hay en { $wanted }. Aquí ahora: { $options }.
know-none-within = No hay nada de eso por { $limit }. Lo más cercano en precio es { $product }: { $price }.
know-none-such = No hay en { $wanted }. Esto es lo que tenemos:
know-at = { $product } está en: { $store }. Precio: { $price }.
know-not-at = { $product } no está ahora en { $named }, sino en: { $store }. Precio: { $price }.
know-details = { $product }: { $details } Si eso no responde a tu pregunta, lo hará uno de nosotros.
price-from = desde { $price }
price-on-request = precio a consultar
go-open = { $store }: abierto ahora, hasta { $until }.
go-closed = { $store }: cerrado ahora. Abre { $opens }.
go-closed-long = { $store }: cerrado ahora.
go-always = { $store }: abierto ahora.
go-day = { $store }, { $day }: { $hours }.
go-day-closed = { $store }, { $day }: cerrado.
go-then-open-until = { $store }: abierto a esa hora ({ $at }), hasta { $until }.
go-then-open = { $store }: abierto a esa hora ({ $at }).
go-then-closed-opens = { $store }: cerrado a esa hora ({ $at }). Abre { $opens }.
go-then-closed = { $store }: cerrado a esa hora ({ $at }).
go-holiday = Es festivo: el horario puede ser distinto.
go-unknown = { $store }.
go-appointment = { $store }: { $hours }.
go-where = ¿Dónde estás? Envíanos tu ubicación y te decimos la tienda más cercana.
go-today = Hoy: { $hours }
go-service = Sí. { $service }: { $store }.
go-service-elsewhere = { $named } no lo indica. { $service }: { $store }.
service-collection = Recogida en tienda
service-delivery = Entrega a domicilio
service-repairs = Reparaciones
service-made_to_measure = A medida
service-gift_wrapping = Envoltorio de regalo
service-fitting_room = Probadores
service-parking = Aparcamiento
service-wheelchair = Acceso en silla de ruedas
service-toilet = Aseos
service-wifi = Wifi
service-card_payment = Pago con tarjeta
service-dogs = Se admiten perros
button-way = Cómo llegar
button-tell = Avísame
button-open = Abrir
automation-solved = Perfecto. Escríbenos aquí cuando lo necesites.
button-keep-one = Guárdame uno
button-keep-them = Guárdamelos
buy-offer = { $product }: { $price }. ¿Te lo guardamos?
order-kept = Pedido { $order }: { $items }. Lo guardamos hasta { $until } en { $store }.
order-handed-over = Pedido { $order }: { $items }. Ya fue recogido.
order-ended = Pedido { $order }: { $items }. Ya no está guardado.
order-none = No encontramos ningún pedido tuyo aquí. Alguien lo mira.
person = Alguien de la tienda te responde aquí.
person-opens = Alguien de la tienda te responde aquí. Abrimos { $opens }.
unclear = No nos queda claro. ¿De qué se trata?
choice-product = Un producto
choice-shop = Tienda y horario
choice-person = Una persona
machine = Sí, esta respuesta viene de un programa: lee lo que tiene { $shop }, sus precios y su horario. Aquí también leen personas.
which-product = ¿Qué producto? Escribe su nombre.
greeting = ¡Hola! Aquí { $shop }. Pregúntanos por un producto, el horario o una persona.
guide-needs = Necesitas: { $items }
button-tools = Comprar el material
button-help = Necesito ayuda
guide-tools-all = Todo
guide-worked = ¿Funcionó? ({ $product })
button-worked = Sí
button-worked-not = No
guide-worked-thanks = ¡Qué bien!
guide-which = ¿Cuál de estas cosas quieres hacer?
guide-unclear = ¿Cómo te ayudamos mejor? Dinos con otras palabras qué quieres hacer.
guide-tools = Esto es lo que necesitas:
    { $items }
    Toca lo que te guardamos.
guide-tools-some = Esto es lo que necesitas:
    { $items }
    Agotado por ahora:
    { $options }
    Toca lo que te guardamos, o lo que quieres saber cuándo vuelve.
guide-tools-none = Agotado por ahora:
    { $options }
    Tócalo y te avisamos cuando vuelva.

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product }: ¿cuál?
buy-none = Así que no se aparta nada.
changed = El pedido { $order } era { $before }. Ahora: { $items }. Total { $total }. Te lo guardamos hasta { $until } en { $store }.
cancelled = El pedido { $order } está cancelado: { $items }. Ya no se guarda nada.
change-person = Pedido { $order }: { $items }. Uno de nosotros mira lo que quieres cambiar y te responde aquí.
held = Apartado para ti: { $items }. Total { $total }. Lo guardamos hasta { $until } en { $store }. Di { $code } en la caja. Pedido { $order }.
held-closing = Apartado para ti: { $items }. Total { $total }. Cerramos antes, así que lo guardamos hasta { $until } en { $store }. Di { $code } en la caja. Pedido { $order }.
differs-fewer = { $product }: solo queda { $count }.
differs-gone = { $product }: agotado.
differs-price = { $product }: el precio ha cambiado desde entonces, de { $before } a { $price }.
differs-unknown = { $product }: ya no lo tenemos.
usual = Lo de siempre: { $items }. { $price } hoy. ¿Te lo apartamos?
usual-none = Aún no conocemos lo tuyo de siempre: nada se recogió dos veces igual. Escribe lo que deseas.
button-usual = Sí, apártenlo
button-cancel = Cancelar pedido

# How an order comes to her.
brought = Es tuyo: { $items }. Lo llevamos a { $address }. Envío: { $fee }. Total { $total }. Alguien te lo confirma aquí. Pedido { $order }.
brought-on-request = Es tuyo: { $items }. Lo llevamos a { $address }. Alguien te lo confirma aquí. Pedido { $order }.
brought-changed = El pedido { $order } era { $before }. Ahora: { $items }. Lo llevamos a { $address }. Envío: { $fee }. Total { $total }.
order-brought = Pedido { $order }: { $items }. Lo llevamos a { $address }.
deliver-yes = Sí, hacemos envíos. Cuesta: { $fee }.
deliver-yes-area = Sí, hacemos envíos: { $area }. Cuesta: { $fee }.
deliver-yes-from = Sí, hacemos envíos. Cuesta { $fee }, nada desde { $from }.
deliver-yes-area-from = Sí, hacemos envíos: { $area }. Cuesta { $fee }, nada desde { $from }.
deliver-where = ¿Adónde llevamos el pedido { $order }? Escribe calle, número y ciudad, o comparte tu ubicación. Envío: { $fee }.
deliver-where-area = ¿Adónde llevamos el pedido { $order }? Hacemos envíos: { $area }. Escribe calle, número y ciudad, o comparte tu ubicación. Envío: { $fee }.
deliver-there = ¿Llevamos el pedido { $order } otra vez a { $address }? Envío: { $fee }.
delivery-free = gratis
button-bring = Llevármelo a casa
button-collect = Paso a recogerlo
button-there = Sí, ahí
button-elsewhere = Otra dirección
# Who has waited long is asked whether she still wants it.
still-free = Nos pediste que te avisáramos cuando vuelva { $product }. Todavía no ha llegado. ¿Sigues queriendo que te avisemos?
still-body = Nos pediste que te avisáramos cuando vuelva { "{{1}}" }. Todavía no ha llegado. ¿Sigues queriendo que te avisemos?
button-still-yes = Sí, guarden mi lugar
button-still-no = No
still-kept = Anotado: conservas tu lugar y te escribimos cuando vuelva { $product }.
still-ended = De acuerdo: ya no esperas { $product }. Todo lo demás sigue igual.
button-still-back = Guardarlo igualmente
by-hand-yes-or-no = Responde «sí» o «no»; STOP para no recibir más de estos.
