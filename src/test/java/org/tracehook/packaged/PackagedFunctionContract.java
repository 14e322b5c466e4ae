package org.tracehook.packaged;

import org.junit.jupiter.api.Nested;

/** What holds for the deployed file, however it was built: its replies, its log lines and its start. */
abstract class PackagedFunctionContract {

    @Nested
    class Replies extends ReplyContract {}

    @Nested
    class Lines extends LogLineContract {}

    @Nested
    class Start extends StartContract {}

    @Nested
    class KilledRuns extends KilledRunContract {}
}
