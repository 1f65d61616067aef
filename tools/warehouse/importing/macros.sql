-- Shared by the SQL files of rows/.
create or replace macro instant(moment, file_zone, place_zone) as
    coalesce(moment.utc, timezone(coalesce(file_zone, place_zone, 'UTC'), moment.local));
-- The day on the calendar of the place; where that is not known, as written.
create or replace macro calendar_day(moment, utc, place_zone) as
    case when place_zone is null then moment.local::date else timezone(place_zone, utc)::date end;
-- A currency's code; RMB is what many write for CNY.
create or replace macro currency_code(word) as case when upper(word) = 'RMB' then 'CNY' else upper(word) end;
