-- What operators tell for restocking.

-- Settings of a SKU, a category, a marketplace or the whole shop: what is null is true of all. Of several rows that
-- fit, the one about less counts, field by field.
-- Stages: production, inspection, first leg by mode, customs (with the appointment at the warehouse), receiving.
-- lead_time_days: the whole, where the stages are not known. *_cost: freight per unit in cost_currency.
-- modes: of express, air, rail, sea those that may be used, joined by commas.
create table restock_setting (
    shop_id varchar not null, marketplace varchar, category varchar, sku varchar,
    target_fill_rate decimal(9, 6), review_days decimal(18, 6),
    lead_time_days decimal(18, 6), lead_time_sd_days decimal(18, 6),
    production_days decimal(18, 6), production_sd_days decimal(18, 6),
    inspection_days decimal(18, 6), inspection_sd_days decimal(18, 6),
    customs_days decimal(18, 6), customs_sd_days decimal(18, 6),
    receiving_days decimal(18, 6), receiving_sd_days decimal(18, 6),
    express_days decimal(18, 6), express_sd_days decimal(18, 6), express_cost decimal(18, 6),
    air_days decimal(18, 6), air_sd_days decimal(18, 6), air_cost decimal(18, 6),
    rail_days decimal(18, 6), rail_sd_days decimal(18, 6), rail_cost decimal(18, 6),
    sea_days decimal(18, 6), sea_sd_days decimal(18, 6), sea_cost decimal(18, 6),
    modes varchar,
    moq bigint, carton_quantity bigint, pallet_quantity bigint,
    unit_cost decimal(18, 6), unit_margin decimal(18, 6), cost_currency varchar,
    plan_units_per_day decimal(18, 6), max_cover_days decimal(18, 6), storage_limit bigint,
    unit_volume_cubic_feet decimal(18, 6), size_tier varchar, low_inventory_fee decimal(18, 6), fee_currency varchar,
    note varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- multiplier: of normal demand, 2.5 being two and a half times as much. Null places and products mean all.
create table uplift (
    shop_id varchar not null, name varchar not null, day_from date not null, day_to date not null,
    marketplace varchar, category varchar, sku varchar, multiplier decimal(18, 6) not null, note varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- kind: local | overseas. marketplace: which it can serve, null being any. reserved: of quantity, what is promised already.
create table warehouse_stock (
    shop_id varchar not null, warehouse varchar not null, kind varchar not null, marketplace varchar,
    snapshot_date date not null, sku varchar not null, quantity bigint not null, reserved bigint,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table inbound_before (
    shop_id varchar not null, marketplace varchar not null, platform varchar, shipment_id varchar not null, sku varchar not null,
    status varchar, quantity bigint not null, received bigint, mode varchar, shipped_on date, expected_on date,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);
insert into inbound_before select * from inbound;
drop table inbound;
-- kind: shipment | purchase_order. mode: express | air | rail | sea, other words as written.
-- status: cancelled and closed count no more; other words as written. expected_on: when the units can be sold.
-- snapshot_date: of which day the list is, where it says so.
create table inbound (
    shop_id varchar not null, marketplace varchar not null, platform varchar, kind varchar not null,
    shipment_id varchar not null, sku varchar not null, status varchar, quantity bigint not null, received bigint,
    mode varchar, shipped_on date, expected_on date, snapshot_date date,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);
insert into inbound
select shop_id, marketplace, platform, 'shipment', shipment_id, sku, status, quantity, received, mode, shipped_on, expected_on,
    null, row_key, import_id, line_number
from inbound_before;
drop table inbound_before;
