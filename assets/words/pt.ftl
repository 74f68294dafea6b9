# O que os clientes leem, em português.
restock-free = Boa notícia{ $name }! { $product } voltou: { $price }. { $left ->
    [one] Resta um.
   *[other] Restam { $left }.
    }
restock-body = Boa notícia { "{{1}}" }: { "{{2}}" } voltou à loja. Restam agora: { "{{3}}" }. Você pediu para ser avisado.
restock-hello = para você
restock-footer = Você pediu para ser avisado
button-keep = Guarde para mim
button-later = Agora não
button-stop = Parar estes avisos
kept = É seu: { $items }. Total { $total }, você paga na retirada. Guardamos até { $until } em { $store }. Pedido { $order }.
kept-on-request = É seu: { $items }. Guardamos até { $until } em { $store }. Pedido { $order }.
kept-already = Já guardamos para você até { $until } em { $store }. Pedido { $order }.
order-pay = O pedido { $order } foi aceito. Para pagar: { $link }
gone = Acabou de sair, desculpe! Você mantém o seu lugar e será o primeiro a saber.
gone-nearest = Acabou de sair, desculpe! Você mantém o seu lugar. O mais parecido: { $alternative }.
later = Certo, agora não. Você mantém o seu lugar para a próxima vez.
stopped-restock = Pronto: sem mais mensagens sobre produtos que voltaram. O seu pedido, se houver, continua.
stopped-all = Pronto: não vamos mais escrever. Escreva quando quiser.
stopped-promotions = Pronto: sem mais ofertas nem novidades. O resto continua igual.
stopped-reminders = Pronto: sem mais lembretes. O resto continua igual.
stopped-follow-up = Pronto: não perguntaremos mais como correu.
started = Que bom ter você de volta! Diga o que lhe interessa; nada começa sozinho.
expired = Não pudemos guardar { $items } por mais tempo. Escreva se ainda quiser.
ask = Avise-me quando { $product } voltar
by-hand-answer = Responda “guardar” e guardamos um para você, “depois” se não for agora, STOP para não receber mais estes avisos.
hello-heard = Funciona: { $shop } ouve você. A partir de agora os clientes podem ser respondidos, e o STOP também é ouvido.
tell-noted = Anotado: avisamos uma vez quando { $product } voltar. STOP cancela.
tell-here = { $product } está aqui: { $price }. { $left ->
    [one] Resta um.
   *[other] Restam { $left }.
    } Se chegar tarde, você mantém seu lugar.
tell-which = Qual deles?
view-product = Ver
view-products = Ver itens
choose = Escolher
order-waiting = Seu pedido { $order } chegou, mas ninguém aqui o viu ainda. Ele é seu até { $until }; escrevemos assim que alguém vir.
card-title = Esgotado?
card-lead = Escaneie, envie a mensagem e avisamos quando voltar.
card-small = Você recebe uma única mensagem sobre este produto, nada mais. STOP cancela.
spare-title = Chave reserva de { $shop }
spare-what = Estas palavras abrem sua loja em outro computador: clientes, estoque, pedidos, tudo. Quem as tiver com uma cópia da pasta da loja pode ler tudo.
spare-where = Guarde esta folha junto do contrato: não na loja, não no computador, não em foto.
spare-how = No outro computador: abra o Vitrine, escolha “Abrir com a chave reserva” e digite as palavras na ordem. A conexão com o WhatsApp precisa ser refeita lá.
day-1 = segunda-feira
day-2 = terça-feira
day-3 = quarta-feira
day-4 = quinta-feira
day-5 = sexta-feira
day-6 = sábado
day-7 = domingo

# A yes to a purpose: what she sends, what the card says, what is answered.
yes-ask-promotions = Sim, enviem-me ofertas e novidades
yes-title-promotions = Ofertas em primeira mão?
yes-noted-promotions = Anotado: ofertas e novidades, de vez em quando. STOP para parar.
yes-ask-reminders = Sim, lembrem-me
yes-title-reminders = Quer que lembremos?
yes-noted-reminders = Anotado: nós lembramos. STOP para parar.
yes-ask-follow-up = Sim, podem perguntar como correu
yes-title-follow-up = Podemos perguntar como correu?
yes-noted-follow-up = Anotado: podemos perguntar como correu. STOP para parar.
yes-lead = Leia o código e envie a mensagem: é o seu sim.
yes-small = Só aquilo a que disse sim. Escreva STOP e acaba.

