package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Configured;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.TraceStore;

class StoreBeansTest {

    private final StoreBeans beans = beans(Map.of());

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

    private static StoreBeans beans(Map<String, String> properties) {
        return new StoreBeans(new Settings(Configured.config(properties), Set.of()));
    }

    @Test
    void aTableIsUsedByItsTypeAndNotByItsName() {
        assertInstanceOf(
                MemoryLedger.class,
                beans(Map.of("tracehook.store.table", "tracehook")).ledger());
    }

    @Test
    void aStoreOfOnesOwnIsWrittenToBesideThePipeline() {
        assertInstanceOf(BackgroundStoring.class, beans.storing(OWN));
    }

    @Test
    void memoryIsWrittenToAtOnce() {
        assertFalse(beans.storing(new MemoryTraceStore(1)) instanceof BackgroundStoring);
    }
}
