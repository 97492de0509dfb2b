from django.apps import AppConfig


class OrderReportConfig(AppConfig):
    name = "binhyen.kinds.order_report"
    label = "order_report"

    def ready(self) -> None:
        from binhyen.kinds.order_report import judging, limits
        from binhyen.kinds.order_report.procedure import KIND, VERSIONS
        from binhyen.matters.kinds import Kind, register

        register(
            Kind(
                KIND,
                VERSIONS,
                "binhyen.kinds.order_report.words",
                sealed=True,
                numbered=True,
                judge=judging.judge,
                visits=frozenset({"begun", "answered"}),
                visited=judging.visited,
                possible=judging.possible,
                known={("accepted", "due_on"): limits.known},
            )
        )
