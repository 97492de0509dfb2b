"""What each title asks for, as declarations; and which figures may speak for it.

A measure only ever speaks *for* an applicant: it proposes "met", or says nothing. None counts cases, persons or
complaints, and tips count as a good sign alone, so that reporting more never lowers anything (README, what it refuses).
What a circular lists as grave incidents is met or not met, said with reasons by the body that decides; nothing is
counted for it, and nobody is listed.

No marks are added up: a sum would make a ranking of hamlets out of it, and how the circular weighs its criteria could
not be read. An office that uses a sheet of its own keeps it as the file of the act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from binhyen.kinds.recognition.titles import BY_CODE, TITLES

# From good to bad, as a form offers them.
MET, PARTLY, NOT_MET = "met", "partly", "not_met"
MARKS = (MET, PARTLY, NOT_MET)
# What figures can say, and from how many on each speaks for an applicant; which figure each is stands in
# figures/recognition.py. A number of tips below five is told to nobody but the office that has them
# (figures/suppression.py), so it says nothing here either.
MEASURES: Mapping[str, int] = {
    "sessions_held": 1,
    "tips_given": 5,
    "model_sites": 1,
    "tasks_on_time": 1,
    "meetings_held": 1,
    "hamlets_recognised": 1,
}


class CriterionError(ValueError):
    """A criterion that contradicts itself."""


@dataclass(frozen=True)
class Criterion:
    """One criterion of a title. `measures`: what the figures may say for it. `all_or_nothing`: there is no "partly"."""

    code: str
    title: str
    measures: tuple[str, ...] = ()
    all_or_nothing: bool = False

    def __post_init__(self) -> None:
        if self.title not in BY_CODE:
            raise CriterionError(f"{self.code}: there is no title {self.title}")
        if unknown := sorted(set(self.measures) - set(MEASURES)):
            raise CriterionError(f"{self.code}: no figure is called {', '.join(unknown)}")
        if len(set(self.measures)) < len(self.measures):
            raise CriterionError(f"{self.code}: a figure speaks once")
        if self.all_or_nothing and self.measures:
            # A figure beside "grave incidents" could only be read against whoever reported them.
            raise CriterionError(f"{self.code}: no figure speaks for what is met or not met")

    @property
    def marks(self) -> tuple[str, ...]:
        return (MET, NOT_MET) if self.all_or_nothing else MARKS


CRITERIA = (
    # Residential area: TT 124/2021 (1)-(3) as read; (4), (5) from memory of the text, not compared.
    Criterion("area_registered", "safe_residential_area"),
    Criterion("area_law", "safe_residential_area", ("sessions_held", "tasks_on_time")),
    Criterion("area_grave", "safe_residential_area", all_or_nothing=True),
    Criterion("area_held_down", "safe_residential_area", ("tips_given", "sessions_held")),
    Criterion("area_movement", "safe_residential_area", ("model_sites", "tips_given")),
    # Commune, agency, enterprise: their lists were not compared with the text.
    Criterion("commune_registered", "safe_commune", ("meetings_held",)),
    Criterion("commune_law", "safe_commune", ("sessions_held", "tasks_on_time")),
    Criterion("commune_grave", "safe_commune", all_or_nothing=True),
    Criterion("commune_held_down", "safe_commune", ("tips_given", "sessions_held")),
    Criterion("commune_movement", "safe_commune", ("model_sites", "hamlets_recognised")),
    Criterion("agency_registered", "safe_agency"),
    Criterion("agency_rules", "safe_agency"),
    Criterion("agency_grave", "safe_agency", all_or_nothing=True),
    Criterion("agency_staff", "safe_agency"),
    Criterion("agency_movement", "safe_agency", ("model_sites", "sessions_held")),
    Criterion("enterprise_registered", "safe_enterprise"),
    Criterion("enterprise_rules", "safe_enterprise"),
    Criterion("enterprise_grave", "safe_enterprise", all_or_nothing=True),
    Criterion("enterprise_staff", "safe_enterprise"),
    Criterion("enterprise_movement", "safe_enterprise", ("model_sites", "sessions_held")),
    # School: the six as a newspaper tells them; their order and wording were not compared.
    Criterion("school_registered", "safe_school"),
    Criterion("school_movement", "safe_school", ("model_sites", "sessions_held")),
    Criterion("school_parents", "safe_school"),
    Criterion("school_grave", "safe_school", all_or_nothing=True),
    Criterion("school_violence", "safe_school"),
    Criterion("school_staff", "safe_school"),
    # Cultural family: the three standards of NĐ 86/2023, for the households of the list together.
    Criterion("family_law", "cultural_family"),
    Criterion("family_movements", "cultural_family"),
    Criterion("family_life", "cultural_family"),
    # Cultural hamlet: Law 06/2022, art. 29, by NĐ 86/2023.
    Criterion("hamlet_economy", "cultural_hamlet"),
    Criterion("hamlet_culture", "cultural_hamlet"),
    Criterion("hamlet_surroundings", "cultural_hamlet"),
    Criterion("hamlet_law", "cultural_hamlet", ("sessions_held", "tips_given")),
    Criterion("hamlet_solidarity", "cultural_hamlet", ("model_sites",)),
    # Cultural agency: local.
    Criterion("office_culture", "cultural_agency"),
    Criterion("office_duties", "cultural_agency"),
    Criterion("office_law", "cultural_agency", ("sessions_held",)),
)
BY_CRITERION = {criterion.code: criterion for criterion in CRITERIA}
CODES = tuple(BY_CRITERION)


def of(title: str) -> tuple[Criterion, ...]:
    """The criteria of a title, in their order."""
    return tuple(criterion for criterion in CRITERIA if criterion.title == title)


def proposed(criterion: Criterion, figures: Mapping[str, int]) -> str | None:
    """What the figures propose for a criterion: "met" where one of its measures found enough, else nothing.

    It rises with every figure and falls with none.
    """
    return MET if any(figures.get(each, 0) >= MEASURES[each] for each in criterion.measures) else None


def _checked() -> None:
    if len(BY_CRITERION) < len(CRITERIA):
        raise CriterionError("two criteria have one code")
    for title in TITLES:
        if not of(title.code):
            raise CriterionError(f"{title.code} has no criteria")


_checked()
