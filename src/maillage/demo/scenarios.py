"""Where the story could open access points: scenarios that everybody may read and compare."""

import uuid

from maillage.accounts.enums import RoleKind
from maillage.demo import queries
from maillage.scenarios.actions import make_scenario, publish_scenario
from maillage.scenarios.models import Question

# Keys are drawn from the story itself: the same scenario is the same row in every demonstration.
STORY = uuid.uuid5(uuid.NAMESPACE_URL, "https://academie-de-brumeval.example/scenarios")


def play_scenarios(places, people):
    lead = people[RoleKind.TERRITORY_LEAD]
    for told in queries.scenarios():
        scenario = make_scenario(
            territory=places[told["department"]],
            question=Question.of(told["question"]),
            client_key=uuid.uuid5(STORY, told["name"]),
            name=told["name"],
            note=told["note"],
            acting_user=lead,
        )
        publish_scenario(scenario=scenario, acting_user=lead)
