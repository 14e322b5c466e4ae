package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.trace.BackgroundStoring;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

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

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void outputsAreWrittenAsJsonOnlyForAStoreThatKeepsThem(int capacity, int times) {
        List<JsonGenerator> written = new ArrayList<>();
        JsonSerializable output = new JsonSerializable.Base() {
            @Override
            public void serialize(JsonGenerator out, SerializerProvider context) throws IOException {
                written.add(out);
                out.writeNull();
            }

            @Override
            public void serializeWithType(JsonGenerator out, SerializerProvider context, TypeSerializer type) {}
        };
        StepOutcome outcome = StepOutcome.success("done").withOutputs(Map.of("review", new POJONode(output)));
        ExecutionStep step = ExecutionStep.started(1, "agent", "task", Instant.EPOCH);
        ExecutionTrace trace = ExecutionTrace.started(
                "t",
                new TriggerInfo(TriggerSource.MANUAL, "PROJ-1", null, "review", Instant.EPOCH),
                null,
                Instant.EPOCH);

        beans.storing(new MemoryTraceStore(capacity)).stepCompleted(trace, step, outcome);

        assertEquals(times, written.size());
    }
}
