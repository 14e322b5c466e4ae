package org.tracehook.packaged;

import org.junit.jupiter.api.Nested;

/** What holds for the deployed file, however it was built: all that a build for another kind of runtime can break. */
abstract class PackagedFunctionContract {

    @Nested
    class Replies extends ReplyContract {}

    @Nested
    class Lines extends LogLineContract {}

    @Nested
    class Start extends StartContract {}

    @Nested
    class OnThePage extends TracePageContract {}

    @Nested
    class KilledRuns extends KilledRunContract {}

    @Nested
    class Canaries extends CanaryContract {}

    @Nested
    class SharedTables extends SharedTableContract {}

    @Nested
    class KilledRunsAreTakenUp extends KilledRunOnceContract {}

    @Nested
    class Acknowledged extends AcknowledgeContract {}

    @Nested
    class StoredSecrets extends StoredSecretContract {}

    @Nested
    class Told extends FeedbackContract {}

    @Nested
    class Tickets extends TicketToPullRequestContract {}

    @Nested
    class Apps extends GitHubAppContract {}

    @Nested
    class Telemetry extends TelemetryContract {}

    @Nested
    class Https extends HttpsContract {}
}
