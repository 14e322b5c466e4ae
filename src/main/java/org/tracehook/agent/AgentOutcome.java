package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * How an agent's work ended: the type decides, the text is for people. Give the whole text: the trace removes secrets from it
 * and then shortens it. In a text that is cut before, half a secret would not be recognised.
 */
public sealed interface AgentOutcome {

    /** The values for later steps, by name; never null. */
    Map<String, JsonNode> outputs();

    /** The work is done; {@code summary} is one short line about it. */
    record Success(String summary, Map<String, JsonNode> outputs) implements AgentOutcome {

        public Success {
            Objects.requireNonNull(summary, "summary");
            outputs = Map.copyOf(outputs);
        }

        @Override
        public String toString() {
            return "Success[" + summary + ", outputs=" + outputs.keySet() + "]";
        }
    }

    /** The work did not succeed; {@code error} is the whole text that the trace shows, {@code kind} says what failed. */
    record Failure(String error, Map<String, JsonNode> outputs, Kind kind) implements AgentOutcome {

        public Failure {
            Objects.requireNonNull(error, "error");
            outputs = Map.copyOf(outputs);
            Objects.requireNonNull(kind, "kind");
        }

        /** The work itself failed. */
        public Failure(String error, Map<String, JsonNode> outputs) {
            this(error, outputs, Kind.WORK);
        }

        /** The work itself failed, without outputs. */
        public Failure(String error) {
            this(error, Map.of());
        }

        /** A failure of that kind, without outputs. */
        public Failure(String error, Kind kind) {
            this(error, Map.of(), kind);
        }

        /** What failed. */
        public enum Kind {
            /** The work itself. */
            WORK,
            /** The work took longer than it may. */
            TIMED_OUT,
            /** Whoever does the work cannot be reached. */
            UNREACHABLE
        }

        @Override
        public String toString() {
            return "Failure[" + error + ", outputs=" + outputs.keySet() + "]";
        }
    }

    /** The agent forbids the next steps; {@code reason} is the whole text that the trace shows. */
    record Blocked(String reason, Map<String, JsonNode> outputs) implements AgentOutcome {

        public Blocked {
            Objects.requireNonNull(reason, "reason");
            outputs = Map.copyOf(outputs);
        }

        /** A block without outputs. */
        public Blocked(String reason) {
            this(reason, Map.of());
        }

        @Override
        public String toString() {
            return "Blocked[" + reason + ", outputs=" + outputs.keySet() + "]";
        }
    }
}
