package org.tracehook.packaged;

import org.junit.jupiter.api.Nested;

/** What holds for the deployed file, however it was built: its replies, its lines, its start, its end and its secrets. */
abstract class PackagedFunctionContract {

    @Nested
    class Replies extends ReplyContract {}

    @Nested
    class Lines extends LogLineContract {}

    @Nested
    class Start extends StartContract {}

    @Nested
    class KilledRuns extends KilledRunContract {}

    @Nested
    class Canaries extends CanaryContract {}
}
