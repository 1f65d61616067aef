from prompts import message_keys
from tools.sales.catalogue import (
    dimensions,
    measure_of,
    measures,
    metric_names,
    metrics,
    tables,
    unavailable,
)
from tools.sales.question import Filters, SalesQuestion


def test_no_word_means_two_metrics():
    words = [word.lower() for metric in metrics().values() for word in {metric.id, *metric.names}]
    words += [word.lower() for name, gap in unavailable().items() for word in {name, *gap["names"]}]
    assert len(words) == len(set(words)) == len(metric_names())


def test_the_catalogue_is_whole():
    for metric in metrics().values():
        formulas = [metric.formula, *([metric.instead] if metric.instead else [])]
        assert all(measure_of(name) and formula.tables for formula in formulas for name in formula.of)
        assert all(f"basis.{basis}" in message_keys() for basis in metric.basis.split("+"))
        assert metric.unit in ("money", "count", "rate", "ratio", "days") and metric.definition["zh"] and metric.definition["en"]
    assert all(entry.time or any(entry.column(table) for table in tables()) for entry in dimensions().values())
    assert set(measures()) == set(tables())


def test_no_two_tables_have_a_measure_of_the_same_name():
    names = [name for entries in measures().values() for name in entries]
    assert len(names) == len(set(names))


def test_every_metric_and_dimension_may_be_asked_for():
    told = SalesQuestion.model_fields["metrics"].description
    assert [metric for metric in metrics() if metric not in told] == []
    assert {"day", "week", "month", "quarter", "year", "place", *Filters.model_fields} == {"place", *dimensions()}


def test_a_ratio_of_two_tables_names_both_bases():
    for metric in metrics().values():
        assert len(metric.basis.split("+")) == len(metric.formula.tables), metric.id


def test_grains_and_partial_measures_exist():
    levels = {entry.level for entry in dimensions().values()}
    for name, table in tables().items():
        assert {level for held in table.grains.values() for level in held} <= levels
        assert all(measure in measures()[name] for names in table.partial.values() for measure in names)
        assert bool(table.grains) == bool(table.granularity)
