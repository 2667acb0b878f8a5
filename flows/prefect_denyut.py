"""Heartbeats: a satker's run whose machine died is marked crashed by the server, by Prefect's own automation.

Without it such a run stays `Running` for ever, keeps its place in the concurrency limit, and nobody starts it anew.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.events.schemas.automations import AutomationCore

NAMA = "LKjIP: jalan satker yang prosesnya mati"
FLOW = "lkjip-satker"
DETIK = 30  # the least that Prefect takes
MATI_DETIK = 100  # three beats missed
LINGKUNGAN = {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(DETIK)}
DENYUT = "prefect.flow-run.heartbeat"


def install() -> None:
    """Register the automation on the configured server, or bring the one that is there up to date."""
    from prefect.client.orchestration import get_client

    wanted = _automation()
    with get_client(sync_client=True) as client:
        found = client.read_automations_by_name(NAMA)
        if found:
            client.update_automation(found[0].id, wanted)
        else:
            client.create_automation(wanted)


def _automation() -> AutomationCore:
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
    from prefect.events.schemas.events import ResourceSpecification

    ended = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}
    return AutomationCore(
        name=NAMA,
        description="Dipasang oleh lkjip jadwal pasang.",
        trigger=EventTrigger(
            after={DENYUT},
            expect={DENYUT, *ended},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": FLOW}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=MATI_DETIK),
        ),
        actions=[
            ChangeFlowRunState(state=StateType.CRASHED, message="denyutnya berhenti: proses atau mesinnya mati")
        ],
    )
