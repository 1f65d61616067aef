from tools.sales.catalogue import dimensions, measures, metric_names, metrics, table_of, unavailable


def test_no_word_means_two_metrics():
    words = [word.lower() for metric in metrics().values() for word in {metric.id, *metric.names}]
    words += [word.lower() for name, gap in unavailable().items() for word in {name, *gap["names"]}]
    assert len(words) == len(set(words)) == len(metric_names())


def test_the_catalogue_is_whole():
    for metric in metrics().values():
        formulas = [metric.formula, *([metric.instead] if metric.instead else [])]
        assert all(name in measures()[formula.table] for formula in formulas for name in formula.of)
        assert len({table_of(name) for name in metric.of}) == 1
        assert metric.unit in ("money", "count", "rate") and metric.definition["zh"] and metric.definition["en"]
    assert all(entry.time or entry.column("order_line") or entry.column("traffic_day") for entry in dimensions().values())
