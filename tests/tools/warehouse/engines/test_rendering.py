"""What each construct of DuckDB's dialect becomes; `make test-engines` shows that the engines answer the same."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
import sqlglot

from tools.warehouse.engines import clickhouse_changes as changes
from tools.warehouse.engines.clickhouse_dialect import CLICKHOUSE
from tools.warehouse.engines.postgresql_dialect import POSTGRESQL
from tools.warehouse.engines.rendering import kinds_of, named, render
from tools.warehouse.warehouse import MIGRATIONS


def postgresql(sql, *values, **by_name):
    return [statement.sql for statement in render(sql, kinds_of(named(by_name or values)), POSTGRESQL)]


def clickhouse(sql, *values, **by_name):
    return [statement.sql for statement in render(sql, kinds_of(named(by_name or values)), CLICKHOUSE)]


@pytest.mark.parametrize(
    ("duck", "postgres", "click"),
    [
        ("any_value(c)", "MIN(c)", "min(c)"),
        ("arg_max(a, b)", "(ARRAY_AGG(a ORDER BY b DESC NULLS LAST) FILTER(WHERE NOT a IS NULL))[1]", "argMax(a, b)"),
        ("a / b", "CAST(a AS DOUBLE PRECISION) / CAST(NULLIF(b, 0) AS DOUBLE PRECISION)",
         "CAST(a, 'Nullable(Float64)') / nullIf(CAST(b, 'Nullable(Float64)'), 0)"),
        ("bool_or(a)", "BOOL_OR(a)", "max(a)"),
        ("list(a order by b desc)", "ARRAY_AGG(a ORDER BY b DESC NULLS LAST)",
         "arrayMap(x -> x.1, arrayReverseSort(x -> x.2, groupArray((a, b))))"),
        ("string_agg(distinct a, ', ')", "STRING_AGG(DISTINCT a, ', ')",
         "nullIf(arrayStringConcat(arraySort(groupUniqArray(a)), ', '), '')"),
        ("a::decimal(18, 6)", "CAST(a AS DECIMAL(18, 6))", "CAST(a, 'Nullable(Decimal(38, 6))')"),
        ("epoch(a)", "CAST(EXTRACT(EPOCH FROM a) AS DOUBLE PRECISION)", "CAST(a, 'Nullable(Float64)')"),
        ("to_json(t)", "TO_JSONB(t)", "formatRowNoNewline('JSONEachRow', t.*)"),
    ],
)  # fmt: skip
def test_an_expression(duck, postgres, click):
    [there], [here] = postgresql(f"select {duck} from t"), clickhouse(f"select {duck} from t")
    assert there == f"SELECT {postgres} FROM t"
    assert here.lower() == f"SELECT {click} FROM t".lower()


@pytest.mark.parametrize(
    ("value", "postgres", "click"),
    [
        ("x'; drop table t; --", "($1::TEXT)", "{p_v:String}"),
        (["a", "b"], "($1::TEXT[])", "{p_v:Array(String)}"),
        ([], "($1::TEXT[])", "{p_v:Array(String)}"),
        (7, "($1::BIGINT)", "{p_v:Int64}"),
        (True, "($1::BOOLEAN)", "{p_v:Bool}"),
        (date(2026, 1, 2), "($1::DATE)", "{p_v:Date32}"),
        (datetime(2026, 1, 2), "($1::TIMESTAMPTZ)", "{p_v:DateTime64(6, 'UTC')}"),
        (Decimal("1.5"), "($1::NUMERIC)", "{p_v:Decimal(38, 9)}"),
        (None, "NULL", "NULL"),
    ],
)
def test_values_stay_outside_of_the_sql(value, postgres, click):
    assert postgresql("select $v", v=value) == [f"SELECT {postgres}"]
    assert clickhouse("select $v", v=value) == [f"SELECT {click}"]


def test_values_in_order_and_values_said_twice():
    [statement] = render("select ?, '?', ? from t where a = $2", kinds_of(named(["x", 1])), POSTGRESQL)
    assert statement.sql == "SELECT ($1::TEXT), '?', ($2::BIGINT) FROM t WHERE a = ($2::BIGINT)" and statement.names == ("1", "2")


def test_group_and_order_by_all():
    assert postgresql("select a, sum(b) from t group by all") == ["SELECT a, SUM(b) FROM t GROUP BY 1"]
    assert postgresql("select * from t order by all") == ["SELECT * FROM t ORDER BY t"]
    assert postgresql("select a, b from t order by all") == ["SELECT a, b FROM t ORDER BY 1, 2"]


def test_a_list_of_values():
    assert postgresql("select list_contains($v, a)", v=["x"]) == ["SELECT a = ANY ($1::TEXT[])"]
    assert clickhouse("select list_contains($v, a)", v=["x"]) == ["SELECT has({p_v:Array(String)}, a)"]


def test_tables_get_their_keys_and_texts_their_order():
    script = "create table t (shop_id varchar not null, row_key varchar not null, n decimal(18, 6), at timestamptz)"
    made, index = postgresql(script)
    assert 'shop_id TEXT COLLATE "C" NOT NULL' in made and index == "CREATE INDEX ON t(shop_id, row_key)"
    [statement] = render(script, (), CLICKHOUSE)
    assert changes.create(statement.tree, "t__1") == (
        "create table t__1 (shop_id String, row_key String, n Nullable(Decimal(38, 6)), at Nullable(DateTime64(6, 'UTC'))) "
        "engine MergeTree order by (shop_id, row_key)"
    )


def test_tables_go_by_their_present_names():
    [statement] = render("with c as (select * from t) select t.a from t join c on t.a = c.a", (), CLICKHOUSE)
    assert changes.physical(statement.tree, {"t": "t__3", "c": "c__3"}).sql("clickhouse") == (
        "WITH c AS (SELECT * FROM t__3 AS t) SELECT t.a FROM t__3 AS t JOIN c ON t.a = c.a"
    )


def test_a_deletion_by_another_table_finds_the_keys_first():
    [statement] = render("delete from t using s where t.k = s.k and t.n < s.n", (), CLICKHOUSE)
    found = changes.matched(statement.tree, "t", "t")
    assert found.value == "toJSONString(tuple(k, n))"
    assert found.query == "select toJSONString(tuple(t.k, t.n)) from t as t, s where t.k = s.k AND t.n < s.n"


def test_columns_come_and_go():
    script = "alter table t drop column a; alter table t add column b timestamptz"
    made = [line for statement in render(script, (), CLICKHOUSE) for line in changes.alter(statement.tree, "t__1")]
    assert made == ["alter table t__1 drop column a", "alter table t__1 add column b Nullable(DateTime64(6, 'UTC'))"]


def test_every_migration_can_be_written_for_every_engine():
    for step in sorted(MIGRATIONS.glob("*.sql")):
        script = step.read_text(encoding="utf-8")
        for dialect, name in ((POSTGRESQL, "postgres"), (CLICKHOUSE, "clickhouse")):
            for statement in render(script, (), dialect):
                if dialect is CLICKHOUSE and statement.tree.key == "create":
                    assert changes.create(statement.tree, "t")
                else:
                    assert sqlglot.parse_one(statement.sql, dialect=name)


def test_a_quotient_by_nought_is_no_error_here_either():
    # The other engines get `nullif`; DuckDB's own answer is no error and no number that an answer could show.
    [(found,)] = duckdb.sql("select (1 / 0)").fetchall()
    assert found is None or found in (float("inf"),)
