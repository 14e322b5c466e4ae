package org.tracehook.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.delivery.Headers;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

class TracesAccessTest {

    private static final String READ = "a-token-for-traces";
    private static final String RERUN = "a-token-for-reruns";

    private final Faults faults = new Faults();

    private static TracesConfig config(String token, String rerunToken) {
        return new TracesConfig() {
            @Override
            public Optional<Secret> token() {
                return Optional.ofNullable(token).map(Secret::of);
            }

            @Override
            public Optional<Secret> rerunToken() {
                return Optional.ofNullable(rerunToken).map(Secret::of);
            }
        };
    }

    private TracesAccess access(String token, String rerunToken) {
        return TracesAccess.from(config(token, rerunToken), true, faults);
    }

    private static Headers bearer(String token) {
        return new Headers(Map.of("authorization", "Bearer " + token));
    }

    private static ProblemKind kind(Optional<Problem> refusal) {
        return refusal.map(Problem::kind).orElse(null);
    }

    @Test
    void eachTokenDoesItsOwnAndNotTheOthers() {
        TracesAccess access = access(READ, RERUN);

        assertEquals(Optional.empty(), access.readRefusal(bearer(READ)));
        assertEquals(Optional.empty(), access.rerunRefusal(bearer(RERUN)));
        assertEquals(ProblemKind.UNAUTHENTICATED, kind(access.readRefusal(bearer(RERUN))));
        assertEquals(ProblemKind.UNAUTHENTICATED, kind(access.rerunRefusal(bearer(READ))));
        assertEquals(List.of(), faults.all());
    }

    @Test
    void withoutARerunTokenThereIsNoRerunAndTheReplySaysWhatToSet() {
        Problem refusal = access(READ, null).rerunRefusal(bearer(READ)).orElseThrow();

        assertEquals(ProblemKind.NOT_FOUND, refusal.kind());
        assertEquals(
                "There is nothing here. To run traces again, set tracehook.traces.rerun-token"
                        + " (TRACEHOOK_TRACES_RERUN_TOKEN).",
                refusal.detail());
    }

    @Test
    void whoMayRunTracesAgainNeedNotBeAbleToReadThem() {
        TracesAccess access = access(null, RERUN);

        assertEquals(Optional.empty(), access.rerunRefusal(bearer(RERUN)));
        assertEquals(ProblemKind.NOT_FOUND, kind(access.readRefusal(bearer(RERUN))));
        assertEquals(List.of(), faults.all());
    }

    @Test
    void oneTokenForBothIsAFault() {
        access(READ, READ);

        assertEquals(1, faults.all().size());
        assertTrue(faults.message()
                .contains("tracehook.traces.rerun-token (TRACEHOOK_TRACES_RERUN_TOKEN): must differ from"
                        + " tracehook.traces.token"));
        assertFalse(faults.message().contains(READ));
    }

    /** Two secrets of Secrets Manager are compared by their ARNs: the start reads none. */
    @Test
    void oneArnForBothIsAFault() {
        String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf:";
        access(arn + "traces::", arn + "traces::");
        assertEquals(1, faults.all().size());

        access(arn + "traces::", arn + "rerun::");
        assertEquals(1, faults.all().size());
    }

    @Test
    void shortTokensAndAStoreThatKeepsNothingAreFaults() {
        TracesAccess.from(config("short", "short-too"), false, faults);

        assertEquals(4, faults.all().size());
        assertTrue(faults.message().contains("tracehook.traces.token (TRACEHOOK_TRACES_TOKEN): must have 16"));
        assertTrue(
                faults.message().contains("tracehook.traces.rerun-token (TRACEHOOK_TRACES_RERUN_TOKEN): must have 16"));
        assertTrue(faults.message().contains("needs a store that outlives an invocation"));
        assertFalse(faults.message().contains("short"));
    }

    @Test
    void noTokenIsNoFault() {
        TracesAccess.from(config(null, null), false, faults);

        assertEquals(List.of(), faults.all());
    }

    @Test
    void itsTextHidesTheTokens() {
        assertFalse(access(READ, RERUN).toString().contains("a-token"));
    }
}