# The page with one person's consent.
purpose-restock = De volta ao estoque
purpose-promotions = Ofertas e novidades
purpose-follow-up = Perguntar como foi
purpose-reminders = Lembretes
purpose-everything = Tudo
consent-now = Como está agora
consent-acts = O que foi dito, o mais recente primeiro

# What the shop answers by itself, from its own rows.
know-here = { $product }: { $price }. Temos, contado { $asof }.
know-today = { $product }: { $price }. Temos hoje.
know-options = { $product }: { $price }. Aqui agora: { $options }. Contado { $asof }.
know-options-today = { $product }: { $price }. Aqui agora: { $options }.
know-to-order = { $product }: { $price }. Fazemos sob encomenda.
know-on-request = { $product }: o preço é sob consulta. Alguém da loja escreve para você.
know-check = { $product }: { $price }. Vamos ver se ainda tem e avisamos.
know-still-here = Sim, { $product } está aqui: { $price }.
know-sold-out = { $product } está esgotado. Quer que avisemos quando voltar?
know-sold-out-nearest = { $product } está esgotado. O mais parecido, e aqui: { $alternative }. Quer que avisemos quando o seu voltar?
know-not-in = { $product }: não temos em { $wanted }. Aqui agora: { $options }.
know-none-within = Não temos nada disso por { $limit }. O mais próximo em preço é { $product }: { $price }.
know-none-such = Não temos em { $wanted }. Veja o que temos:
know-at = { $product } está em: { $store }. Preço: { $price }.
know-not-at = { $product } não está agora em { $named }, mas em: { $store }. Preço: { $price }.
know-details = { $product }: { $details } Se isso não responder à sua pergunta, um de nós responderá.
price-from = a partir de { $price }
price-on-request = preço sob consulta
go-open = { $store }: aberto agora, até { $until }.
go-closed = { $store }: fechado agora. Abre { $opens }.
go-closed-long = { $store }: fechado agora.
go-always = { $store }: aberto agora.
go-day = { $store }, { $day }: { $hours }.
go-day-closed = { $store }, { $day }: fechado.
go-then-open-until = { $store }: aberto nesse horário ({ $at }), até { $until }.
go-then-open = { $store }: aberto nesse horário ({ $at }).
go-then-closed-opens = { $store }: fechado nesse horário ({ $at }). Abre { $opens }.
go-then-closed = { $store }: fechado nesse horário ({ $at }).
go-holiday = É feriado: o horário pode ser diferente.
go-unknown = { $store }.
go-appointment = { $store }: { $hours }.
go-where = Onde você está? Envie a sua localização e dizemos a loja mais próxima.
go-today = Hoje: { $hours }
go-service = Sim. { $service }: { $store }.
go-service-elsewhere = { $named } não indica isso. { $service }: { $store }.
service-collection = Retirada na loja
service-delivery = Entrega em casa
service-repairs = Consertos
service-made_to_measure = Sob medida
service-gift_wrapping = Embrulho para presente
service-fitting_room = Provadores
service-parking = Estacionamento
service-wheelchair = Acesso para cadeira de rodas
service-toilet = Banheiros
service-wifi = Wi-Fi
service-card_payment = Pagamento com cartão
service-dogs = Cães são bem-vindos
button-way = Como chegar
button-tell = Me avise
button-open = Abrir
automation-solved = Que bom. Escreva aqui sempre que precisar.
button-keep-one = Guarde um para mim
button-keep-them = Guarde para mim
buy-offer = { $product }: { $price }. Guardamos para você?
order-kept = Pedido { $order }: { $items }. Guardamos até { $until } em { $store }.
order-handed-over = Pedido { $order }: { $items }. Já foi retirado.
order-ended = Pedido { $order }: { $items }. Não está mais guardado.
order-none = Não encontramos pedido seu aqui. Alguém vai ver.
person = Alguém da loja responde aqui.
person-opens = Alguém da loja responde aqui. Abrimos { $opens }.
unclear = Não ficou claro para nós. É sobre o quê?
choice-product = Um produto
choice-shop = Loja e horário
choice-person = Uma pessoa
machine = Sim, esta resposta vem de um programa: ele lê o que { $shop } tem, os preços e o horário. Pessoas também leem aqui.
which-product = Qual produto? Escreva o nome.
greeting = Olá! Aqui é { $shop }. Pergunte por um produto, pelo horário ou por uma pessoa.
guide-needs = Você precisa de: { $items }
button-tools = Comprar o material
button-help = Preciso de ajuda
guide-tools-all = Tudo
guide-worked = Deu certo? ({ $product })
button-worked = Sim
button-worked-not = Não
guide-worked-thanks = Que bom!
guide-which = O que você quer fazer?
guide-unclear = Como podemos ajudar melhor? Diga com outras palavras o que quer fazer.
guide-tools = Você precisa de:
    { $items }
    Toque no que devemos guardar para você.
