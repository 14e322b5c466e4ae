package org.tracehook.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Objects;

/**
 * Facts about a run that its trace does not contain.
 *
 * @param verdicts of the trigger rules asked, an array of objects fit for logs
 * @param ignoredContext names of values in the body that it may not fill, an array of texts fit for logs
 * @param codeFrom where code may come from, as rules write it, such as {@code none}; null when unknown
 * @param retryOf the trace of the delivery's last run, if that crashed or is to be tried again; null for a first run
 */
public record RunFacts(ArrayNode verdicts, ArrayNode ignoredContext, String codeFrom, String retryOf) {

    /** Nothing is known. */
    public static final RunFacts NONE =
            new RunFacts(JsonNodeFactory.instance.arrayNode(0), JsonNodeFactory.instance.arrayNode(0), null, null);

    public RunFacts {
        Objects.requireNonNull(verdicts, "verdicts");
        Objects.requireNonNull(ignoredContext, "ignoredContext");
    }
}
