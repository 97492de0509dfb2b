"""Run by the interpreter of build/scan: ADDRESS KEY georeport json|xml, or ADDRESS KEY civicbot. Prints JSON."""

from __future__ import annotations

import json
import sys
from typing import Any


def with_georeport(address: str, form: str) -> dict[str, Any]:
    from georeport import GeoReport

    client = GeoReport(address + "/", output_format=form)
    requests = client.get_service_requests()
    return {
        "services": [service["service_code"] for service in client.get_service_list()],
        "definition": client.get_service_definition("sidewalk"),
        "requests": requests,
        "one": client.get_service_request(requests[0]["service_request_id"]),
        "closed": client.get_service_requests(status="closed"),
    }


def with_civicbot(address: str, key: str) -> dict[str, Any]:
    from civicbot.http import HttpError
    from civicbot.open311 import Open311Client
    from civicbot.registry import Endpoint

    endpoint = Endpoint(id="binhyen", name="Bình Yên", base_url=address, write=True)
    client = Open311Client(endpoint)

    def file(code: str, api_key: str = key, **more: Any) -> Any:
        given = {
            "lat": 20.6212,
            "lng": 105.7711,
            "confirm": "SEND",
            "dry_run": False,
            "validate_remote": True,
        } | more
        return client.create_request(code, api_key=api_key, **given).response

    filed = file("street_light", description="Ba đèn hỏng ở đầu ngõ.", attributes={"lights": "light_row"})
    waits = file(
        "sidewalk", description="Bàn ghế.", first_name="Nguyễn", attributes={"blocked_by": ["by_goods"]}
    )
    try:
        file("sidewalk", api_key="by_wrong")
        refused = 200
    except HttpError as error:
        refused = error.status
    return {
        "filed": filed,
        "read": client.get_request(filed[0]["service_request_id"]),
        "waits": waits,
        "token": client.get_token(waits[0]["token"]),
        "refused": refused,
    }


if __name__ == "__main__":
    address, key, client, *more = sys.argv[1:]
    print(
        json.dumps(with_georeport(address, *more) if client == "georeport" else with_civicbot(address, key))
    )