guide-tools-some = Você precisa de:
    { $items }
    Esgotado no momento:
    { $options }
    Toque no que devemos guardar, ou no que quer saber quando voltar.
guide-tools-none = Esgotado no momento:
    { $options }
    Toque, e avisamos quando voltar.

# Buying in chat: what is kept, what differs from her words, what she changes.
buy-which = { $product }: qual?
buy-none = Então nada fica separado.
changed = O pedido { $order } era { $before }. Agora: { $items }. Total { $total }. Guardamos até { $until } em { $store }.
cancelled = O pedido { $order } está cancelado: { $items }. Nada mais fica guardado.
change-person = Pedido { $order }: { $items }. Um de nós vê o que quer mudar e responde aqui.
held = Separado para si: { $items }. Total { $total }. Guardamos até { $until } em { $store }. Diga { $code } no balcão. Pedido { $order }.
held-closing = Separado para si: { $items }. Total { $total }. Fechamos antes, por isso guardamos até { $until } em { $store }. Diga { $code } no balcão. Pedido { $order }.
differs-fewer = { $product }: só resta { $count }.
differs-gone = { $product }: esgotado.
differs-price = { $product }: o preço mudou desde então, de { $before } para { $price }.
differs-unknown = { $product }: já não temos.
usual = O de sempre: { $items }. { $price } hoje. Separamos?
usual-none = Ainda não conhecemos o seu de sempre: nada foi levantado duas vezes igual. Escreva o que deseja.
button-usual = Sim, separem
button-cancel = Cancelar pedido

# How an order comes to her.
brought = É seu: { $items }. Entregamos em { $address }. Entrega: { $fee }. Total { $total }. Alguém confirma aqui. Pedido { $order }.
brought-on-request = É seu: { $items }. Entregamos em { $address }. Alguém confirma aqui. Pedido { $order }.
brought-changed = O pedido { $order } era { $before }. Agora: { $items }. Entregamos em { $address }. Entrega: { $fee }. Total { $total }.
order-brought = Pedido { $order }: { $items }. Entregamos em { $address }.
deliver-yes = Sim, entregamos. Custa: { $fee }.
deliver-yes-area = Sim, entregamos: { $area }. Custa: { $fee }.
deliver-yes-from = Sim, entregamos. Custa { $fee }, nada a partir de { $from }.
deliver-yes-area-from = Sim, entregamos: { $area }. Custa { $fee }, nada a partir de { $from }.
deliver-where = Onde entregamos o pedido { $order }? Escreva rua, número e cidade, ou compartilhe sua localização. Entrega: { $fee }.
deliver-where-area = Onde entregamos o pedido { $order }? Entregamos: { $area }. Escreva rua, número e cidade, ou compartilhe sua localização. Entrega: { $fee }.
deliver-there = Entregamos o pedido { $order } de novo em { $address }? Entrega: { $fee }.
delivery-free = grátis
button-bring = Entregar em casa
button-collect = Eu retiro
button-there = Sim, lá
button-elsewhere = Outro endereço
# Who has waited long is asked whether she still wants it.
still-free = Você nos pediu para avisar quando { $product } voltar. Ainda não chegou. Ainda quer que a gente avise?
still-body = Você nos pediu para avisar quando { "{{1}}" } voltar. Ainda não chegou. Ainda quer que a gente avise?
button-still-yes = Sim, guardem o lugar
button-still-no = Não
still-kept = Anotado: você mantém seu lugar e avisamos quando { $product } voltar.
still-ended = Tudo bem: você não espera mais por { $product }. O resto continua igual.
button-still-back = Quero manter
by-hand-yes-or-no = Responda “sim” ou “não”; STOP para não receber mais estes avisos.
