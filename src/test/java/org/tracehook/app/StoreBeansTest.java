package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.TraceStore;

class StoreBeansTest {

    private final StoreBeans beans = new StoreBeans();

    /** As a user adds one: it need not say that it is shared. */
    private static final TraceStore OWN = new TraceStore() {
        @Override
        public void store(ExecutionTrace trace) {}

        @Override
        public Optional<ExecutionTrace> get(String traceId) {
            return Optional.empty();
        }

        @Override
        public List<ExecutionTrace> ofIssue(String issueKey, int limit) {
            return List.of();
        }
    };

    @Test
    void aStoreOfOnesOwnIsWrittenToBesideThePipeline() {
        assertInstanceOf(BackgroundStoring.class, beans.storing(OWN));
    }

    @Test
    void memoryIsWrittenToAtOnce() {
        assertFalse(beans.storing(new MemoryTraceStore(1)) instanceof BackgroundStoring);
    }
}
