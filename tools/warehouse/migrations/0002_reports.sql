-- Tables that no import could fill until now get the columns that the reports need.

drop table search_performance;
-- grain: asin (search catalog performance) | query (search query performance: one ASIN, one query).
-- total_*: of all sellers together, where the report tells.
create table search_performance (
    shop_id varchar not null, marketplace varchar not null, platform varchar, grain varchar not null,
    period_from date not null, period_to date not null,
    asin varchar not null, search_query varchar, search_query_volume bigint,
    impressions bigint, clicks bigint, cart_adds bigint, purchases bigint,
    total_impressions bigint, total_clicks bigint, total_cart_adds bigint, total_purchases bigint,
    sales decimal(18, 6), currency varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

drop table ad_day;
-- ad_type: sp | sb | sd. grain: campaign | ad_group | placement | targeting | advertised_product | search_term |
-- purchased_product. The same spend stands in the report of every grain: a figure is taken from one of them only.
-- sales, orders and units are those attributed within attribution_days.
create table ad_day (
    shop_id varchar not null, marketplace varchar not null, platform varchar, grain varchar not null, ad_type varchar not null,
    period_from date not null, period_to date not null,
    campaign_id varchar, campaign varchar, ad_group_id varchar, ad_group varchar,
    targeting varchar, match_type varchar, placement varchar, search_term varchar,
    sku varchar, asin varchar, purchased_asin varchar,
    impressions bigint, clicks bigint, cost decimal(18, 6),
    sales decimal(18, 6), orders bigint, units bigint, attribution_days bigint, currency varchar not null,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

drop table inventory_day;
-- pool: where the stock lies; marketplaces that sell from one stock have one pool, whose units count once.
-- fulfillable: can be sold now. inbound: all that is on its way (working + shipped + receiving).
create table inventory_day (
    shop_id varchar not null, marketplace varchar not null, platform varchar, pool varchar not null, source varchar not null,
    snapshot_date date not null,
    sku varchar not null, fnsku varchar, asin varchar, parent_asin varchar, title varchar, condition varchar,
    fulfillable bigint, reserved bigint, fc_transfer bigint, fc_processing bigint, customer_order bigint,
    unsellable bigint, inbound bigint, inbound_working bigint, inbound_shipped bigint, inbound_receiving bigint,
    units_shipped_30_days bigint, recommended_quantity bigint,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

drop table settlement_line;
-- source: settlement | transaction. Both tell the same payments: a figure is taken from one of them only.
-- category: product | shipping | gift_wrap | promotion | tax | withheld_tax | fee | transfer | other.
create table settlement_line (
    shop_id varchar not null, marketplace varchar not null, platform varchar, source varchar not null,
    settlement_id varchar, order_id varchar, order_item_id varchar, sku varchar,
    transaction_type varchar, amount_type varchar, amount_description varchar, category varchar not null,
    is_refund boolean not null, quantity bigint,
    amount decimal(18, 6) not null, currency varchar not null, posted_at timestamptz not null, posted_date date not null,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

drop table inbound;
create table inbound (
    shop_id varchar not null, marketplace varchar not null, platform varchar, shipment_id varchar not null, sku varchar not null,
    status varchar, quantity bigint not null, received bigint, mode varchar, shipped_on date, expected_on date,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- What one import did to one table; a file may fill several.
create table import_table (
    import_id bigint not null, table_name varchar not null, rows_added bigint not null, rows_superseded bigint not null
);
insert into import_table select import_id, table_name, rows_added, rows_superseded from import_file;
alter table import_file drop column table_name;
-- ISO 8601 in UTC.
alter table import_file add column imported_at varchar;
alter table import_file add column undone_at varchar;

-- The periods that a table's figures are given for, in place of traffic_period.
drop table traffic_period;
create table report_period (
    shop_id varchar not null, marketplace varchar not null, table_name varchar not null, grain varchar not null,
    granularity varchar not null, period_from date not null, period_to date not null
);
insert into report_period
select distinct shop_id, marketplace, 'traffic_day', grain, granularity, period_from, period_to from traffic_day;
