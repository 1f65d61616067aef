"""Products too small to be read one by one stand together, so that chance in each is not taken for a cause."""

from dataclasses import replace

import numpy as np

from tools.funnel.chains import COUNTS_OF_SALES
from tools.funnel.panel import Flags, Segment
from tools.funnel.split import LOW_VOLUME
from tools.funnel.stages import Chain, Stages


def pooled(stages: Stages) -> tuple[Stages, list[list[int]]]:
    """Put segments of one chain, marketplace and channel that expect few sales together.

    Args:
        stages: All segments.

    Returns:
        The stages, and for each segment the positions of those that stand in it.
    """
    low = _low_volume(stages)
    segments: list[Segment] = []
    members: list[list[int]] = []
    chains = []
    for chain in stages.chains:
        first = len(segments)
        groups: dict[tuple[str, str | None], list[int]] = {}
        for at in chain.members:
            segment = stages.panel.segments[at]
            if low[at]:
                groups.setdefault((segment.marketplace, segment.channel), []).append(int(at))
            else:
                segments.append(segment)
                members.append([int(at)])
        for (marketplace, channel), group in groups.items():
            alone = len(group) == 1
            segments.append(stages.panel.segments[group[0]] if alone else Segment(marketplace, None, channel, len(group)))
            members.append(group)
        chains.append(Chain(chain.stages, np.arange(first, len(segments)), chain.knows_stock))
    return _together(stages, segments, members, chains), members


def _low_volume(stages: Stages) -> Flags:
    """Segments that sell in both windows, or could, and expect fewer than ten sales in the current one.

    Where sales are all that is told, a window without any may be chance.
    """
    low = np.zeros(len(stages.panel.segments), dtype=bool)
    for chain in stages.chains:
        counts = [stage for stage in chain.stages if stage in COUNTS_OF_SALES]
        if not counts:
            continue
        sold = (stages.sums(counts[-1]) * stages.scale)[:, chain.members].max(axis=0)
        volumes = stages.sums(chain.stages[0])[:, chain.members] > 0
        visible = volumes.any(axis=0) if chain.stages[0] in COUNTS_OF_SALES else volumes.all(axis=0)
        low[chain.members] = visible & (sold < LOW_VOLUME)
    return low


def _together(stages: Stages, segments: list[Segment], members: list[list[int]], chains: list[Chain]) -> Stages:
    order = np.concatenate([np.array(group, dtype=np.intp) for group in members])
    sizes = np.array([len(group) for group in members])
    into = np.repeat(np.arange(len(members)), sizes)
    group = np.empty(len(order), dtype=np.intp)
    group[order] = into
    exposure = np.zeros((len(members), stages.exposure.shape[1]))
    np.add.at(exposure, group, stages.exposure)
    firsts = np.array([group[0] for group in members], dtype=np.intp)
    return replace(
        stages,
        panel=stages.panel.together(group, segments),
        exposure=exposure / sizes[:, None],
        chains=chains,
        scale=stages.scale[:, firsts],
    )
