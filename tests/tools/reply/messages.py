"""A small inbox: eight messages of one Sunday."""

SHEET = """message id,order id,marketplace,platform,date,sku,message,status,direction,thread id
late,302-1234567-1234567,amazon_de,,2026-11-20T08:00:00Z,A,Wo ist mein Paket?,open,in,t1
soon,302-1234567-1234568,amazon_de,,2026-11-21T14:00:00Z,A,Wo bleibt meine Bestellung?,open,in,t2
open,111-1234567-1234567,amazon_us,,2026-11-22T09:00:00Z,B,Where is my parcel?,,in,t3
done,111-1234567-1234568,amazon_us,,2026-11-22T09:00:00Z,B,Where is my parcel?,replied,in,t4
threaded,111-1234567-1234569,amazon_us,,2026-11-22T07:00:00Z,B,Can I cancel my order?,,in,t5
answer,111-1234567-1234569,amazon_us,,2026-11-22T08:00:00Z,B,Yes you can.,,out,t5
fire,111-1234567-1234560,amazon_us,,2026-11-22T11:00:00Z,B,The charger caught fire and burned my hand!,,in,t6
spam,,amazon_us,,2026-11-22T10:00:00Z,,"We offer SEO services, first page Google ranking for your store",,in,t7
nowhere,,,,2026-11-22T10:30:00Z,,Where is my parcel?,,in,t8
"""
NOW = "2026-11-22T12:00:00Z"
