"""One chain over two windows: split, tested, named."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tools.core.result import Period
from tools.funnel.naming import Effect, Flag, detectable, effects_of, scan
from tools.funnel.panel import Flags, Floats, Panel
from tools.funnel.pooling import pooled
from tools.funnel.significance import Noise, noise_of
from tools.funnel.split import LOW_VOLUME, Split, split
from tools.funnel.stages import Stages, stages_of, windows_of


@dataclass(frozen=True)
class Diagnosis:
    """The split of a panel, with what of it is beyond chance.

    Attributes:
        single: All segments one by one, before those of low volume were put together.
        stages: What was split.
        members: For each segment of `stages` the positions in `single` of those that stand in it.
        flags: Segments whose own factor moved beyond chance.
    """

    single: Stages
    stages: Stages
    members: list[list[int]]
    split: Split
    noise: dict[str, Noise]
    effects: list[Effect]
    flags: list[Flag]

    @cached_property
    def base(self) -> float:
        """Sales of the base at its daily mean, for the length of the current window."""
        return float(self.split.values[0].sum())

    @cached_property
    def current(self) -> float:
        """Sales of the current window."""
        return float(self.split.values[1].sum())

    @cached_property
    def change(self) -> float:
        """Current less base."""
        return self.current - self.base

    @property
    def named(self) -> list[Effect]:
        """Effects that may be named as causes, the largest first."""
        return sorted((effect for effect in self.effects if effect.named), key=lambda effect: -abs(effect.amount))

    @property
    def leading_flags(self) -> list[Flag]:
        """Flags that go with the change, where that is beyond chance itself; else all."""
        if abs(self.change) < self.detectable:
            return self.flags
        return [flag for flag in self.flags if flag.amount * self.change > 0] or self.flags

    @property
    def detectable(self) -> float:
        """The smallest change of sales that these data would show as beyond chance."""
        return detectable(self.noise)

    @property
    def expected_sales(self) -> float:
        """Sales that the base leads to expect in the current window."""
        return float((self.sold[0] * self.stages.scale[0]).sum())

    @cached_property
    def sold(self) -> Floats:
        """Sales counted in both windows, as they are, (2, N); sums of amounts where no sales are counted."""
        found = np.zeros_like(self.split.values)
        for chain in self.stages.chains:
            last = chain.stages[-2] if len(chain.stages) > 1 else chain.stages[-1]
            found[:, chain.members] = self.stages.sums(last)[:, chain.members]
        return found


def diagnose(panel: Panel, base: Period, current: Period, *, pool: bool = True) -> Diagnosis:
    """Split the change from one window to the other and tell noise from cause.

    Args:
        panel: Segments by day, reaching over both windows.
        base: The window compared with.
        current: The window in question.
        pool: Whether products of low volume stand together.
    """
    single = stages_of(panel, windows_of(panel, base, current))
    stages, members = pooled(single) if pool else (single, [[at] for at in range(len(panel.segments))])
    parts = split(stages)
    noise = noise_of(stages, parts)
    effects = effects_of(parts, noise)
    found = Diagnosis(single, stages, members, parts, noise, effects, [])
    return Diagnosis(single, stages, members, parts, noise, effects, scan(parts, noise, _readable(found)))


def _readable(found: Diagnosis) -> Flags:
    """Segments with enough sales to be read one by one: both windows together lead to expect ten in the current one."""
    lengths = np.array([found.stages.windows.base.days, found.stages.windows.current.days], dtype=float)
    expected = found.sold.sum(axis=0) * lengths[1] / lengths.sum()
    return np.asarray(expected >= LOW_VOLUME / 2, dtype=bool)
